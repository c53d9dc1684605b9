"""Wholes from parts: added where every part can be, else said why; never levels of a rubric."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.chain.models import Node
from beffroi.web.monitoring.actions import save_indicator
from beffroi.web.monitoring.models import Indicator
from beffroi.web.monitoring.queries import chain_of, readings_of
from beffroi.web.monitoring.queries.pages import page_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def points(of: Indicator) -> list[float]:
    [found] = [one for one in readings_of(of.strategy, TODAY()) if one.row.pk == of.pk]
    return [point.value for point in found.points]


def told(of: Indicator) -> Any:
    page = page_of(of, TODAY())
    assert page is not None
    return page


def test_parts_of_a_breakdown_make_the_whole_that_nobody_enters() -> None:
    made = monitor.indicator(rule="sum", breakdown=["small", "large"])
    monitor.value(made, 3, 2, "small")
    assert points(made) == []
    page = told(made)
    assert (page.whole.lines[0].name, page.whole.lines[0].why) == ("small", "")
    assert "no value for" in page.whole.lines[1].why and not page.whole.is_complete
    monitor.value(made, 4, 2, "large")
    assert points(made) == [7.0] and told(made).whole.is_complete
    assert [one.value for one in told(made).values if not one.part] == ["7"]
    monitor.value(made, 8, 2)
    page = told(made)
    assert points(made) == [8.0] and page.whole.differs
    assert "while 8 was entered as the whole" in page.whole_words


def test_a_mean_needs_weights_and_says_so() -> None:
    made = monitor.indicator(rule="weighted_mean", breakdown=["small", "large"], part_weights={"small": 3.0})
    monitor.value(made, 10, 2, "small")
    monitor.value(made, 20, 2, "large")
    assert "no weight" in told(made).whole.lines[1].why and points(made) == []
    Indicator.objects.filter(pk=made.pk).update(part_weights={"small": 3.0, "large": 1.0})
    made.refresh_from_db()
    assert points(made) == [12.5]


def test_children_that_cannot_be_added_say_why() -> None:
    whole = monitor.indicator(name="All firms", rule="sum", frequency="year")
    first = monitor.indicator(monitor.step("outcome"), name="Firms here", part_of=whole)
    rubric = [{"en": "no"}, {"en": "yes"}]
    monitor.value(first, 5, 2)
    assert points(whole) == [5.0]
    made = {
        "Persons": monitor.indicator(name="Persons", part_of=whole, texts={"unit": {"en": "persons"}}),
        "Late": monitor.indicator(name="Late", part_of=whole),
        "Clear": monitor.indicator(
            name="Clear", part_of=whole, kind="qualitative", rubric=rubric, baseline_value=1, target_value=2
        ),
    }
    monitor.value(made["Persons"], 4, 2)
    monitor.value(made["Late"], 4, 20)
    monitor.value(made["Clear"], 2, 2)
    page = told(whole)
    why = {str(one.reading.node): one.why for one in page.whole.lines}
    assert why["Firms here"] == ""
    assert why["Persons"] == "it is in persons, the whole in firms"
    assert why["Late"].startswith("it has no value for")
    assert why["Clear"] == "it is judged by a rubric: levels are no amounts"
    assert page.whole.value == "5" and "not complete" in page.whole_words and points(whole) == []
    Indicator.objects.filter(pk=whole.pk).update(rule="none")
    page = told(Indicator.objects.get(pk=whole.pk))
    assert all(one.why for one in page.whole.lines) and "stand for themselves" in page.whole_words
    shown = cast.signed_in(cast.reader()).get(f"/monitor/{whole.strategy.slug}/indicators/{whole.item.key}/")
    assert "it is not put together" not in shown.content.decode() and "Firms here" in shown.content.decode()
    assert told(first).part_of.row.pk == whole.pk


def test_nothing_is_part_of_itself_or_of_another_strategy() -> None:
    whole = monitor.indicator(name="All firms")
    part = monitor.indicator(name="Some", part_of=whole)
    step = next(iter(chain_of(whole.strategy).steps.values())).item
    node = Node.objects.get(item=whole.item)
    with pytest.raises(ValidationError) as refused:
        save_indicator(
            actor=None, strategy=whole.strategy, step=step, indicator=whole, revision=node.revision,
            said={"title": {"en": "x"}}, details={"part_of": part},
        )  # fmt: skip
    assert "part_of" in refused.value.message_dict
    for fields, name in (
        ({"breakdown": ["a"], "part_weights": {"b": 1.0}}, "part_weights"),
        ({"breakdown": ["a"], "part_weights": {"a": 0.0}}, "part_weights"),
    ):
        with pytest.raises(ValidationError) as refused:
            monitor.indicator(**fields)
        assert name in refused.value.message_dict


def test_the_sheet_says_what_it_is_part_of_and_what_parts_weigh() -> None:
    whole, part = monitor.indicator(name="All", breakdown=["small"]), monitor.indicator(name="Some")
    client = cast.signed_in(cast.m_and_e_officer())
    base = f"/monitor/{whole.strategy.slug}/indicators/"
    for made, more in (
        (part, {"part_of": str(whole.item.key), "weight": "2.5"}),
        (whole, {"rule": "weighted_mean", "part_weights": "small: 120\n"}),
    ):
        form = client.get(f"{base}{made.item.key}/edit/").context["form"]
        again = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
        wrong = client.post(f"{base}{made.item.key}/edit/", again | more | {"part_weights": "small"})
        assert wrong.status_code == 400 and set(wrong.context["form"].errors) == {"part_weights"}
        assert client.post(f"{base}{made.item.key}/edit/", again | more).status_code == 302
    part.refresh_from_db()
    whole.refresh_from_db()
    assert (part.part_of, part.weight, whole.part_weights) == (whole, Decimal("2.5"), {"small": 120.0})
