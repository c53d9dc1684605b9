"""Heads of the audit's chain, kept outside the database in a file of the data folder that only grows.

After each sealing the new head is a line; a restore leaves a line of its own. Who cuts the record in the database off,
or computes its chain anew, contradicts these lines.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.utils import timezone

from beffroi.analytics.errors import InputError

log = structlog.get_logger(__name__)

START = "0" * 64
"""What stands before the first seal."""


@dataclass(frozen=True)
class Head:
    """The last seal: everything up to it is fixed by these two values."""

    position: int
    digest: str

    def as_json(self) -> str:
        """One line, to be kept outside the database."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Restore:
    """A backup took the place of the record: when, how far it reaches, how far the record had reached."""

    at: str
    position: int
    before: int

    def sentence(self) -> str:
        """What a reader of the verification must know."""
        lost = self.before - self.position
        many = "1 row that was sealed later is" if lost == 1 else f"{lost} rows that were sealed later are"
        rows = f"{many} not in it" if lost > 0 else "no sealed row was lost"
        return f"a backup that reaches position {self.position} was restored at {self.at}: {rows}."


@dataclass
class Kept:
    """What the file says: the heads that hold now, the last restore, and how many lines nobody can read."""

    heads: list[Head] = field(default_factory=list)
    restore: Restore | None = None
    unreadable: int = 0

    @property
    def last(self) -> int:
        """The highest position that was kept."""
        return max((head.position for head in self.heads), default=0)


def heads_file() -> Path:
    """Where the heads are kept."""
    return Path(settings.DATA_FOLDER) / "audit-heads.jsonl"


def keep(head: Head) -> None:
    """Append a head; a disk that refuses it disturbs nobody, the next head takes its place."""
    _append(asdict(head))


def keep_restored(head: Head) -> None:
    """Append that a backup was restored whose record ends at this head: earlier heads hold no more."""
    before = kept_heads().last
    at = timezone.now().isoformat(timespec="seconds")
    _append(asdict(head) | {"restored_at": at, "before": before})


def _append(line: dict[str, Any]) -> None:
    try:
        file = os.open(heads_file(), os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        try:
            os.write(file, json.dumps(line).encode() + b"\n")
        finally:
            os.close(file)
    except OSError as error:
        log.warning("audit_head_not_kept", error=type(error).__name__)


def kept_heads() -> Kept:
    """The heads since the last restore."""
    kept = Kept()
    try:
        with heads_file().open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                kept = _with_line(kept, line)
    except FileNotFoundError:
        pass
    return kept


def _with_line(kept: Kept, line: str) -> Kept:
    try:
        said = json.loads(line)
        head = _head(said)
        if "restored_at" in said:
            restore = Restore(str(said["restored_at"]), head.position, int(said["before"]))
            return Kept([head] if head.position else [], restore, kept.unreadable)
    except (ValueError, KeyError, TypeError):
        kept.unreadable += 1
    else:
        kept.heads.append(head)
    return kept


def read_head(text: str, where: str) -> Head:
    """A head that was kept elsewhere.

    Raises
    ------
    InputError
        if it is not one.

    """
    try:
        return _head(json.loads(text))
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{where}: this is not a head of the audit; give a file that 'beffroi audit head' wrote."
        ) from None


def _head(said: Any) -> Head:
    head = Head(said["position"], said["digest"])
    if not isinstance(head.position, int) or head.position < 0 or len(str(head.digest)) != len(START):
        raise ValueError("not a head")
    return head
