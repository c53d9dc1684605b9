"""Dated snapshots of fetched tables in the user's data folder: layout, manifest, and what is unfinished."""

import json
import os
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.sources.http import Validators
from beffroi.sources.locking import alone
from beffroi.sources.partial import Partial

MANIFEST = "manifest.json"
UNFINISHED = "unfinished.json"


class Entry(BaseModel):
    """What a manifest says of one table: where it came from, when, and what its bytes must be.

    `vintage` is when the source last changed the dataset, `retrieved` when these bytes were made, `confirmed` when the
    source last said that nothing changed since. `nuts` is the vintage of region codes that fits the table best, `eu`
    the rows that stand for the EU.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    dataset: str
    vintage: str
    retrieved: str
    confirmed: str
    url: str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    nuts: int = 0
    eu: list[str] = Field(default_factory=list)

    @property
    def validators(self) -> Validators:
        """What a later question can be conditional on."""
        return Validators(self.etag, self.last_modified)


class Snapshot:
    """The folder of one day: `<table>.parquet` files and the manifest that describes them.

    Parameters
    ----------
    folder : Path
        `…/snapshots/YYYY-MM-DD`; made when the first table is kept.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def entries(self) -> dict[str, Entry]:
        """What the manifest says; nothing where there is none yet.

        Raises
        ------
        InputError
            if the manifest is damaged.

        """
        path = self.folder / MANIFEST
        try:
            tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
            return {str(name): Entry.model_validate(entry) for name, entry in tables.items()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from None
        except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
            raise InputError(f"{path}: is damaged; remove the folder and fetch again.") from None

    def whole(self, name: str, url: str) -> Entry | None:
        """The entry of a table that lies here whole and answers the same question; else None."""
        entry = self.entries.get(name)
        return entry if entry and entry.url == url and self.content(name, entry) is not None else None

    def content(self, name: str, entry: Entry) -> bytes | None:
        """The bytes of a table if they are there and match their checksum."""
        try:
            content = (self.folder / f"{name}.parquet").read_bytes()
        except OSError:
            return None
        return content if sha256(content).hexdigest() == entry.sha256 else None

    def keep(self, name: str, content: bytes, entry: Entry) -> None:
        """Write a table and the manifest that includes it: both, or neither; what another run added stays in it."""
        with alone(self.folder.parent):
            entries = {**self.entries, name: entry}
            tables = {table: entries[table].model_dump() for table in sorted(entries)}
            text = json.dumps({"tables": tables}, indent=2, ensure_ascii=False) + "\n"
            write_files(self.folder, {f"{name}.parquet": content, MANIFEST: text})

    def partial(self, name: str) -> Partial:
        """Where a cut download of a table waits."""
        return Partial(self.folder / "partial", name)

    def begin(self, names: list[str]) -> None:
        """Note which tables are wanted, so that a later run can go on."""
        with alone(self.folder.parent):
            self._note(list(dict.fromkeys([*self.unfinished(), *names])))

    def unfinished(self) -> list[str]:
        """Tables that a run wanted and did not get to; a note that cannot be read counts as none."""
        try:
            return [str(name) for name in json.loads((self.folder / UNFINISHED).read_text(encoding="utf-8"))["tables"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def done(self, name: str) -> None:
        """Strike a table off the note; the last one removes it."""
        with alone(self.folder.parent):
            self._note([table for table in self.unfinished() if table != name])

    def _note(self, wanted: list[str]) -> None:
        if wanted:
            write_files(self.folder, {UNFINISHED: json.dumps({"tables": wanted}, indent=2) + "\n"})
        else:
            (self.folder / UNFINISHED).unlink(missing_ok=True)

    def leave_nothing_empty(self) -> None:
        """Remove the folder again if neither a table nor a part of one came into it."""
        with alone(self.folder.parent), suppress(OSError):
            if {path.name for path in self.folder.glob("*")} == {UNFINISHED}:
                (self.folder / UNFINISHED).unlink()
                self.folder.rmdir()


def data_folder(chosen: Path | None) -> Path:
    """The folder for fetched things: as chosen, else BEFFROI_DATA_DIR, else where the system keeps a user's data."""
    if chosen is not None:
        return chosen
    setting = os.environ.get("BEFFROI_DATA_DIR", "").strip()
    return Path(setting).expanduser() if setting else platformdirs.user_data_path("beffroi")


def snapshot_of(data: Path, day: date) -> Snapshot:
    """The snapshot of a day, whether or not it exists yet."""
    return Snapshot(data / "snapshots" / day.isoformat())


def all_snapshots(data: Path) -> list[Snapshot]:
    """Every snapshot there is, newest first; folders with other names are left alone."""
    found = []
    folder = data / "snapshots"
    for path in sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []:
        try:
            date.fromisoformat(path.name)
        except ValueError:
            continue
        if path.is_dir():
            found.append(Snapshot(path))
    return found


def newest_unfinished(data: Path) -> Snapshot | None:
    """The newest snapshot that a run left before it had all that it wanted."""
    return next((snapshot for snapshot in all_snapshots(data) if snapshot.unfinished()), None)


def earlier(data: Path, than: Snapshot, name: str, url: str) -> tuple[Snapshot, Entry] | None:
    """The newest other snapshot that holds a table whole, as the answer to the same question."""
    for snapshot in all_snapshots(data):
        if snapshot.folder.name >= than.folder.name:
            continue
        try:
            entry = snapshot.whole(name, url)
        except InputError:  # a damaged old snapshot is no reason to stop: the table is fetched anew
            continue
        if entry:
            return snapshot, entry
    return None
