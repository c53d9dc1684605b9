"""The desk of a cluster: from a service to a published offer with prices and sessions, and the list at the door."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast, cast_services

from beffroi.web.services.models import Attendee, Offer, PriceRule, Service, Session
from beffroi.web.services.queries import standing_of
from beffroi.web.services.queries.prices import rule_for

pytestmark = pytest.mark.django_db


def at(view: str, **where) -> str:
    return reverse(f"services:{view}", kwargs=where)


def moment(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def a_session(**more) -> dict:
    said = {
        "starts_at": moment(60),
        "ends_at": moment(61),
        "hours": 9,
        "closes_at": moment(50),
        "capacity": 12,
        "minimum": 4,
    }
    return said | {"place": "Namur"} | more


OFFER = {
    "slug": "clinic", "title_en": "Clinic", "summary_en": "An hour with an expert", "refunds": "31: 100\n15: 50",
    "hold_minutes": 20, "offer_hours": 48, "languages": "English, français",
}  # fmt: skip
PRICE = {"audience": "non_member", "amount": "120.50", "tax": "S", "tax_rate": "21", "words_en": "Covers costs."}


def test_a_manager_opens_a_service_from_nothing_to_published():
    manager, cluster = cast.signed_in(cast.cluster_manager()), cast.cluster()
    assert manager.post(at("add_service", slug=cluster.slug), {"name_en": "Clinic"}).status_code == 302
    service = Service.objects.get()
    assert manager.post(at("add_offer", key=service.key), OFFER).url == at("manage", slug="clinic")
    offer = Offer.objects.get()
    assert (offer.refund_steps, offer.languages) == ([[31, 1], [15, 0.5]], ["English", "français"])
    early = manager.post(at("step_offer", slug="clinic"), {"step": "publish"}, follow=True).content.decode()
    assert "Set a price first" in early
    today = timezone.localdate().isoformat()
    assert manager.post(at("set_price", slug="clinic"), PRICE | {"starts": today}).status_code == 302
    assert manager.post(at("add_session", slug="clinic"), a_session(quota_non_member=6)).status_code == 302
    assert manager.post(at("step_offer", slug="clinic"), {"step": "publish"}).status_code == 302
    assert Offer.objects.get().state == "published"
    assert Session.objects.get().quotas.get().places == 6
    assert "Clinic" in manager.get(at("desk")).content.decode()
    assert "€120.50" in manager.get(at("manage", slug="clinic")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": moment(10)}, "ends before it begins"),
        ({"closes_at": moment(70)}, "closes after it begins"),
        ({"minimum": 13}, "More are needed"),
        ({"hours": ""}, "say how many hours"),
        ({"hours": "24.5"}, "There are fewer hours"),
        ({"capacity": 0}, "greater than or equal to 1"),
        ({"starts_at": "soon"}, "valid date"),
    ],
)
def test_a_session_that_cannot_be_is_refused_at_its_field(wrong, words):
    offer = cast_services.offer()
    answer = cast.signed_in(cast.cluster_manager()).post(at("add_session", slug=offer.slug), a_session(**wrong))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert offer.sessions.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tax": "E", "tax_rate": "0"}, "Say why no VAT"),
        ({"tax": "S", "tax_rate": "0"}, "Give a rate"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"words_en": ""}, "in one language at least"),
    ],
)
def test_a_price_that_cannot_be_is_refused_at_its_field(wrong, words):
    offer = cast_services.offer()
    said = PRICE | {"starts": timezone.localdate().isoformat()} | wrong
    answer = cast.signed_in(cast.cluster_manager()).post(at("set_price", slug=offer.slug), said)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert PriceRule.objects.count() == 3


def test_clusters_provide_together_and_a_price_is_narrowed_to_a_side_of_the_system():
    """Shares are written on the form, make their members members, and stand once somebody has booked."""
    offer, other, manager = cast_services.offer(), cast.cluster("Skywin"), cast.signed_in(cast.cluster_manager())
    cast.cluster("BioWin")
    said = OFFER | {"title_en": "Mission", "summary_en": "To Malmö"}
    for wrong, words in (
        ("Skywin", "Line 1 is not"), ("Nobody: 30", "Line 1 is not"), ("Skywin: 0", "Line 1 is not"),
        ("GreenWin: 30", "not your own"), ("Skywin: 60\nBioWin: 40", "leave a share"),
        ("Skywin: 30\nskywin: 5", "once"),
    ):  # fmt: skip
        answer = manager.post(at("edit_offer", slug="mission"), said | {"shared_with": wrong})
        assert (answer.status_code, words in answer.content.decode()) == (400, True), wrong
    assert manager.post(at("edit_offer", slug="mission"), said | {"shared_with": "skywin: 30,5"}).status_code == 302
    shares = {one.cluster.name: one.share for one in offer.providers.all()}
    assert shares == {"GreenWin": Decimal("0.695"), "Skywin": Decimal("0.305")}
    price = PRICE | {"helix": "government", "amount": "90", "starts": timezone.localdate().isoformat()}
    assert manager.post(at("set_price", slug="mission"), price).status_code == 302
    page = manager.get(at("offer", slug="mission")).content.decode()
    assert "only Government" in page and "Provided with Skywin" in page
    public = cast.organisation("Commune", helix="government")
    assert rule_for(offer, standing_of(offer, public)).amount == 90
    assert rule_for(offer, standing_of(offer, cast.organisation())).amount == 200
    cast.member(other, who=public)
    assert standing_of(offer, public).audience == "member"
    cast_services.hold(offer.sessions.get())
    kept = manager.post(at("edit_offer", slug="mission"), said | {"shared_with": "skywin: 40"})
    assert "Somebody has booked" in kept.content.decode()
    assert manager.post(at("edit_offer", slug="mission"), said | {"shared_with": "skywin: 30.5"}).status_code == 302


def test_refund_terms_are_days_and_percent():
    service = cast_services.service()
    manager = cast.signed_in(cast.cluster_manager())
    answer = manager.post(at("add_offer", key=service.key), OFFER | {"refunds": "31: 100\nsoon: all"})
    assert "Line 2 is not days and percent" in answer.content.decode()
    assert not Offer.objects.exists()


def test_a_new_price_leaves_what_was_quoted():
    booking = cast_services.booked()
    manager = cast.signed_in(cast.cluster_manager())
    manager.post(at("set_price", slug="mission"), PRICE | {"starts": timezone.localdate().isoformat()})
    assert booking.quote.amount == 200
    assert "€120.50" in manager.get(at("offer", slug="mission")).content.decode()


def test_at_the_door_people_are_checked_in_by_their_cluster_only():
    booking = cast_services.booked()
    who = booking.attendees.get()
    where = at("check_in", key=booking.session.key, pk=who.pk)
    other = cast.signed_in(cast.cluster_manager("Olga", of=cast.cluster("BioWin")))
    assert other.post(where, {"came": "1"}).status_code == 403
    manager = cast.signed_in(cast.cluster_manager())
    assert manager.post(where, {"came": "1"}).status_code == 302
    assert Attendee.objects.get().state == "attended"
    assert "Ada Person" in manager.get(at("door", key=booking.session.key)).content.decode()


def test_the_door_asks_few_questions_however_many_come(django_assert_max_num_queries):
    session = cast_services.session(cast_services.offer(), capacity=40)
    for number in range(8):
        cast_services.booked(session, name=f"Firm {number}")
    manager = cast.signed_in(cast.cluster_manager())
    with django_assert_max_num_queries(16):
        manager.get(at("door", key=session.key))
