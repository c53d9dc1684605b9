"""What services on demand brought is counted for indicators; nobody types it, and no figure is reported twice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.unit.web import cast, cast_piloting, cast_pilots, cast_services

from beffroi.web.core.together import together
from beffroi.web.monitoring.counted import COUNTED
from beffroi.web.services.models import Session

pytestmark = pytest.mark.django_db
OF_SERVICES = ("service_bookings", "service_non_members", "service_links", "service_revenue")


def counted(day: date) -> list[float | None]:
    strategy = cast_piloting.strategy()
    with together(*(query for name in OF_SERVICES for query in COUNTED[name].reads(strategy))):
        return [COUNTED[name].count(strategy, [day])[0] for name in OF_SERVICES]


def test_the_four_measures_are_read_from_bookings(django_assert_max_num_queries) -> None:
    today = timezone.localdate()
    assert counted(today) == [None] * 4
    pilot = cast_pilots.at("promotion")
    session = cast_services.first(pilot.offer)
    member, other = cast.organisation("Member"), cast.organisation("Other")
    cast.member(cast.cluster(), member)
    cast.member(cast.cluster("BioWin"), other)
    cast_services.booked(session, name="Member", organisation=member)
    cast_services.booked(session, name="Other", organisation=other)
    cast_services.booked(session, name="Stranger")
    cast_services.hold(cast_services.session(pilot.offer), name="Undecided")
    assert counted(today) == [3, 2, 0, 100 + 150 + 200]
    past = timezone.now() - timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(state="held", starts_at=past, closes_at=past)
    with django_assert_max_num_queries(2):
        assert counted(today) == [3, 2, 1, 450]
    assert counted(today - timedelta(days=1)) == [0, 0, 0, 0]
