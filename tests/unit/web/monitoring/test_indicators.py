"""Indicators keep their sheet, measurements are only added to, and who pilots measures nothing."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.chain.actions import remove_node
from beffroi.web.chain.completeness import gaps_of
from beffroi.web.chain.models import Node
from beffroi.web.chain.queries import graph_of
from beffroi.web.monitoring.actions import correct, measure, save_indicator
from beffroi.web.monitoring.models import Measurement
from beffroi.web.monitoring.queries import chain_of, findings_of, readings_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_a_value_is_taken_over_once_and_a_correction_supersedes_it() -> None:
    made = monitor.indicator()
    held = monitor.value(made, 12)
    with pytest.raises(ValidationError, match="stands for this month already"):
        monitor.value(made, 13)
    with pytest.raises(ValidationError, match="Say why"):
        correct(actor=None, measurement=held, value=Decimal(13), reason=" ")
    correct(actor=None, measurement=held, value=Decimal(13), reason="One firm was missing")
    with pytest.raises(ValidationError, match="meanwhile"):
        correct(actor=None, measurement=held, value=Decimal(14), reason="Again")
    [reading] = readings_of(made.strategy, TODAY())
    assert [point.value for point in reading.points] == [13.0]
    assert Measurement.objects.count() == 2


def test_the_database_refuses_changes_and_stray_corrections() -> None:
    held = monitor.value(monitor.indicator(), 12)
    other = monitor.indicator(name="Jobs")
    with pytest.raises(DatabaseError), transaction.atomic():
        Measurement.objects.filter(pk=held.pk).update(value=1)
    stray = Measurement(indicator=other, period=held.period, value=1, supersedes=held, reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        stray.save()


COPY = "INSERT OR REPLACE INTO monitoring_measurement ({all}) SELECT {one} FROM monitoring_measurement"


@pytest.mark.parametrize(
    ("statement", "vendor"),
    [
        ("UPDATE monitoring_measurement SET value = 1", ""),
        ("UPDATE monitoring_measurement SET note = 'x'", ""),
        ("DELETE FROM monitoring_measurement", ""),
        ("TRUNCATE monitoring_measurement CASCADE", "postgresql"),
        ("TRUNCATE monitoring_indicator CASCADE", "postgresql"),
        (COPY, "sqlite"),
        (COPY + " /* as another row */", "sqlite"),
        (COPY + " /* with another key */", "sqlite"),
        ("UPDATE OR REPLACE monitoring_measurement SET id = 1", "sqlite"),
    ],
)
def test_the_database_keeps_every_measurement(statement: str, vendor: str) -> None:
    if vendor not in ("", connection.vendor):
        pytest.skip(f"a statement of {vendor}")
    made = monitor.indicator()
    correct(actor=None, measurement=monitor.value(made, 12), value=Decimal(13), reason="One firm was missing")
    connection.check_constraints()  # what is still to be checked would be the reason otherwise
    with connection.cursor() as cursor:
        names = [
            f'"{one.name}"' for one in connection.introspection.get_table_description(cursor, "monitoring_measurement")
        ]
    new = {'"id"': "NULL"} if "another" in statement else {}
    new |= {'"key"': "hex(randomblob(16))"} if "key" in statement else {}
    text = statement.replace("{all}", ", ".join(names)).replace("{one}", ", ".join(new.get(one, one) for one in names))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text)
    assert Measurement.objects.count() == 2


def test_who_pilots_writes_neither_indicators_nor_measurements() -> None:
    made, manager = monitor.indicator(), cast.co_manager()
    with pytest.raises(PermissionDenied):
        monitor.value(made, 12, actor=manager)
    with pytest.raises(PermissionDenied):
        monitor.indicator(actor=manager)


def test_what_cannot_be_is_refused_at_its_field() -> None:
    made = monitor.indicator(breakdown=["small", "large"])
    for fields, name in (
        ({"period": TODAY() + timedelta(days=40)}, "period"),
        ({"part": "medium"}, "part"),
    ):
        given: dict[str, Any] = {"period": monitor.ago(1), "value": Decimal(1)} | fields
        with pytest.raises(ValidationError) as refused:
            measure(actor=None, indicator=made, **given)
        assert name in refused.value.message_dict
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"kind": "common", "common_code": "RCO99"}, "common_code"),
        ({"kind": "context", "series": "nothing"}, "series"),
        ({"kind": "context", "series": "innovation_index", "region": "BE3", "peers": ["ZZ9"]}, "peers"),
        ({"kind": "platform", "counted": "x"}, "counted"),
        ({"kind": "qualitative", "rubric": [{"en": "one"}]}, "rubric_en"),
        ({"kind": "qualitative", "rubric": [{"en": "no"}, {"en": "yes"}]}, "target_value"),
        ({"target_value": None}, "target_value"),
        ({"milestones": [["2001-01", 1.0]]}, "milestones"),
        ({"target_on": monitor.ago(30)}, "target_on"),
    )
    for fields, name in wrong:
        with pytest.raises(ValidationError) as refused:
            monitor.indicator(**fields)
        assert name in refused.value.message_dict, fields


def test_what_was_measured_keeps_its_kind_its_levels_and_its_parts() -> None:
    made = monitor.indicator(breakdown=["small"])
    monitor.value(made, 3, part="small")
    step = chain_of(made.strategy).steps.popitem()[1].item
    node = Node.objects.get(item=made.item)
    for fields in ({"kind": "platform", "counted": "actions_late"}, {"breakdown": []}):
        with pytest.raises(ValidationError, match="measured already"):
            save_indicator(
                actor=None, strategy=made.strategy, step=step, indicator=made, revision=node.revision,
                said={"title": {"en": "x"}}, details=fields,
            )  # fmt: skip
    with pytest.raises(ValidationError, match="stays"):
        remove_node(actor=None, node=node)


def test_a_code_is_written_as_the_regulation_has_it_and_the_step_can_change() -> None:
    made = monitor.indicator(kind="common", common_code="rco1")
    assert made.common_code == "RCO01"
    other = monitor.step("outcome")
    save_indicator(
        actor=cast.m_and_e_officer(), strategy=made.strategy, step=other.item, indicator=made, revision=1,
        said={"title": {"en": "Firms"}}, details={"kind": "value"},
    )  # fmt: skip
    [reading] = readings_of(made.strategy, TODAY())
    assert reading.step is not None and reading.step.item_id == other.item_id
    assert reading.row.common_code == ""


def test_context_and_platform_bring_their_values_and_peers_along() -> None:
    path = {"baseline_on": monitor.first_day(24239), "target_on": monitor.first_day(24311)}
    monitor.indicator(
        name="GDP", kind="context", series="gdp_per_head_pps_eu100", region="BE3", peers=["FRE"],
        baseline_value=Decimal(86), target_value=Decimal(92), **path,
    )  # fmt: skip
    late = monitor.indicator(name="Late", kind="platform", counted="actions_late", polarity="down", frequency="month")
    monitor.indicator(name="Paid", kind="platform", counted="money_paid")
    monitor.indicator(name="Met", kind="platform", counted="meetings_kept")
    cast_piloting.body(cadence_weeks=8)
    cast_piloting.action("Recruit", end=TODAY() - timedelta(days=200))
    cast_piloting.amount(kind="paid", amount=500, on=TODAY() - timedelta(days=90))
    gdp, lates, paid, met = readings_of(late.strategy, TODAY())
    assert (gdp.last, gdp.lag(gdp.points[-1].at + 12)) == (gdp.points[-1], 12)
    assert gdp.peers[0].path is not None and gdp.as_measured(gdp.points[-1].at + 12) is not None
    assert [point.value for point in lates.points][-3:] == [1.0, 1.0, 1.0] and lates.points[0].value == 0.0
    assert [paid.points[-1].value, met.points[-1].value] == [500.0, 0.0]
    with pytest.raises(ValidationError, match="come by themselves"):
        monitor.value(late, 1)


def test_a_chain_that_runs_backwards_or_is_not_measured_is_a_gap() -> None:
    outcome = monitor.step("outcome")
    monitor.step("output", after=outcome)
    space = outcome.space
    found = {gap.code: gap for gap in gaps_of(graph_of([space]), ("en",))}
    assert found.keys() == {"result_backwards", "result_without_indicator"}
    monitor.indicator(outcome)
    assert [gap.code for gap in gaps_of(graph_of([space]), ("en",))] == ["result_backwards"]


def test_the_framework_says_what_it_lacks_and_where_it_is_mended() -> None:
    outcome = monitor.step("outcome")
    made = monitor.indicator(name="Number of grants awarded", target_on=None, target_value=None)
    chain = chain_of(made.strategy)
    found = {one.code: one for one in findings_of(made.strategy, chain, readings_of(made.strategy, TODAY(), chain))}
    assert found.keys() == {"not_measured", "no_target", "no_reporter"}
    assert found["not_measured"].url.endswith(f"/indicators/new/?step={outcome.item.key}")
    assert found["no_target"].url.endswith(f"/indicators/{made.item.key}/edit/")
