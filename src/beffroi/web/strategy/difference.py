"""The difference between two versions, computed on what they say; no database.

What a version says is held under keys, as nested mappings: elements by the key of their item, links by kind and both
ends, evidence by what it is. A difference names what came, what went and which values changed; applied to the old
version it gives the new one. The order of elements is not part of it.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
Path = tuple[str, ...]


class Absent:
    """What stands where there was, or is, nothing."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


@dataclass(frozen=True)
class Change:
    """One value of a record: where it stands, what it was, what it is; `ABSENT` where there is none."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    """What came, what went, and what changed, under the keys of both sides."""

    added: Mapping[Hashable, Record]
    removed: Mapping[Hashable, Record]
    changed: Mapping[Hashable, tuple[Change, ...]]

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


def difference(old: Mapping[Any, Record], new: Mapping[Any, Record]) -> Difference:
    """What makes the new one of the old one."""
    both = [key for key in old if key in new]
    changes = {key: changes_of(old[key], new[key]) for key in both if old[key] != new[key]}
    return Difference(
        {key: new[key] for key in new if key not in old},
        {key: old[key] for key in old if key not in new},
        {key: found for key, found in changes.items() if found},
    )


def changes_of(old: Record, new: Record) -> tuple[Change, ...]:
    """Value by value, what differs between two records."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    paths = [*after, *(path for path in before if path not in after)]
    pairs = ((path, before.get(path, ABSENT), after.get(path, ABSENT)) for path in paths)
    return tuple(Change(*pair) for pair in pairs if pair[1] is ABSENT or pair[2] is ABSENT or pair[1] != pair[2])


def applied(old: Mapping[Any, Record], found: Difference) -> dict[Any, Record]:
    """The old one with a difference carried out."""
    kept = {key: record for key, record in old.items() if key not in found.removed}
    return kept | {key: _changed(kept[key], found.changed[key]) for key in found.changed} | dict(found.added)


def _changed(record: Record, changes: tuple[Change, ...]) -> Record:
    leaves = dict(_leaves(record))
    for change in changes:
        leaves.pop(change.path, None)
        if change.new is not ABSENT:
            leaves[change.path] = change.new
    made: dict[str, Any] = {}
    for path, value in leaves.items():
        here = made
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    return made


def _leaves(record: Record, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with its path; an empty mapping is a value."""
    for name, value in record.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value
