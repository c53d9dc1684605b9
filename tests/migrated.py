"""A migrated SQLite database, made once for each state of the migrations and copied from then on.

Migrating takes half a minute of a core. It is done by the real command, in an empty place; whoever else wants a
database with nothing in it, the test database and tests with a place of their own, takes a copy.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import management
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
DATABASE = Path("site") / "beffroi.sqlite3"
OF_DJANGO = management.call_command


def template() -> Path:
    """The file; made if this state of the migrations has none, by one process while others wait."""
    found = Path(tempfile.gettempdir()) / f"beffroi-migrated-{_state()}.sqlite3"
    with found.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            _make(found)
    return found


def _state() -> str:
    """What the tables depend on: our migrations and what writes its own into the database, and the libraries."""
    known = hashlib.sha256()
    web = ROOT / "src" / "beffroi" / "web"
    for path in sorted([*web.glob("*/migrations/*.py"), *web.glob("*/*guards*.py"), *web.glob("*/*keeping.py")]):
        known.update(path.read_bytes())
    for path in sorted(web.glob("core/*.py")):
        known.update(path.read_bytes())
    known.update(" ".join(sorted(f"{one.name} {one.version}" for one in distributions())).encode())
    known.update(" ".join(settings.INSTALLED_APPS).encode())
    return known.hexdigest()[:16]


def _make(found: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="beffroi-migrated-") as place:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BEFFROI_")}
        environment |= {"BEFFROI_DATA_DIR": place, "DJANGO_SETTINGS_MODULE": "beffroi.web.project.settings"}
        words = [sys.executable, "-m", "beffroi", "manage", "migrate", "-v", "0"]
        subprocess.run(words, env=environment, cwd=ROOT, check=True, capture_output=True)
        finished = found.with_suffix(f".{os.getpid()}")
        shutil.copyfile(Path(place) / DATABASE, finished)
        finished.replace(found)


def copy_to(place: Path) -> None:
    """A migrated database in a data folder."""
    (place / DATABASE).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(template(), place / DATABASE)


def call_command(name: str, *arguments: Any, **options: Any) -> Any:
    """Django's own, but that `migrate` of an empty SQLite database in memory fills it from the copy."""
    if name != "migrate":
        return OF_DJANGO(name, *arguments, **options)
    connection = connections[options["database"]]
    connection.ensure_connection()
    held = sqlite3.connect(f"file:{template()}?immutable=1", uri=True)
    held.backup(connection.connection)
    held.close()
    return None
