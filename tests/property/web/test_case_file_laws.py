"""Export then import is the identity: what a strategy says comes out of another one just as it went in."""

from itertools import count, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.web import cast_piloting

from beffroi.web.strategy.casefile import as_yaml, exported, import_case, read_case
from beffroi.web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db
NUMBERS = count()
PAIRED = {"pairing": "st", "state": "accepted"}
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda text: text.strip()
)
INSTRUMENT = st.fixed_dictionaries(
    {"name": TEXTS},
    optional={"run_by": TEXTS, "for_whom": TEXTS, "money": TEXTS, "amount_eur": st.sampled_from([7, 0.5])},
)
INSTRUMENTS = st.fixed_dictionaries(
    {},
    optional={"id": st.just("x"), "source": TEXTS, "instruments": st.lists(INSTRUMENT, min_size=1, max_size=2)},
)

PATH = {
    "baseline": {"at": "2020-01", "value": 1}, "milestones": [{"at": "2020-06", "value": 1.5}],
    "target": {"at": "2021-12", "value": 2}, "band": 0.25,
}  # fmt: skip
KINDS: list[dict[str, Any]] = [
    {}, PATH, {"kind": "common", "common_code": "RCO02", **PATH},
    {"kind": "qualitative", "rubric": ["no", "yes"], "baseline": PATH["baseline"], "target": PATH["target"]},
    {"kind": "context", "series": "innovation_index", "region": "BE3", "peers": ["FRE"]},
    {"kind": "platform", "counted": "actions_late", "polarity": "down", "frequency": "month"},
    {"rule": "weighted_mean", "breakdown": ["small", "large"], "part_weights": {"small": 2, "large": 0.5}, "weight": 3},
    {"rule": "distinct", "breakdown": ["small"], "support": "grant"},
]  # fmt: skip
SHEET = {name: st.none() | TEXTS for name in ("unit", "formula", "source", "verification", "limits")}


def some(codes: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), unique=True, max_size=3) if codes else st.just([])


def rows(draw: Any, prefix: str, **fields: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
    """Entries with ids; what is empty is left out, as an export leaves it out."""
    made = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        drawn = {name: draw(field) for name, field in fields.items()}
        made.append({"id": f"{prefix}{number}", **{name: value for name, value in drawn.items() if value}})
    return made


@st.composite
def cases(draw: Any) -> dict[str, Any]:
    """Any case, with references that lead somewhere and no circles."""
    challenges = rows(draw, "C", text=TEXTS)
    known = some([one["id"] for one in challenges])
    objectives = rows(draw, "O", text=TEXTS, answers=known)
    served = [one["id"] for one in objectives]
    later, now = served[::2], served[1::2]
    interventions = rows(draw, "H", name=TEXTS, serves=some(now), may_later_serve=some(later),
                         facts=st.lists(TEXTS, max_size=2), effort=st.none() | TEXTS)  # fmt: skip
    actions = rows(draw, "A", action=TEXTS, start=st.sampled_from([None, "2020", "2020-02", "2020-02-29"]),
                   owners=st.lists(TEXTS, max_size=2), milestone=st.booleans())  # fmt: skip
    for earlier, one in pairwise(actions):
        one |= {"after": [earlier["id"]]} if draw(st.booleans()) else {}
    group = draw(st.sampled_from(["other", *(one["id"] for one in interventions)]))
    factors = st.lists(st.fixed_dictionaries({"text": TEXTS}, optional={"source": TEXTS}), max_size=3)
    threatened = some([one["id"] for one in interventions])
    case = {
        "published_relations": draw(st.lists(TEXTS, max_size=2)),
        "policy_timeline": [{"name": draw(TEXTS), "from": 2005, "to": 2009, **draw(INSTRUMENTS)}],
        "swot": {name: found for name in ("strengths", "threats") if (found := draw(factors))},
        "challenges": challenges,
        "drivers": rows(draw, "D", text=TEXTS, causes=known),
        "impacts": rows(draw, "I", text=TEXTS, **{"from": known}),
        "specific_objectives": objectives,
        "interventions": interventions,
        "action_plan": {group: actions} if actions else {},
        "risks": rows(draw, "R", text=TEXTS, mitigation=st.none() | TEXTS, threatens=threatened),
        "elements": rows(draw, "P", kind=st.sampled_from(["priority_area", "niche"]), text=TEXTS),
    }
    if all(case["swot"].get(name) for name in ("strengths", "threats")) and draw(st.booleans()):
        case["elements"] += [{"id": "T1", "kind": "direction", "text": draw(TEXTS), "details": PAIRED}]
        case["links"] = [{"kind": "pairs", "from": code, "to": "T1"} for code in ("FS1", "FT1")]
    steps = rows(
        draw, "S", kind=st.sampled_from(["output", "outcome"]), text=TEXTS, assumptions=st.lists(TEXTS, max_size=2)
    )
    steps.sort(key=lambda one: one["kind"] != "output")
    case["results"] = steps
    indicators = rows(draw, "M", name=TEXTS, measures=st.sampled_from([None, *(one["id"] for one in steps)]), **SHEET)
    for at, one in enumerate(indicators):
        one |= draw(st.sampled_from(KINDS))
        if at and draw(st.booleans()):
            one["part_of"] = indicators[0]["id"]
    case["indicators"] = indicators
    if draw(st.booleans()):
        case["global_objective"] = draw(TEXTS)
    return {name: value for name, value in case.items() if value}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_export_then_import_is_the_identity(case: dict[str, Any]) -> None:
    one, other = (cast_piloting.strategy(f"{name} {next(NUMBERS)}") for name in ("One", "Other"))
    import_case(actor=None, strategy=one, case=case, language="en")
    first = draft_of(one)
    assert exported(first, "en") == case
    again = read_case(as_yaml(first, "en", with_living=True))
    import_case(actor=None, strategy=other, case=again)
    assert exported(draft_of(other), "en") == case


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.lists(st.sampled_from([1, 2.5, -3]), min_size=1, max_size=3))
def test_measurements_travel_only_where_they_are_asked_for(case: dict[str, Any], values: list[float]) -> None:
    one, other = (cast_piloting.strategy(f"{name} {next(NUMBERS)}") for name in ("One", "Other"))
    typed = [row["id"] for row in case.get("indicators", ()) if row.get("kind", "value") in {"value", "common"}
             and row.get("rule") != "distinct"]  # fmt: skip
    rows = [
        {"indicator": code, "at": f"2020-0{at}", "value": value} for code in typed for at, value in enumerate(values, 1)
    ]
    whole = case | ({"measurements": rows} if rows else {})
    import_case(actor=None, strategy=one, case=whole, language="en")
    first = draft_of(one)
    assert exported(first, "en") == case
    again = read_case(as_yaml(first, "en", with_living=True, with_measurements=True))
    import_case(actor=None, strategy=other, case=again)
    assert exported(draft_of(other), "en", with_measurements=True) == whole
