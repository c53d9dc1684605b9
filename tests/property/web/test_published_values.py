"""No sequence of what reporters and officers do leaves a published value changed."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect

from beffroi.web.monitoring import actions
from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest, Entry, Measurement, ReportingPeriod

pytestmark = pytest.mark.django_db
VALUES = st.integers(0, 3)
REFUSED = (ValidationError, PermissionDenied)


class Collecting(RuleBasedStateMachine):
    """A firm reports on one indicator; two officers, one of whom acts for the firm, do what they like."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.indicator = collect.asked()
        self.found = collect.request_of(self.indicator)
        self.firm, self.officer, self.other = cast.firm(), cast.m_and_e_officer(), cast.administrator()
        cast.representative(cast.organisation(), self.officer.name)
        self.published: dict[int, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def tried(self, act: Any) -> None:
        """Do it in a transaction of its own, or be refused."""
        try:
            with transaction.atomic():
                act()
        except REFUSED:
            pass

    @property
    def last(self) -> Entry:
        return Entry.objects.latest("pk")

    def as_seen(self) -> dict[str, int]:
        return {str(self.last.key): self.last.revision}

    @rule(value=VALUES, is_sent=st.booleans(), is_by_link=st.booleans(), by_officer=st.booleans())
    def report(self, value: int, is_sent: bool, is_by_link: bool, by_officer: bool) -> None:
        who = None if is_by_link else self.officer if by_officer else self.firm
        answers = {self.last.pk: collect.said(value, reason="Counted anew", explanation="So it is")}
        token = token_of(DataRequest.objects.get(pk=self.found.pk)) if is_by_link else ""
        self.tried(lambda: actions.save_answers(
            actor=who, request_of=self.found, answers=answers, is_sent=is_sent, token=token
        ))  # fmt: skip

    @rule()
    def correct(self) -> None:
        self.tried(lambda: actions.start_correction(actor=self.firm, entry=self.last))

    @rule(value=VALUES)
    def enter(self, value: int) -> None:
        answer = collect.said(value, reason="Counted anew", explanation="So it is")
        self.tried(lambda: actions.enter(
            actor=self.officer, indicator=self.indicator, month=self.last.month, answer=answer
        ))  # fmt: skip

    @rule(is_other=st.booleans())
    def validate(self, is_other: bool) -> None:
        who, of, entry = self.other if is_other else self.officer, self.indicator.strategy, self.last
        self.tried(lambda: actions.validate_entries(actor=who, strategy=of, chosen=self.as_seen()))
        entry.refresh_from_db()
        if entry.state == "validated":
            assert entry.decided_by_id not in {entry.written_by_id, entry.reported_by_id}
            assert not (entry.is_by_link and entry.decided_by_id == self.officer.pk)

    @rule()
    def give_back(self) -> None:
        of = self.indicator.strategy
        self.tried(lambda: actions.return_entries(actor=self.other, strategy=of, chosen=self.as_seen(), reason="Why?"))

    @rule()
    def publish(self) -> None:
        of = self.indicator.strategy
        self.tried(lambda: actions.publish_entries(actor=self.officer, strategy=of, chosen=self.as_seen()))

    @rule(name=st.sampled_from(["close_period", "reopen_period", "lock_period"]))
    def move(self, name: str) -> None:
        period = ReportingPeriod.objects.get()
        self.tried(lambda: getattr(actions, name)(actor=self.officer, period=period))

    @rule(value=VALUES)
    def write_past_the_validation(self, value: int) -> None:
        self.tried(lambda: actions.measure(
            actor=self.officer, indicator=self.indicator, period=self.last.month, value=Decimal(value)
        ))  # fmt: skip

    @invariant()
    def what_was_published_stands(self) -> None:
        now = {
            one.pk: (
                one.indicator_id,
                one.period,
                one.part,
                one.value,
                one.reason,
                one.supersedes_id,
                one.entered_by_id,
            )
            for one in Measurement.objects.all()
        }
        assert {pk: now.get(pk) for pk in self.published} == self.published
        self.published = now

    @invariant()
    def each_value_was_validated_and_one_stands(self) -> None:
        for one in Measurement.objects.select_related("entry"):
            assert one.entry is not None and one.entry.state == "published" and one.entry.decided_by_id
        assert Measurement.objects.filter(superseded_by=None).count() <= 1


def test_no_sequence_of_actions_leaves_a_published_value_changed() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Collecting,
        settings=settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=checks),
    )


def test_the_machine_can_publish_and_correct() -> None:
    machine = Collecting()
    for value in (1, 2):
        machine.report(value, is_sent=True, is_by_link=False, by_officer=False)
        machine.validate(is_other=True)
        machine.publish()
        machine.what_was_published_stands()
        machine.each_value_was_validated_and_one_stands()
        machine.correct()
    assert len(machine.published) == 2
    machine.teardown()
