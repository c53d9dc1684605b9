"""A PostgreSQL of the tests' own: made in a temporary folder, at a free port of the loopback, gone afterwards.

    python -m tests.databases -- python -m pytest tests/unit/web

runs a command with `BEFFROI_TEST_DATABASE_URL` set to it. Where PostgreSQL is not installed the command is not run and
that is said; with BEFFROI_REQUIRE_POSTGRESQL=1 it is a failure.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "app"
ROOT = 0


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, as Debian installs them or on the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    found = folders[-1] if folders else Path(on_path).parent if on_path else None
    return found if found and (found / "initdb").exists() else None


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """A server that lives inside the block; gives the address of an empty database without its name: `…:5433/`."""
    folder = programs()
    if folder is None:
        raise FileNotFoundError("PostgreSQL is not installed (apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="beffroi-postgresql-") as name:
        home, port = Path(name), free_port()
        home.chmod(0o755)
        data = home / "data"
        if os.getuid() == ROOT:
            shutil.chown(home, "nobody", "nogroup")
        _run(folder / "initdb", "-D", data, "-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        quick = " -c ".join(("", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off"))
        options = f"-p {port} -h 127.0.0.1 -k {home}{quick}"
        _run(folder / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "-s", "start")
        try:
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/"
        finally:
            _run(folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-s", "stop")


def make_database(server: str, name: str, like: str = "template0") -> str:
    """An empty database on a server, or a copy of one to which nobody is connected; gives its address."""
    folder = programs()
    assert folder is not None
    command = [folder / "createdb", "--maintenance-db", f"{server}postgres", "--template", like, name]
    subprocess.run(command, check=True)
    return server + name


def _run(*command: "Path | str") -> None:
    """Run a program of PostgreSQL, which refuses to work for root, as nobody."""
    words = [str(word) for word in command]
    if os.getuid() == ROOT:
        words = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *words]
    subprocess.run(words, cwd="/", check=True, stdout=subprocess.DEVNULL)


def main(command: list[str]) -> int:
    """Run a command with a database, or say why not."""
    required = os.environ.get("BEFFROI_REQUIRE_POSTGRESQL") == "1"
    if programs() is None:
        print("PostgreSQL is not installed: the tests on it are skipped (apt-get install postgresql runs them).")
        return 1 if required else 0
    with postgresql() as server:
        address = make_database(server, "beffroi")
        environment = {**os.environ, "BEFFROI_TEST_DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]))
