"""A backup brings back every row and every file, on either database; what cannot be used changes nothing."""

import io
import json
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.databases import make_database, postgresql, programs
from tests.migrated import copy_to
from tests.unit.web.project.place import Place

from beffroi.analytics.errors import InputError
from beffroi.web.project.backup.archive import checked
from beffroi.web.project.backup.restore import check_version

pytestmark = pytest.mark.own_place

FILL = """
import uuid
from datetime import timedelta
from decimal import Decimal
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from beffroi.web.chain.actions import add_evidence, add_node, freeze_space
from beffroi.web.core.files import keep
from beffroi.web.core.models import AuditEntry
from beffroi.web.piloting.models import AgendaItem, Body, Meeting
from beffroi.web.strategy.actions import create_strategy

call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
people = get_user_model().objects
person = people.create_user(email="zoe@home.example", name="Zoé – «ñ» 'x'\\n\\t\\\\ 漢", password="p" * 12)
other = people.create_user(email="b@home.example", name="", password=None)
AuditEntry.objects.create(actor_key=str(person.key), verb="changed", of="accounts.person", key="1",
    before={"n": 2, "x": None, "deep": [1.5, "é", True]})
AuditEntry.objects.bulk_create(AuditEntry(verb="made", of="core.thing", key=str(at)) for at in range(2500))
group = Group.objects.create(name="readers")
group.permissions.set(Permission.objects.order_by("pk")[:3])
Session.objects.create(session_key="s" * 32, session_data="data", expire_date=timezone.now() + timedelta(days=1))
default_storage.save("evidence/ab/first file – é.bin", ContentFile(bytes(range(256)) * 5000))
default_storage.save("second", ContentFile(b""))
strategy = create_strategy(actor=None, title={"en": "S"}, region="BE3", starts=timezone.localdate())
version = strategy.versions.get()
node = add_node(actor=None, space=version.space, kind="challenge", title={"en": "C"})
add_evidence(actor=None, of=node, kind="statement", source="Somebody")
freeze_space(actor=None, space=version.space)
keep(actor=person, name="preuve – é.pdf", media_type="application/pdf", content=bytes(range(256)) * 99, of=strategy)
body = Body.objects.create(strategy=strategy, code="SG", kind="other", function="piloting", name={"en": "100 %"})
now = timezone.now()
meeting = Meeting.objects.create(body=body, starts_at=now, ends_at=now + timedelta(hours=1), state="held")
AgendaItem.objects.create(meeting=meeting, title={"en": "Money"})
meeting.minutes_state, meeting.approved_at = "approved", now
meeting.save()
"""
SHOW = """
import json
from django.apps import apps
from django.db import connection
for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.label):
    if model._meta.managed and not model._meta.proxy:
        for row in model._base_manager.order_by("pk").values():
            print(model._meta.label, json.dumps(row, sort_keys=True, default=repr))
"""
NEXT = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
people = get_user_model().objects
top = max(people.values_list("pk", flat=True))
Group.objects.create(name="new")
print(people.create_user(email="new@home.example", password="x" * 12).pk > top)
"""
KEPT = """
from django.db import DatabaseError
from beffroi.web.piloting.models import AgendaItem
try:
    AgendaItem.objects.all().delete()
except DatabaseError as error:
    print(str(error).splitlines()[0])
"""
STORED = """
from hashlib import sha256
from beffroi.web.core.files import content_of
from beffroi.web.core.models import StoredFile
for stored in StoredFile.objects.all():
    with stored.content.open("rb") as file:
        print(stored.name, stored.sha256, sha256(file.read()).hexdigest() == stored.sha256, bool(content_of(stored)))
"""
CUT = "\nprint('-----')\n"
ANOTHER = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_user(email="other@home.example", password="x" * 12)
"""
AWAY = "postgresql://somebody@127.0.0.1:1/beffroi"
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
SEAL = "\nfrom beffroi.web.core.sealing import seal\nseal()"
LATER = """
from beffroi.web.core.models import AuditEntry
AuditEntry.objects.create(verb="made", of="core.thing", key="late")"""


@pytest.fixture(scope="module")
def new_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Place]]:
    """Makes empty places on either database; the server is started when first wanted."""
    servers: list[str] = []
    started = postgresql()
    made: list[Place] = []

    def make(engine: str) -> Place:
        folder = tmp_path_factory.mktemp(engine)
        if engine == "postgresql" and not servers:
            if programs() is None:
                pytest.skip("PostgreSQL is not installed")
            servers.append(started.__enter__())
        database = make_database(servers[0], f"place{len(made)}") if engine == "postgresql" else ""
        made.append(Place(folder, database))
        return made[-1]

    yield make
    if servers:
        started.__exit__(None, None, None)


@pytest.fixture(scope="module")
def filled(new_place: Callable[[str], Place]) -> Callable[[str], tuple[Place, Path]]:
    """A place with people, links between tables, texts of all kinds and files, and its backup; one an engine."""
    kept: dict[str, tuple[Place, Path]] = {}

    def get(engine: str) -> tuple[Place, Path]:
        if engine not in kept:
            place = new_place(engine)
            if engine == "sqlite":
                copy_to(place.folder)
            place.script(FILL + SEAL)
            archive = place.folder / "backups" / "today.tar.gz"
            done = place.beffroi("backup", str(archive))
            assert done.returncode == 0, done.stderr
            kept[engine] = (place, archive)
        return kept[engine]

    return get


def files_of(place: Place) -> dict[str, bytes]:
    return {
        path.relative_to(place.files).as_posix(): path.read_bytes() for path in place.files.rglob("*") if path.is_file()
    }


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with its members changed."""
    with tarfile.open(source) as archive:
        members = {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(target, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return target


def resealed(members: dict[str, bytes], name: str, content: bytes) -> None:
    """Change the rows of a table and its checksum with it."""
    members[f"database/{name}.jsonl"] = content
    manifest = json.loads(members["manifest.json"])
    manifest["tables"][name] |= {"sha256": sha256(content).hexdigest(), "size": len(content)}
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(("engine", "to"), OTHER.items())
def test_a_restore_into_an_empty_place_brings_back_every_row_and_every_file(
    engine: str, to: str, new_place: Callable[[str], Place], filled: Callable[[str], tuple[Place, Path]]
) -> None:
    before, archive = filled(engine)
    after = new_place(to)
    done = after.beffroi("restore", str(archive))
    assert done.returncode == 0, done.stderr
    rows, files = before.script(SHOW), files_of(after)
    assert rows.count("\n") > 2500
    assert files == files_of(before)
    assert len(files) == 3
    shown, stored, later, kept = after.script(CUT.join((SHOW, STORED, NEXT, KEPT))).split("-----\n")
    assert shown == rows
    checksum = sha256(bytes(range(256)) * 99).hexdigest()
    assert stored == f"preuve – é.pdf {checksum} True True\n"
    assert later == "True\n"  # the next rows come after those restored
    assert kept == "what was agreed or approved is never changed\n"


def test_what_is_there_is_replaced_only_by_force_and_only_by_what_fits_together(
    tmp_path: Path, filled: Callable[[str], tuple[Place, Path]]
) -> None:
    """On PostgreSQL; on SQLite the older backup below replaces what is there."""
    before, archive = filled("postgresql")
    server, name = before.database.rsplit("/", 1)
    place = Place(tmp_path / "other", make_database(f"{server}/", f"{name}_other", like=name))
    shutil.copytree(before.folder, place.folder)
    place.script(ANOTHER)
    (place.files / "third").write_text("only here", encoding="utf-8")
    held, files = place.script(SHOW), files_of(place)
    bad = rewritten(
        archive, tmp_path / "bad.tar.gz", lambda members: resealed(members, "auth.group_permissions", b"[1,77,88]\n")
    )
    for refused, why in (
        (place.beffroi("restore", str(archive)), "the site is not empty"),
        (place.beffroi("restore", str(bad), "--force"), "nothing was changed"),
        (place.beffroi("restore", str(archive), "--force", BEFFROI_DATABASE_URL=AWAY), "the database does not answer"),
    ):
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
        assert why in refused.stderr
    assert (place.script(SHOW), files_of(place)) == (held, files)
    assert place.beffroi("restore", str(archive), "--force").returncode == 0
    assert place.script(SHOW) == before.script(SHOW)
    assert files_of(place) == files_of(before)


def test_an_older_backup_explains_itself_when_the_audit_is_verified(
    filled: Callable[[str], tuple[Place, Path]],
) -> None:
    place, archive = filled("sqlite")
    reached = json.loads(place.beffroi("audit", "head").stdout)["position"]
    place.script(LATER + SEAL)
    sound = place.beffroi("audit", "verify")
    assert (sound.returncode, "restored" in sound.stdout) == (0, False), sound.stdout + sound.stderr
    assert place.beffroi("restore", str(archive), "--force").returncode == 0
    told = place.beffroi("audit", "verify")
    assert told.returncode == 0, told.stdout
    assert re.search(rf"restored: a backup that reaches position {reached} was restored at \S+: 1 row", told.stdout)


def drop_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def turn_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def change(alter: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    return lambda path: rewritten(path, path, alter) and None


def said(**fields: object) -> Callable[[dict[str, bytes]], None]:
    def alter(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | fields).encode()

    return alter


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (drop_end, "damaged"),
        (turn_byte, "nothing was changed"),
        (lambda path: path.write_bytes(b""), "cannot be read as an archive"),
        (lambda path: path.write_text("not a tar"), "cannot be read as an archive"),
        (lambda path: path.unlink(), "no such file"),
        (change(lambda members: members.pop("files/second")), "'files/second' is missing or damaged"),
        (change(lambda members: members.update({"files/second": b"x"})), "'files/second' is missing or damaged"),
        (change(lambda members: members.update({"files/extra": b"x"})), "'files/extra' is missing or damaged"),
        (change(lambda members: members.pop("manifest.json")), "this is no backup of Beffroi"),
        (change(lambda members: members.update({"manifest.json": b"[]"})), "its manifest cannot be read"),
        (change(lambda members: members.update({"../../escaped": b"x"})), "has no place in a backup"),
        (change(said(format="other")), "this is no backup of Beffroi"),
        (change(said(version=2)), "made by a newer Beffroi"),
        (change(said(migrations=[["core", "9999_later"]])), "made by a newer Beffroi"),
    ],
)
def test_an_archive_that_cannot_be_used_is_refused_before_anything_is_changed(
    tmp_path: Path,
    filled: Callable[[str], tuple[Place, Path]],
    damage: Callable[[Path], object],
    sentence: str,
) -> None:
    _, archive = filled("sqlite")
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(archive.read_bytes())
    damage(bad)
    with pytest.raises(InputError, match=re.escape(sentence)) as refused:
        check_version(bad, checked(bad))
    assert "\n" not in str(refused.value)


def test_a_damaged_archive_is_one_sentence_at_the_command_line(
    tmp_path: Path, filled: Callable[[str], tuple[Place, Path]]
) -> None:
    bad = tmp_path / "bad.tar.gz"
    bad.write_bytes(filled("sqlite")[1].read_bytes()[:-2000])
    empty = Place(tmp_path / "empty")
    refused = empty.beffroi("restore", str(bad))
    assert refused.returncode == 2
    assert refused.stderr.startswith("beffroi: ")
    assert refused.stderr.count("\n") == 1
    assert files_of(empty) == {}


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside(filled: Callable[[str], tuple[Place, Path]]) -> None:
    _, archive = filled("sqlite")
    assert archive.stat().st_mode & 0o077 == 0
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_place_that_cannot_be_written_is_told(filled: Callable[[str], tuple[Place, Path]]) -> None:
    place, archive = filled("sqlite")
    for target in (archive.parent, archive / "below"):
        refused = place.beffroi("backup", str(target))
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1


def test_a_site_that_was_never_prepared_has_nothing_to_back_up(tmp_path: Path) -> None:
    refused = Place(tmp_path / "never").beffroi("backup", str(tmp_path / "x.tar.gz"))
    assert refused.returncode == 2
    assert "never prepared" in refused.stderr
    assert not (tmp_path / "x.tar.gz").exists()
