"""The roadmap in a spreadsheet: what a file that comes back says differently; no database."""

from dataclasses import dataclass

from beffroi.analytics.planning.model import Plan, PlannedAction

DATES = ("start", "end")
LISTS = ("owners", "consulted", "optional", "after")
FIELDS = ("name", "group", *DATES, *LISTS, "milestone")


@dataclass(frozen=True)
class Difference:
    """An action that a file adds, or says differently: field → what stands now and what the file says."""

    code: str
    is_new: bool
    fields: dict[str, tuple[str, str]]


def differences(now: Plan, told: Plan) -> list[Difference]:
    """What a file says differently, action by action in its order; actions that it does not name stay as they are.

    An empty title or an empty date changes nothing: a spreadsheet loses them too easily.

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
        fields = _fields(before or PlannedAction(action.id), action)
        if fields or before is None:
            found.append(Difference(action.id, before is None, fields))
    return found


def _fields(before: PlannedAction, action: PlannedAction) -> dict[str, tuple[str, str]]:
    found = {}
    for name in FIELDS:
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
