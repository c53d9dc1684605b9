"""The demonstration: the Walloon strategy in both languages, in force and piloted; loading twice changes nothing."""

from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web.project.demonstration import load

from beffroi.analytics.planning.check import check
from beffroi.web.chain.models import Evidence, Node
from beffroi.web.monitoring.demo import load_demo_monitoring
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries import chain_of, findings_of, readings_of, together_of
from beffroi.web.observatory.models import Pin
from beffroi.web.piloting.demo import load_demo_piloting
from beffroi.web.piloting.models import Meeting, Term
from beffroi.web.piloting.queries.bodies import bodies_of
from beffroi.web.piloting.queries.flows import flows_of
from beffroi.web.piloting.queries.roadmap import roadmap_of, seats_and_capacity
from beffroi.web.strategy import demo
from beffroi.web.strategy.casefile import exported, read_case
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries import draft_of, in_force, spaces_of
from beffroi.web.strategy.queries.elements import Place, gaps

pytestmark = pytest.mark.django_db


def rows() -> list[int]:
    return [model.objects.count() for model in (Strategy, Node, Evidence, Term, Meeting, Measurement)]


@pytest.fixture
def strategy(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Strategy:
    """The demonstration, with one figure pinned in the place of all."""
    settings.DATA_FOLDER = tmp_path
    return load(monkeypatch)


def test_the_demonstration(strategy: Strategy) -> None:
    before = rows()
    load_demo_piloting(demo.load_demo_strategy())
    load_demo_monitoring(strategy)
    assert rows() == before
    first, second = in_force(strategy), draft_of(strategy)
    assert first is not None and second is not None and (first.number, second.number) == (1, 2)
    for language in ("en", "fr"):
        text = (files("beffroi.web.strategy") / "data" / f"wallonia.{language}.yaml").read_text(encoding="utf-8")
        case, written = read_case(text), exported(second, language)
        assert [one["id"] for one in written["action_plan"].pop("other")] == ["A11", "A12"]  # what was decided
        for plan in written["policy_timeline"]:
            plan.pop("instruments", None)  # what a plan acted with is added by the demonstration
        assert {name: written[name] for name in case} == case
    assert Pin.objects.get().notes.keys() == {"en", "fr"}
    assert {one.kind for one in Evidence.objects.filter(space=second.space)} == {"figure", "statement", "document"}
    standing = {view.body.code: view for view in bodies_of(cast.co_manager(), strategy)}
    assert (standing["SG"].cadence.standing, standing["WG"].cadence.standing) == ("risk", "ok")
    assert [len(view.sittings) - view.filled for view in standing.values()] == [0, 0, 1, 0, 0]
    flows = {str(view.flow): (view.kept, view.settled) for view in flows_of(strategy, timezone.localdate())}
    assert list(flows.values()) == [(5, 6), (2, 3), (1, 1)]
    minutes = Meeting.objects.filter(state="held").order_by("body__code", "starts_at").values_list("minutes_state")
    assert [state for (state,) in minutes] == ["approved"] * 7 + ["circulated"]
    assert standing["SG"].mandate is not None and standing["SG"].mandate.state == "agreed"
    chain = chain_of(strategy)
    readings = readings_of(strategy, timezone.localdate(), chain)
    kinds = [one.row.kind for one in readings]
    assert [kinds.count(kind) for kind in ("common", "context", "platform", "qualitative", "value")] == [7, 3, 3, 1, 7]
    assert all(one.points and one.path for one in readings) and len(readings) == Indicator.objects.count()
    assert findings_of(strategy, chain, readings) == []
    wholes = {one.node.code: together_of(one, readings) for one in readings if one.node.code in {"M16", "M19"}}
    told = {code: [(line.name, bool(line.why)) for line in one.lines] for code, one in wholes.items() if one}
    assert told == {"M16": [("M17", False), ("M18", True)], "M19": [("M20", False), ("M21", False)]}
    assert all("illustrative" in one.note or one.reason for one in Measurement.objects.all())


def test_what_the_checks_find_in_the_demonstration_code_by_code(strategy: Strategy) -> None:
    draft = draft_of(strategy)
    assert draft is not None
    place = Place(strategy, draft, spaces_of(draft))
    found = roadmap_of(strategy, timezone.localdate())
    wrong = check(found.plan, *seats_and_capacity(strategy, found))
    assert Counter(gap.code for gap in gaps(place)) == {
        "cost_without_owner": 3, "intervention_without_action": 1, "intervention_without_cost": 1,
        "intervention_without_risk": 1,
    }  # fmt: skip
    assert Counter(one.code for one in wrong) == {
        "no_dates": 2, "owner_without_seat": 10, "starts_before_predecessor_ends": 2, "stated_differently": 1,
    }  # fmt: skip
