"""Whatever people do, and in whatever order: never more seats than there are, and none is lost."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.unit.web import cast_services

from beffroi.web.services import actions
from beffroi.web.services.chores import let_go
from beffroi.web.services.models import Booking, Session, WaitlistEntry
from beffroi.web.services.states import TAKES_SEATS, BookingState, WaitState

NUMBERS = count()
CAPACITY = 4
SEATS = st.integers(1, 3)
PICK = st.integers(0, 20)


class OneSession(RuleBasedStateMachine):
    """People hold, confirm, cancel, wait, accept, leave, and let time pass."""

    def __init__(self) -> None:
        super().__init__()
        number = next(NUMBERS)
        offer = cast_services.offer(f"laws-{number}")
        self.session = cast_services.session(offer, capacity=CAPACITY, quotas={"non_member": CAPACITY})
        self.keys: dict[str, int] = {}

    def some(self, found, pick: int):
        rows = list(found.order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    @rule(seats=SEATS, key=st.integers(0, 6))
    def hold(self, seats: int, key: int) -> None:
        name = f"{self.session.pk}-{key}"
        try:
            made = cast_services.hold(self.session, seats, key=name)
        except actions.SoldOut:
            free = Session.objects.get(pk=self.session.pk).free
            assert free < seats
            return
        assert self.keys.setdefault(name, made.pk) == made.pk

    @rule(pick=PICK, seats=SEATS)
    def ask_again(self, pick: int, seats: int) -> None:
        if self.keys:
            name, made = sorted(self.keys.items())[pick % len(self.keys)]
            taken = Session.objects.get(pk=self.session.pk).taken
            assert cast_services.hold(self.session, seats, key=name).pk == made
            assert Session.objects.get(pk=self.session.pk).taken == taken

    @rule(pick=PICK)
    def confirm(self, pick: int) -> None:
        if one := self.some(self.session.bookings.filter(state=BookingState.HELD), pick):
            actions.confirm(actor=None, booking=one, attendees=[dict(cast_services.PEOPLE)] * one.seats)

    @rule(pick=PICK, first=st.booleans())
    def cancel(self, pick: int, first: bool) -> None:
        if one := self.some(self.session.bookings.filter(state__in=TAKES_SEATS), pick):
            seats = [one.attendees.filter(state="expected").first().seat] if first and one.attendees.exists() else None
            actions.cancel(actor=None, booking=one, seats=seats)

    @rule(seats=SEATS)
    def wait(self, seats: int) -> None:
        cast_services.wait(self.session, seats)

    @rule(pick=PICK)
    def accept(self, pick: int) -> None:
        if one := self.some(self.session.waiting.filter(state=WaitState.OFFERED), pick):
            actions.accept(actor=None, entry=one)

    @rule(pick=PICK)
    def leave(self, pick: int) -> None:
        if one := self.some(self.session.waiting.all(), pick):
            try:
                actions.leave(actor=None, entry=one)
            except ValidationError:
                assert one.state in {WaitState.ACCEPTED, WaitState.LAPSED, WaitState.WITHDRAWN}

    @rule(pick=PICK)
    def time_passes_for_a_hold(self, pick: int) -> None:
        if one := self.some(self.session.bookings.filter(state=BookingState.HELD), pick):
            Booking.objects.filter(pk=one.pk).update(held_until=timezone.now() - timedelta(hours=1))
            let_go()

    @rule(pick=PICK)
    def time_passes_for_an_offer(self, pick: int) -> None:
        if one := self.some(self.session.waiting.filter(state=WaitState.OFFERED), pick):
            WaitlistEntry.objects.filter(pk=one.pk).update(offered_until=timezone.now() - timedelta(hours=1))
            let_go()

    @rule(more=st.integers(0, 2))
    def seats_are_added(self, more: int) -> None:
        capacity = Session.objects.get(pk=self.session.pk).capacity + more
        quotas = {"non_member": capacity}
        if capacity <= 2 * CAPACITY:
            actions.save_session(actor=None, session=self.session, said={"capacity": capacity}, quotas=quotas)

    @invariant()
    def every_seat_is_accounted_for(self) -> None:
        session = Session.objects.get(pk=self.session.pk)
        booked = sum(session.bookings.filter(state__in=TAKES_SEATS).values_list("seats", flat=True))
        offered = sum(session.waiting.filter(state=WaitState.OFFERED).values_list("seats", flat=True))
        assert session.taken == booked + offered <= session.capacity
        assert session.quotas.get().taken == session.taken

    @invariant()
    def nobody_waits_while_their_wish_fits(self) -> None:
        session = Session.objects.get(pk=self.session.pk)
        waiting = session.waiting.filter(state=WaitState.WAITING)
        joined_late = session.free and waiting.filter(seats__lte=session.free).exists()
        assert not joined_late


@pytest.mark.django_db
def test_no_order_of_deeds_oversells_or_loses_a_seat() -> None:
    slow = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OneSession, settings=slow)
