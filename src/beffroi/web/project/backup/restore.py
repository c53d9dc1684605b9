"""Restoring: the archive is checked whole, a new database is filled beside the old one, then both change places.

On SQLite the new database is a file that replaces the old one; on PostgreSQL all of it is one transaction. The files
are unpacked beside the old ones and change places last. Whatever fails before leaves everything as it was.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.migrations.loader import MigrationLoader

from beffroi.analytics.errors import InputError
from beffroi.web.core.heads import START, Head, keep_restored
from beffroi.web.project.backup.archive import (
    Manifest,
    checked,
    member_of_file,
    member_of_table,
    opened,
    text_lines,
)
from beffroi.web.project.backup.rows import column_names, empty, load, reset_sequences, rows_in_any_order, tables
from beffroi.web.project.backup.write import files_folder, stored_files

OF_THE_FRAMEWORK = {"contenttypes.contenttype", "auth.permission"}


def restore_backup(source: Path, force: bool) -> Manifest:
    """Put an archive's rows and files in the place of the site's.

    Parameters
    ----------
    source : Path
    force : bool
        replace what is there.

    Returns
    -------
    Manifest
        what was restored.

    Raises
    ------
    InputError
        if the archive is damaged, foreign or of another version, or the place is not empty; nothing has changed then.

    """
    manifest = checked(source)
    check_version(source, manifest)
    if connections["default"].vendor != "sqlite":
        connections["default"].ensure_connection()  # a server that is away is no fault of the archive
    if not force and (held := contents()):
        raise InputError(f"the site is not empty: it has {held}; restore elsewhere, or replace it with --force.")
    files = files_folder()
    files.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.parent, prefix=".restoring-") as folder:
        unpack(source, manifest, Path(folder) / "new")

        fill = _replace_sqlite if connections["default"].vendor == "sqlite" else _replace_postgresql
        with _whole_or_nothing(source, Path(folder), files):
            fill(lambda: load_tables(source, manifest), lambda: change_places(Path(folder), files))
    keep_restored(_head_of_the_record())
    return manifest


def _head_of_the_record() -> Head:
    """The last seal of what was restored."""
    seals = tables()["core.auditseal"]._base_manager.order_by("-position")
    last = seals.values_list("position", "digest").first()
    return Head(*last) if last else Head(0, START)


def check_version(source: Path, manifest: Manifest) -> None:
    """Refuse an archive whose tables are not those of this version."""
    ours_by_name = MigrationLoader(None).disk_migrations
    replaced = {name for migration in ours_by_name.values() for name in migration.replaces}
    newer = {tuple(name) for name in manifest.migrations} - ours_by_name.keys() - replaced
    ours = {label: column_names(model) for label, model in tables().items()}
    theirs = {label: part.columns for label, part in manifest.tables.items()}
    if newer or theirs.keys() - ours.keys():
        raise InputError(
            f"{source}: made by a newer Beffroi ({manifest.beffroi}); upgrade first, then restore; nothing was changed."
        )
    if {label: sorted(names) for label, names in theirs.items()} != {label: sorted(n) for label, n in ours.items()}:
        raise InputError(
            f"{source}: made by another version of Beffroi ({manifest.beffroi}); restore it with that version, then "
            "upgrade; nothing was changed."
        )


def contents() -> str:
    """What the site holds, in words; nothing where it is empty."""
    connection = connections["default"]
    present = set(connection.introspection.table_names())
    for label, model in tables().items():
        if label in OF_THE_FRAMEWORK or model._meta.db_table not in present:
            continue
        if model._base_manager.exists():
            return f"rows in {label}"
    return "stored files" if next(stored_files(), None) else ""


def unpack(source: Path, manifest: Manifest, folder: Path) -> None:
    """Write the archive's files into a folder."""
    folder.mkdir(mode=0o700)
    with opened(source) as archive:
        for name in manifest.files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            stream = archive.extractfile(member_of_file(name))
            if stream is not None:
                with target.open("xb") as written:
                    shutil.copyfileobj(stream, written)


def load_tables(source: Path, manifest: Manifest) -> None:
    """Empty the tables that a migration filled, and load the archive's rows as they were."""
    connection = connections["default"]
    with transaction.atomic(), opened(source) as archive:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Migrations of the same transaction leave the constraints immediate.
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        with rows_in_any_order():
            for model in tables().values():
                empty(model)
            for label in manifest.tables:
                load(tables()[label], text_lines(archive, member_of_table(label)))
        reset_sequences()


def change_places(folder: Path, files: Path) -> None:
    """The unpacked files come into use; the earlier ones stay in the folder until it is removed."""
    if files.exists():
        files.rename(folder / "old")
    (folder / "new").rename(files)


@contextmanager
def _whole_or_nothing(source: Path, folder: Path, files: Path) -> Iterator[None]:
    """Put the earlier files back if anything fails, and say in one sentence what did."""
    try:
        yield
    except BaseException as error:
        _put_back(folder, files)
        if isinstance(error, DatabaseError | OSError) or type(error) is ValueError:
            kind = "its rows do not fit together" if isinstance(error, IntegrityError) else "it cannot be put in place"
            raise InputError(f"{source}: {kind} ({type(error).__name__}); nothing was changed.") from error
        raise


def _put_back(folder: Path, files: Path) -> None:
    """Undo `change_places`, as far as it came."""
    if not (folder / "new").exists():
        files.rename(folder / "new")
    if (folder / "old").exists():
        (folder / "old").rename(files)


def _replace_sqlite(fill: Callable[[], None], change_files: Callable[[], None]) -> None:
    old = Path(str(settings.DATABASES["default"]["NAME"]))
    new = old.with_name(f".{old.name}.restoring")
    _remove(new)
    try:
        with _default_database(new):
            call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
            fill()
            with connections["default"].cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        change_files()
        for suffix in ("-wal", "-shm"):
            old.with_name(old.name + suffix).unlink(missing_ok=True)
        new.chmod(0o600)
        new.replace(old)
    finally:
        _remove(new)


@contextmanager
def _default_database(path: Path) -> Iterator[None]:
    """Another file as the default database while it is filled: migrations of other packages know no other."""
    connection = connections["default"]
    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _replace_postgresql(fill: Callable[[], None], change_files: Callable[[], None]) -> None:
    connection = connections["default"]
    with transaction.atomic():
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        fill()
        change_files()
