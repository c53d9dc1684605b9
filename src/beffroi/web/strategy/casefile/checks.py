"""What the form alone cannot say: ids that stand twice, references to nothing, circles. Paths in, sentences out."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
Rows = list[tuple[Path, Mapping[str, Any]]]
OTHER = "other"
"""The group of actions that carry out no intervention."""
TOLD = {"rules", "steps", "benefits", "effort", "conditions", "extensions", "risks", "cost_eur", "cost_eur_per_year"}
"""What a block tells of its intervention."""


def faults_of(case: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault, with where it stands; the case fits the form already."""
    sections = {name: _rows(case, name) for name in ("challenges", "drivers", "impacts", "specific_objectives",
                                                     "interventions", "elements")}  # fmt: skip
    for field in ("strengths", "weaknesses", "opportunities", "threats"):
        sections[field] = _rows(case, "swot", field)
    sections["pest_facts"] = _rows(case, "pest_facts")
    risks = [*_rows(case, "governance", "risks"), *_rows(case, "service_on_demand", "risks"), *_rows(case, "risks")]
    actions = [row for group in case.get("action_plan", {}) for row in _rows(case, "action_plan", group)]
    yield from _twice([row for rows in sections.values() for row in rows])
    yield from _twice([*risks, *actions])
    yield from _twice(_rows(case, "governance", "bodies"))
    plans: Rows = [(path, {"id": plan_code(row, path[-1])}) for path, row in _rows(case, "policy_timeline")]
    yield from _twice(plans)
    ids = {name: {row.get("id") for _path, row in rows} for name, rows in sections.items()}
    codes = {row["id"] for _path, row in actions}
    yield from _unknown(sections["drivers"], "causes", ids["challenges"] | ids["drivers"])
    yield from _unknown(sections["impacts"], "from", ids["challenges"] | ids["impacts"])
    yield from _unknown(sections["specific_objectives"], "answers", ids["challenges"])
    for key in ("serves", "may_later_serve"):
        yield from _unknown(sections["interventions"], key, ids["specific_objectives"])
    yield from _unknown(actions, "after", codes)
    yield from _unknown(_rows(case, "risks"), "threatens", ids["interventions"])
    yield from _circles(sections["drivers"], "causes")
    yield from _circles(sections["impacts"], "from")
    yield from _circles(actions, "after")
    yield from _groups(case, ids["interventions"])


def plan_code(row: Mapping[str, Any], place: str | int) -> str:
    """The code of a plan: its own, else that of its place, counted from 0."""
    return str(row.get("id") or f"plan-{int(place) + 1}")


def _rows(case: Mapping[str, Any], *path: str) -> Rows:
    found: Any = case
    for step in path:
        found = found.get(step, {})
    return [((*path, number), row) for number, row in enumerate(found or ())]


def _twice(rows: Rows) -> Iterator[Fault]:
    met: set[str] = set()
    for path, row in rows:
        code = row.get("id")
        if code is not None and code in met:
            yield (*path, "id"), _("the id %(id)s stands twice; give each entry its own") % {"id": code}
        met.add(str(code))


def _unknown(rows: Rows, key: str, known: set[Any]) -> Iterator[Fault]:
    for path, row in rows:
        for number, code in enumerate(row.get(key, ())):
            if code not in known:
                said = _("it names %(id)s, but nothing that it could mean has this id; correct one of them")
                yield (*path, key, number), said % {"id": code}
            elif code == row["id"]:
                yield (*path, key, number), _("it names itself; take that out")
            elif code in row[key][:number]:
                yield (*path, key, number), _("it names %(id)s twice; take one out") % {"id": code}


def _circles(rows: Rows, key: str) -> Iterator[Fault]:
    order: TopologicalSorter[str] = TopologicalSorter()
    for _path, row in rows:
        order.add(row["id"], *(code for code in row.get(key, ()) if code != row["id"]))
    try:
        order.prepare()
    except CycleError as error:
        ring = " → ".join(error.args[1])
        path = next(path for path, row in rows if row["id"] == error.args[1][0])
        yield (*path, key), _("%(ring)s run in a circle; take one of them out") % {"ring": ring}


def _groups(case: Mapping[str, Any], known: set[Any]) -> Iterator[Fault]:
    """Parts of the file that tell of an intervention need it."""
    for group in case.get("action_plan", {}):
        if group not in known | {OTHER}:
            yield (
                ("action_plan", group),
                _("no intervention has the id %(id)s; add it, or correct this") % {"id": group},
            )
    for block, code in (("governance", "GOV"), ("service_on_demand", "SOD")):
        for name in TOLD & set(case.get(block, {})):
            if code not in known:
                said = _("this tells of the intervention %(id)s, which is missing; add it")
                yield (block, name), said % {"id": code}
