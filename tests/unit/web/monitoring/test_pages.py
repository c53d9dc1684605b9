"""The pages of monitoring: the chain as an outline, indicators from entering to correcting."""

from typing import Any

import pytest
from django.utils import timezone
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.chain.actions import add_link
from beffroi.web.chain.models import Node
from beffroi.web.monitoring.models import Entry, Indicator, Measurement
from beffroi.web.monitoring.queries import chain_of, outline_of
from beffroi.web.strategy.casefile import exported, import_case
from beffroi.web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db
MOST = 15


def test_the_chain_opens_each_step_once_under_its_intervention() -> None:
    strategy = cast_piloting.strategy()
    draft = draft_of(strategy)
    assert draft is not None
    case: dict[str, Any] = {
        "interventions": [{"id": "GOV", "name": "Governance"}],
        "action_plan": {"GOV": [{"id": "A1", "action": "Recruit"}]},
        "results": [
            {"id": "IN1", "kind": "input", "text": "People", "needed": "2 FTE", "of": ["GOV"],
             "leads_to": ["A1", "OP1"]},
            {"id": "OP1", "kind": "output", "text": "Bodies", "assumptions": ["They meet"], "after_actions": ["A1"],
             "leads_to": ["OC1"]},
            {"id": "OC1", "kind": "outcome", "text": "Clear roles"},
        ],
    }  # fmt: skip
    import_case(actor=cast.co_manager(), strategy=strategy, case=case, language="en")
    assert {name: exported(draft, "en")[name] for name in case} == case
    [(top, [first])] = outline_of(chain_of(strategy), {})
    assert top is not None and (top.code, first.node.code) == ("GOV", "IN1")
    action, again = first.below
    assert (action.node.code, [one.node.code for one in action.below]) == ("A1", ["OP1"])
    assert again.again and action.below[0].assumptions == ["They meet"]
    with pytest.raises(Exception, match="circle"):
        steps = {node.code: node for node in chain_of(strategy).steps.values()}
        add_link(
            actor=None, space=strategy.living, kind="results_in", source=steps["OC1"].item, target=steps["A1"].item
        )


def test_the_pages_ask_the_same_few_queries_however_much_there_is(django_assert_max_num_queries: Any) -> None:
    made = monitor.indicator(monitor.step("output", after=monitor.step("input")))
    for number in range(5):
        one = monitor.indicator(monitor.step("outcome"), name=f"Jobs {number}")
        monitor.value(one, number)
    monitor.value(made, 12)
    monitor.indicator(name="Late", kind="platform", counted="actions_late")
    client = cast.signed_in(cast.m_and_e_officer())
    base = f"/monitor/{made.strategy.slug}/"
    client.get(base)
    for page in ("", "indicators/", "framework/", f"indicators/{made.item.key}/"):
        with django_assert_max_num_queries(MOST):
            answer = client.get(base + page)
        assert answer.status_code == 200
        assert "Firms helped" in answer.content.decode() or page == "framework/"


def test_from_a_step_to_a_corrected_value_in_the_browser_less_way() -> None:
    client, strategy = cast.signed_in(cast.m_and_e_officer()), cast_piloting.strategy()
    base = f"/monitor/{strategy.slug}/"
    answer = client.post(f"{base}steps/new/?kind=outcome", {"title_en": "Firms grow"})
    assert answer.status_code == 302, answer.context["form"].errors
    step = Node.objects.get(item__kind="outcome")
    sent = {
        "step": str(step.item.key), "kind": "common", "common_code": "RCR03", "polarity": "up", "frequency": "year",
        "rule": "sum", "band": "10", "baseline_on": "2020", "baseline_value": "0", "milestones": "2021-06: 4,5",
        "target_on": "2024-12", "target_value": "40", "breakdown": "small\nlarge\n",
    }  # fmt: skip
    wrong = client.post(f"{base}indicators/new/", sent | {"milestones": "2021: many", "target_on": "soon"})
    assert wrong.status_code == 400
    assert set(wrong.context["form"].errors) == {"milestones", "target_on"}
    assert client.post(f"{base}indicators/new/", sent).status_code == 302
    made = Indicator.objects.get()
    assert (made.milestones, made.breakdown, made.texts["unit"]["fr"]) == (
        [["2021-06", 4.5]], ["small", "large"], "entreprises",
    )  # fmt: skip
    own = f"{base}indicators/{made.item.key}/"
    month = f"{timezone.localdate():%Y-%m}"
    assert client.post(f"{own}measure/", {"period": month, "value0": "12", "value1": "5"}).status_code == 302
    assert client.post(f"{own}measure/", {"period": month, "value0": "12"}).status_code == 400
    assert "waits to be checked" in client.get(own).content.decode()
    collect.decide(Entry.objects.get(), officer=cast.administrator())
    held = Measurement.objects.get(part="")
    wrong = client.post(f"{own}measurements/{held.key}/", {"value0": "11", "value1": "x", "reason": "Counted twice"})
    assert "is no number" in wrong.content.decode()
    sent = {"value0": "11", "value1": "5", "value2": "6", "reason": "Counted twice"}
    assert client.post(f"{own}measurements/{held.key}/", sent).status_code == 302
    collect.decide(Entry.objects.latest("pk"), officer=cast.administrator())
    page = client.get(own).content.decode()
    assert "<del>12.0</del>" in page and "Counted twice" in page
    form = client.get(f"{own}edit/").context["form"]
    again = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    assert client.post(f"{own}edit/", again | {"limits_en": "Only SMEs"}).status_code == 302
    stale = client.post(f"{own}edit/", again | {"limits_en": "Others"})
    assert stale.status_code == 409 and "What stands now" in stale.content.decode()


def test_a_rubric_is_read_in_words_and_never_as_an_amount() -> None:
    rubric = [{"en": "Nobody knows"}, {"en": "Some know"}, {"en": "All know"}]
    made = monitor.indicator(
        name="Clarity", kind="qualitative", rubric=rubric, baseline_value=1, target_value=3, texts={}
    )
    monitor.value(made, 2)
    client = cast.signed_in(cast.reader())
    page = client.get(f"/monitor/{made.strategy.slug}/indicators/{made.item.key}/").content.decode()
    assert "Some know (2/3)" in page and '<svg class="chart' not in page
    assert "level 2 of 3" in client.get(f"/monitor/{made.strategy.slug}/indicators/").content.decode()
