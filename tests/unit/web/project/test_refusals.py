"""Where the data of the site is out of reach, a command says so in one sentence, and nothing is half-written."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.migrated import DATABASE, copy_to
from tests.unit.web.project.place import ROOT, Place

pytestmark = pytest.mark.own_place

NOBODY_LISTENS = "postgresql://somebody:a-password@127.0.0.1:1/beffroi"
COMMANDS = [
    ("manage", "migrate"),
    ("manage", "prepare_site"),
    ("manage", "administrator", "you@example.org"),
    ("manage", "retention"),
    ("backup", "out.tar.gz"),
    ("audit", "verify"),
    ("audit", "head"),
]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def refused(done: "subprocess.CompletedProcess[str]", said: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("beffroi: ") and said in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "a-password" not in done.stderr + done.stdout


@pytest.mark.parametrize("command", COMMANDS[::2], ids=" ".join)
def test_a_database_that_does_not_answer(place: Place, command: tuple[str, ...]) -> None:
    refused(place.beffroi(*command, BEFFROI_DATABASE_URL=NOBODY_LISTENS), "the database does not answer")
    assert not Path(ROOT / "out.tar.gz").exists()


@pytest.mark.parametrize("command", COMMANDS[-2:], ids=" ".join)
def test_a_database_that_was_never_prepared(place: Place, command: tuple[str, ...]) -> None:
    refused(place.beffroi(*command), "was never prepared for this version; run 'beffroi manage prepare_site'")


def test_a_file_that_is_no_database(place: Place, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a letter to somebody " * 100)
    done = place.beffroi("manage", "migrate", BEFFROI_DATABASE_URL=f"sqlite:///{tmp_path / 'letter'}")
    refused(done, "is damaged or no database of SQLite")


def test_a_database_from_before_the_migrations_were_written_anew(place: Place) -> None:
    copy_to(place.folder)
    with sqlite3.connect(place.folder / DATABASE) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'monitoring'")
        earlier = [("monitoring", name, "2026-11-01") for name in ("0001_initial", "0002_measurement_guards")]
        database.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", earlier)
    database.close()
    before = (place.folder / DATABASE).read_bytes()
    refused(place.beffroi("manage", "prepare_site"), "prepare the site with the version named there first")
    assert (place.folder / DATABASE).read_bytes() == before


def test_a_data_folder_that_is_no_folder(place: Place, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    refused(place.beffroi("manage", "migrate"), "BEFFROI_DATA_DIR: ")


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv to give up the rights of root")
def test_a_data_folder_that_may_not_be_written(place: Place, tmp_path: Path) -> None:
    place.folder.joinpath("site").mkdir(parents=True)
    place.folder.chmod(0o755)
    place.folder.joinpath("site").chmod(0o555)
    words = [sys.executable, "-m", "beffroi", "manage", "migrate"]
    if os.getuid() == 0:
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(0o755)
        words = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *words]
    done = subprocess.run(words, env=place.environment(), cwd=ROOT, capture_output=True, text=True, check=False)
    refused(done, "site cannot be written; name a folder that may be written")
    assert list(place.folder.joinpath("site").iterdir()) == []


def test_a_disk_without_space(place: Place, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    words = f"mount -t tmpfs -o size=400k none {disk} && exec {sys.executable} -m beffroi manage migrate"
    unshared = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    if not shutil.which("unshare") or subprocess.run([*unshared, "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs a small disk of its own (unshare)")
    environment = Place(disk).environment()
    done = subprocess.run([*unshared, words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    refused(done, "no space is left")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("createsuperuser",), "'beffroi manage administrator EMAIL' makes an administrator"),
        (("changepassword", "you@example.org"), "'Password forgotten?' on the page of signing in"),
        (("nonsense",), "there is no command 'nonsense'"),
        (("administrator", "nobody"), "'nobody' is not an e-mail address"),
        (("migrate", "nonsense"), "No installed app with label 'nonsense'"),
    ],
)
def test_management_refuses_in_one_sentence(place: Place, arguments: tuple[str, ...], said: str) -> None:
    refused(place.beffroi("manage", *arguments), said)
