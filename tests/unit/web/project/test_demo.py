"""The demonstration: the Walloon strategy in both languages, in force and piloted; loading twice changes nothing."""

from importlib.resources import files
from typing import Any

import pytest
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts.demo import load_demo_people
from beffroi.web.chain.models import Evidence, Node
from beffroi.web.monitoring.demo import load_demo_monitoring
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries import chain_of, findings_of, readings_of
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.observatory.models import Pin
from beffroi.web.piloting.demo import load_demo_piloting
from beffroi.web.piloting.models import Meeting, Term
from beffroi.web.piloting.queries.bodies import bodies_of
from beffroi.web.piloting.queries.flows import flows_of
from beffroi.web.strategy import demo
from beffroi.web.strategy.casefile import exported, read_case
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries import draft_of, in_force

pytestmark = pytest.mark.django_db
FIGURE = "/observe/figures/gdp_per_head_eur/?regions=BE3,BE&year=2017"


def rows() -> list[int]:
    return [model.objects.count() for model in (Strategy, Node, Evidence, Term, Meeting, Measurement)]


@pytest.fixture
def strategy(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Strategy:
    """The demonstration, with one figure pinned in the place of all."""
    settings.DATA_FOLDER = tmp_path
    load_demo_people()
    monkeypatch.setattr(demo, "pin_evidence", lambda **asked: pin_evidence(**asked | {"target": FIGURE}))
    loaded = demo.load_demo_strategy()
    load_demo_piloting(loaded)
    load_demo_monitoring(loaded)
    return loaded


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
        assert [one["id"] for one in written["action_plan"].pop("other")] == ["A11"]  # what the meeting decided
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
    assert [kinds.count(kind) for kind in ("common", "context", "platform", "qualitative", "value")] == [7, 3, 3, 1, 2]
    assert all(one.points and one.path for one in readings) and len(readings) == Indicator.objects.count()
    assert findings_of(strategy, chain, readings) == []
    assert all("illustrative" in one.note or one.reason for one in Measurement.objects.all())
