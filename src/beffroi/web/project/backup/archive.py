"""The archive: a compressed tar with `manifest.json`, `database/<table>.jsonl` and `files/…`.

The manifest says the checksum and size of every part, so that a damaged, cut-off or foreign archive is known before
anything is changed.
"""

import json
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from beffroi.analytics.errors import InputError

FORMAT = "beffroi-backup"
VERSION = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


class Part(BaseModel):
    """One member of the archive."""

    model_config = ConfigDict(extra="forbid")

    sha256: str
    size: int


class TablePart(Part):
    """The rows of one table."""

    columns: list[str]
    rows: int


class Manifest(BaseModel):
    """What the archive holds, and what made it."""

    model_config = ConfigDict(extra="forbid")

    format: str
    version: int
    beffroi: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, TablePart]
    files: dict[str, Part]


def member_of_table(label: str) -> str:
    """Where the rows of a table stand."""
    return f"database/{label}.jsonl"


def member_of_file(name: str) -> str:
    """Where a stored file stands."""
    return f"files/{name}"


def add(archive: tarfile.TarFile, name: str, path: Path) -> Part:
    """Put a file into the archive under a name."""
    with path.open("rb") as stream:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = path.stat().st_size, 0o600
        counting = _Counting(stream)
        archive.addfile(entry, counting)
    return Part(sha256=counting.digest.hexdigest(), size=entry.size)


def add_text(archive: tarfile.TarFile, name: str, text: str, scratch: Path) -> None:
    """Put a text into the archive under a name."""
    scratch.write_text(text, encoding="utf-8")
    add(archive, name, scratch)


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """An archive to read, or one sentence why it is none."""
    try:
        with tarfile.open(path, "r:*") as archive:
            yield archive
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path.") from None
    except (tarfile.TarError, zlib.error, EOFError, OSError):
        raise InputError(f"{path}: cannot be read as an archive, or is damaged; nothing was changed.") from None


def checked(path: Path) -> Manifest:
    """The manifest of an archive whose every part is whole; refused otherwise."""
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    with opened(path) as archive:
        for entry in archive:
            if not entry.isreg() or not _is_safe(entry.name) or entry.name in found:
                raise InputError(f"{path}: '{entry.name}' has no place in a backup of Beffroi; nothing was changed.")
            stream = archive.extractfile(entry)
            if stream is None:
                continue
            if entry.name == MANIFEST:
                manifest = _manifest(path, stream.read())
            else:
                found[entry.name] = _measured(stream)
    if manifest is None:
        raise InputError(f"{path}: this is no backup of Beffroi, or its end is missing; nothing was changed.")
    _compare(path, manifest, found)
    return manifest


def text_lines(archive: tarfile.TarFile, name: str) -> Iterator[str]:
    """The lines of a member."""
    stream = archive.extractfile(name)
    for line in stream or ():
        yield line.decode("utf-8")


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        said = json.loads(content)
        if said.get("format") != FORMAT:
            raise InputError(f"{path}: this is no backup of Beffroi; nothing was changed.")
        if said.get("version") != VERSION:
            raise InputError(f"{path}: made by a newer Beffroi; upgrade first; nothing was changed.")
        return Manifest.model_validate(said)
    except (ValueError, AttributeError, ValidationError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: its manifest cannot be read; the archive is damaged; nothing was changed.") from None


def _compare(path: Path, manifest: Manifest, found: dict[str, Part]) -> None:
    wanted: dict[str, Part] = {member_of_table(label): part for label, part in manifest.tables.items()}
    wanted |= {member_of_file(name): part for name, part in manifest.files.items()}
    for name in sorted(wanted.keys() | found.keys()):
        said, has = wanted.get(name), found.get(name)
        if said is None or has is None or (said.sha256, said.size) != (has.sha256, has.size):
            raise InputError(f"{path}: '{name}' is missing or damaged; nothing was changed; take another backup.")


def _measured(stream: IO[bytes]) -> Part:
    digest, size = sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
    return Part(sha256=digest.hexdigest(), size=size)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


class _Counting:
    """A stream that takes the checksum of what is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = sha256()

    def read(self, size: int = -1) -> Any:
        """Read on."""
        block = self.stream.read(size)
        self.digest.update(block)
        return block
