"""The roadmap in a spreadsheet: what a file that comes back says differently; no database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.planning.gathering import Reading
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.network import circles

DATES = ("start", "end")
PEOPLE = ("owners", "consulted", "optional")
LISTS = (*PEOPLE, "after")
FIELDS = ("name", "group", *DATES, *LISTS, "milestone")


@dataclass(frozen=True)
class Difference:
    """An action that a file adds, or says differently: field → what stands now and what the file says."""

    code: str
    is_new: bool
    fields: dict[str, tuple[str, str]]


def columns_of(told: Reading) -> tuple[str, ...]:
    """Which fields a file has a column for."""
    held = {"name" if heading == "action" else heading for heading in told.headings}
    return tuple(name for name in FIELDS if name in held)


def differences(now: Plan, told: Plan, columns: Collection[str] = FIELDS) -> list[Difference]:
    """What a file says differently, action by action in its order; actions that it does not name stay as they are.

    An empty title or an empty date changes nothing: a spreadsheet loses them too easily. What the file has no column
    for stays too.

    >>> from beffroi.analytics.planning.dates import parse_date
    >>> old = Plan((PlannedAction("A1", "Frame", start=parse_date("2020-05")),))
    >>> new = Plan((PlannedAction("A1", "Frame", start=parse_date("2020-06")), PlannedAction("A2", "Begin")))
    >>> [(each.code, each.is_new, each.fields) for each in differences(old, new)]
    [('A1', False, {'start': ('2020-05', '2020-06')}), ('A2', True, {'name': ('', 'Begin')})]
    """
    known = now.by_id
    found = []
    for action in told.actions:
        before = known.get(action.id)
        fields = _fields(before or PlannedAction(action.id), action, columns)
        if fields or before is None:
            found.append(Difference(action.id, before is None, fields))
    return found


def in_words_of(now: Plan, other: Plan, told: Plan) -> Plan:
    """A file as it would read had it been taken away in the language of `now`, and not in that of `other`.

    Titles and names that stand so in the other language are replaced; so a file changes nothing only because somebody
    else sends it back.

    >>> here, there = (Plan((PlannedAction("A1", name),)) for name in ("Frame", "Cadrer"))
    >>> [in_words_of(here, there, Plan((PlannedAction("A1", said),))).actions[0].name for said in ("Cadrer", "Caler")]
    ['Frame', 'Caler']
    """
    pairs = ((_named(one), _named(now.by_id[one.id])) for one in other.actions)
    names = {name: here for there, own in pairs for name, here in zip(there, own, strict=False)}
    names |= {name: name for one in now.actions for name in _named(one)}
    return Plan(tuple(_in_words_of(now, other, one, names) for one in told.actions))


def _named(action: PlannedAction) -> tuple[str, ...]:
    return (*action.owners, *action.consulted, *action.optional)


def _in_words_of(now: Plan, other: Plan, told: PlannedAction, names: Mapping[str, str]) -> PlannedAction:
    stands = told.id in other.by_id and told.name == other.by_id[told.id].name
    said: dict[str, Any] = {part: tuple(names.get(name, name) for name in getattr(told, part)) for part in PEOPLE}
    return replace(told, name=now.by_id[told.id].name if stands else told.name, **said)


Fault = tuple[str, str, str]
"""Of which action, what of it, and why it cannot be."""


def faults(now: Plan, told: Reading, interventions: Collection[str]) -> list[tuple[int, str, str]]:
    """Everything in a file that the roadmap speaks against: row, heading, and what is wrong.

    Parameters
    ----------
    now : Plan
    told : Reading
        its actions that can be read are looked at also where others cannot.
    interventions : collection of str
        their codes.

    """
    known = now.by_id
    found: list[Fault] = []
    for action in told.actions:
        before = known.get(action.id, PlannedAction(action.id))
        found += _faults_of(before, action, action.id in known, {*known, *told.rows}, interventions)
    found += _in_circles(now, told.actions)
    placed = [(told.rows.get(code, 0), told.headings.get(name, name), words) for code, name, words in found]
    return sorted(placed, key=lambda one: one[0])


def _faults_of(
    before: PlannedAction, told: PlannedAction, stands: bool, codes: Collection[str], interventions: Collection[str]
) -> Iterable[Fault]:
    if not stands and not told.name:
        yield told.id, "action", _("Action %(code)s is new and has no title; write what is done.") % {"code": told.id}
    if told.group and told.group != before.group and told.group not in interventions:
        said = _("No intervention has the code “%(group)s”; write one that there is.")
        yield told.id, "group", said % {"group": told.group[:40]}
    if told.id in told.after:
        yield told.id, "after", _("An action does not come after itself.")
    for code in told.after:
        if code not in codes:
            yield told.id, "after", _("There is no action %(code)s.") % {"code": code[:40]}
    meant = replace(told, start=told.start or before.start, end=told.end or before.end)
    moved = (meant.start, meant.end) != (before.start, before.end)
    if moved and meant.begins and meant.ends and meant.ends < meant.begins:
        said = _("It would end on %(end)s and begin on %(start)s; correct one of both.")
        yield told.id, "end" if told.end else "start", said % {"end": meant.end, "start": meant.start}


def _in_circles(now: Plan, told: Iterable[PlannedAction]) -> Iterable[Fault]:
    """Each action of the file that would wait for itself over others."""
    own = {action.id: action for action in told}
    plan = Plan(tuple((now.by_id | own).values()))
    for circle in circles(plan.before):
        names = [plan.actions[at].id for at in circle]
        said = _("%(actions)s wait for each other in a circle; take one of the links out.")
        yield from (
            (name, "after", said % {"actions": ", ".join(names)}) for name in names if name in own and names[1:]
        )


def _fields(before: PlannedAction, action: PlannedAction, columns: Collection[str]) -> dict[str, tuple[str, str]]:
    found = {}
    for name in (name for name in FIELDS if name in columns):
        old, new = getattr(before, name), getattr(action, name)
        if name in LISTS:
            is_same = set(old) == set(new)
            old, new = "; ".join(old), "; ".join(new)
        else:
            is_same = old == new or (name != "milestone" and not new)
            old, new = ("" if each in (None, False) else "✓" if each is True else str(each) for each in (old, new))
        if not is_same:
            found[name] = (old, new)
    return found
