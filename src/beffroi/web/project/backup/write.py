"""Making a backup: the rows of one moment, then the files, into an archive that is there whole or not at all."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from beffroi import __version__
from beffroi.analytics.errors import InputError
from beffroi.web.project.backup.archive import (
    FORMAT,
    MANIFEST,
    VERSION,
    Manifest,
    Part,
    TablePart,
    add,
    add_text,
    member_of_file,
    member_of_table,
)
from beffroi.web.project.backup.rows import column_names, lines, one_moment, tables


def files_folder() -> Path:
    """The folder of the stored files."""
    return Path(settings.DATA_FOLDER / "files")


def stored_files() -> Iterator[tuple[str, Path]]:
    """Every stored file with its name below the folder."""
    folder = files_folder()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path


def write_backup(target: Path) -> Manifest:
    """Write a backup of database and files.

    Parameters
    ----------
    target : Path
        the archive; what stands there is replaced when the new one is whole.

    Returns
    -------
    Manifest
        what the archive holds.

    Raises
    ------
    InputError
        if the place cannot be written.

    """
    if target.is_dir():
        raise InputError(f"{target}: this is a folder; name a file in it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
            scratch = Path(folder)
            manifest = _written(scratch / "archive", scratch / "part")
            (scratch / "archive").replace(target)
    except OSError as error:
        raise InputError(
            f"{target}: cannot be written ({error.strerror or error}); choose another place or free some space."
        ) from None
    return manifest


def _written(path: Path, scratch: Path) -> Manifest:
    with path.open("xb") as stream:
        path.chmod(0o600)
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as archive:
            with one_moment():
                migrations = sorted(MigrationRecorder(connections["default"]).applied_migrations())
                parts = {label: _table(archive, label, scratch) for label in sorted(tables())}
            manifest = Manifest(
                format=FORMAT,
                version=VERSION,
                beffroi=__version__,
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                database=connections["default"].vendor,
                migrations=migrations,
                tables=parts,
                files=_files(archive),
            )
            add_text(archive, MANIFEST, manifest.model_dump_json(indent=2), scratch)
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _table(archive: tarfile.TarFile, label: str, scratch: Path) -> TablePart:
    model, rows = tables()[label], 0
    with scratch.open("w", encoding="utf-8", newline="\n") as stream:
        for line in lines(model):
            stream.write(line)
            rows += 1
    part = add(archive, member_of_table(label), scratch)
    return TablePart(sha256=part.sha256, size=part.size, columns=column_names(model), rows=rows)


def _files(archive: tarfile.TarFile) -> dict[str, Part]:
    found = {}
    for name, path in stored_files():
        # What was erased since the rows were read is rightly not there any more.
        with suppress(FileNotFoundError):
            found[name] = add(archive, member_of_file(name), path)
    return found
