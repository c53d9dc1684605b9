"""The framework carried forward: the same indicators and values, a new path, the old one kept and used for its time."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor

from beffroi.analytics.results.months import month_of
from beffroi.web.monitoring.actions import carry_forward
from beffroi.web.monitoring.models import Commitment, Indicator
from beffroi.web.monitoring.queries import readings_of, track_of
from beffroi.web.monitoring.queries.commitments import framework_edition

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def carried(made: Indicator, actor: Any = None, months: int = 2, **more: Any) -> int:
    given: dict[str, Any] = {
        "label": "2021–2027", "baseline_on": monitor.ago(months), "target_on": monitor.ago(-36),
        "ends": {made.pk: (Decimal(20), Decimal(80))},
    } | more  # fmt: skip
    return carry_forward(actor=actor, strategy=made.strategy, **given)


def test_values_of_a_month_are_held_against_what_was_committed_to_then() -> None:
    made = monitor.indicator(milestones=[[f"{monitor.ago(12):%Y-%m}", 10.0]], frequency="month")
    monitor.value(made, 10, 12)
    monitor.value(made, 20, 2)
    before = track_of(made.strategy, TODAY(), month_of(monitor.ago(12))).diagnosis.verdicts[0]
    item = made.item_id
    assert carried(made, cast.m_and_e_officer()) == 1
    made.refresh_from_db()
    assert (made.item_id, made.baseline_value, made.target_value, made.milestones) == (item, 20, 80, [])
    kept = Commitment.objects.get()
    assert (kept.label, kept.baseline_value, kept.target_value) == ("2021–2027", 0, 48)
    assert kept.milestones == [[f"{monitor.ago(12):%Y-%m}", 10.0]]
    after = track_of(made.strategy, TODAY(), month_of(monitor.ago(12))).diagnosis.verdicts[0]
    assert (after.expected, after.actual, after.status) == (before.expected, before.actual, before.status)
    now = track_of(made.strategy, TODAY(), month_of(monitor.ago(2))).diagnosis.verdicts[0]
    assert (now.expected, now.actual) == (20.0, 20.0)
    [reading] = readings_of(made.strategy, TODAY())
    assert [point.value for point in reading.points] == [10.0, 20.0]
    page = cast.signed_in(cast.reader()).get(f"/monitor/{made.strategy.slug}/indicators/{made.item.key}/")
    assert "Earlier commitments" in page.content.decode() and "2021–2027" in page.content.decode()


def test_the_database_keeps_an_earlier_commitment() -> None:
    made = monitor.indicator()
    carried(made)
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.update(target_value=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.all()._raw_delete("default")


def test_what_cannot_be_carried_forward_is_refused_and_nothing_is_written() -> None:
    made, level = (
        monitor.indicator(),
        monitor.indicator(
            name="Clear", kind="qualitative", rubric=[{"en": "no"}, {"en": "yes"}], baseline_value=1, target_value=2
        ),
    )
    for more, name in (
        ({"target_on": monitor.ago(3)}, "target_on"),
        ({"months": 30}, f"baseline_{made.pk}"),
        ({"ends": {made.pk: (Decimal(1), Decimal(2)), level.pk: (Decimal(1), Decimal(5))}}, f"target_{level.pk}"),
    ):
        with pytest.raises(ValidationError) as refused:
            carried(made, **more)
        assert name in refused.value.message_dict
    with pytest.raises(ValidationError, match="at least one"):
        carried(made, ends={})
    with pytest.raises(PermissionDenied):
        carried(made, cast.co_manager())
    assert Commitment.objects.count() == 0 and Indicator.objects.filter(baseline_on=monitor.ago(24)).count() == 2


def test_who_saw_something_else_is_refused() -> None:
    made = monitor.indicator()
    seen = framework_edition(readings_of(made.strategy, TODAY()))
    carried(made, months=6)
    with pytest.raises(ValidationError, match="Somebody else"):
        carried(made, seen=seen)


def test_the_preview_shows_what_was_reached_and_saves_what_is_chosen(django_assert_max_num_queries: Any) -> None:
    made, other = monitor.indicator(), monitor.indicator(name="Jobs")
    monitor.value(made, 12, 3)
    client = cast.signed_in(cast.m_and_e_officer())
    base = f"/monitor/{made.strategy.slug}/forward/"
    asked = {"label": "Version 1", "baseline_on": f"{monitor.ago(2):%Y-%m}", "target_on": f"{monitor.ago(-30):%Y-%m}"}
    with django_assert_max_num_queries(15):
        preview = client.get(base, asked)
    assert "Reached: 12" in preview.content.decode() and "No value by that month." in preview.content.decode()
    assert client.get(base, asked | {"target_on": asked["baseline_on"]}).status_code == 400
    form = preview.context["form"]
    sent = asked | {"seen": form["seen"].value(), f"carry_{made.pk}": "on", f"baseline_{made.pk}": "12"}
    wrong = client.post(base, sent)
    assert wrong.status_code == 400 and f"target_{made.pk}" in wrong.context["form"].errors
    assert client.post(base, sent | {f"target_{made.pk}": "60"}).status_code == 302
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.baseline_value, made.target_value, other.target_value) == (12, 60, 48)
