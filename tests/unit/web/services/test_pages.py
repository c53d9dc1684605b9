"""The pages of who books: the price of one's own organisation, the hold, the link in the mail, the waiting list."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.unit.web import cast, cast_services

from beffroi.web.services.models import Booking, Session, WaitlistEntry

pytestmark = pytest.mark.django_db
FIRM = {"firm_name": "Toits SRL", "firm_number": "0403.091.220", "email": "toits@example.org", "seats": 1, "via": ""}
LINK = re.compile(r"http\S+?(/services/\S+)")


def page(view: str, client: Client | None = None, **where) -> str:
    answer = (client or Client()).get(reverse(f"services:{view}", kwargs=where))
    assert answer.status_code == 200
    return answer.content.decode()


def post(view: str, said: dict, client: Client | None = None, **where):
    return (client or Client()).post(reverse(f"services:{view}", kwargs=where), said)


def asked(at=None, **more) -> dict:
    return FIRM | {"session": str((at or cast_services.first()).key), "one_time_key": uuid4().hex} | more


def test_the_catalogue_names_what_is_published_only():
    cast_services.offer()
    cast_services.offer("draft", is_published=False)
    text = page("catalogue")
    assert reverse("services:offer", kwargs={"slug": "mission"}) in text
    assert "/offers/draft/" not in text


def test_the_catalogue_finds_words_and_asks_few_questions(django_assert_max_num_queries):
    for number in range(5):
        cast_services.offer(f"mission-{number}", title={"en": f"Mission {number}"})
    with django_assert_max_num_queries(6):
        text = Client().get(reverse("services:catalogue"), {"q": "mission 3"}).content.decode()
    assert "/offers/mission-3/" in text
    assert "/offers/mission-2/" not in text


def test_a_visitor_sees_the_price_of_a_non_member_with_tax():
    cast_services.offer()
    text = page("offer", slug="mission")
    assert "€200 a seat before VAT" in text
    assert "€242.00" in text
    assert "3 of 3 seats are free" in text


def test_a_member_sees_their_price_and_why():
    cast_services.offer()
    cast.member()
    text = page("offer", cast.signed_in(cast.firm()), slug="mission")
    assert "€100 a seat before VAT, because your organisation is a member of GreenWin" in text


def test_a_draft_is_seen_by_its_cluster_only():
    cast_services.offer("draft", is_published=False)
    where = reverse("services:offer", kwargs={"slug": "draft"})
    assert Client().get(where).status_code == 404
    other = cast.cluster_manager("Other", of=cast.cluster("BioWin"))
    assert cast.signed_in(other).get(where).status_code == 404
    assert cast.signed_in(cast.cluster_manager()).get(where).status_code == 200


def test_without_an_account_the_seats_are_booked_by_the_link_in_the_mail():
    cast_services.offer()
    client = Client()
    assert post("book", asked(), client, slug="mission").url == reverse("services:sent", kwargs={"slug": "mission"})
    link = LINK.search(cast.mails()[-1].body).group(1)
    assert "Who comes?" in client.get(link).content.decode()
    assert client.post(link, {"name_1": "Ada Person"}).status_code == 400
    assert Booking.objects.get().state == "held"
    assert client.post(link, {"name_1": "Ada Person", "terms": "on"}).status_code == 302
    assert Booking.objects.get().state == "confirmed"
    assert "Ada Person" in client.get(link).content.decode()


def test_the_same_form_sent_twice_books_once_and_who_came_late_is_told_without_waiting_for_a_turn():
    """Whoever took the last seats by a form is led to them again; for the others nothing is written."""
    cast_services.offer()
    client, said = Client(), asked(seats="3")
    first, second = (post("book", said, client, slug="mission") for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert Booking.objects.count() == 1
    with CaptureQueriesContext(connection) as done:
        assert post("book", asked(), slug="mission").status_code == 409
    writes = [one["sql"] for one in done if not one["sql"].startswith(("SELECT", "DECLARE"))]
    assert not [sql for sql in writes if "django_session" not in sql]


def test_where_seats_are_free_but_not_for_this_audience_the_key_of_the_form_stays_free():
    session = cast_services.first()
    session.quotas.create(audience="non_member", places=1)
    said = asked(seats="2")
    assert post("book", said, slug="mission").status_code == 409
    session.quotas.all().delete()
    assert post("book", said, slug="mission").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"firm_number": "0403.091.221"}, "check digits do not fit"),
        ({"email": "toits@"}, "valid email"),
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"seats": "many"}, "whole number"),
        ({"session": str(uuid4())}, "can no longer be booked"),
        ({"firm_name": ""}, "required"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(wrong, words):
    cast_services.offer()
    answer = post("book", asked(**wrong), slug="mission")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Booking.objects.exists()


def test_when_somebody_was_faster_the_waiting_list_is_offered():
    cast_services.booked(seats=3)
    answer = post("book", asked(), slug="mission")
    assert answer.status_code == 409
    assert "Join the waiting list" in answer.content.decode()
    assert post("wait", asked(), slug="mission").status_code == 302
    assert WaitlistEntry.objects.get().state == "waiting"
    assert "number 1 on the waiting list" in page(
        "entry", token=LINK.search(cast.mails()[-1].body).group(1).split("/")[-2]
    )


def test_a_stranger_opens_no_booking_by_its_key():
    booking = cast_services.booked()
    where = reverse("services:booking", kwargs={"token": str(booking.key)})
    assert Client().get(where).status_code == 404
    assert cast.signed_in(cast.person("Stranger")).get(where).status_code == 404
    other = cast.cluster_manager("Other", of=cast.cluster("BioWin"))
    assert cast.signed_in(other).get(where).status_code == 404
    assert cast.signed_in(cast.cluster_manager()).get(where).status_code == 200


def test_the_organiser_reads_a_booking_but_does_not_cancel_it():
    booking = cast_services.booked()
    manager = cast.signed_in(cast.cluster_manager())
    assert post("cancel", {"seats": ["1"]}, manager, token=str(booking.key)).status_code == 403
    assert Booking.objects.get().state == "confirmed"


def test_whoever_acts_for_the_organisation_gives_a_seat_back_and_sends_a_colleague():
    firm = cast.organisation()
    someone = cast.signed_in(cast.firm())
    booking = cast_services.booked(seats=2, organisation=firm)
    token = str(booking.key)
    assert "Who cancels today gets 100% back" in page("booking", someone, token=token)
    assert post("cancel", {"seats": ["2"]}, someone, token=token).status_code == 302
    one = booking.attendees.get(state="expected")
    assert post("substitute", {"name": "Bea"}, someone, token=token, pk=one.pk).status_code == 302
    text = page("booking", someone, token=token)
    assert "Bea" in text
    assert "€242.00 given back" in text
    assert "Mission to Malmö" in page("mine", someone)


def test_too_many_words_are_refused_and_not_cut():
    answer = Client().get(reverse("services:catalogue"), {"q": "x" * 101})
    assert answer.status_code == 400
    assert "write at most 100" in answer.content.decode()


def test_an_offer_tells_other_programs_what_the_page_tells_and_no_more():
    offer = cast_services.offer()
    session = cast_services.first()
    called_off = cast_services.session(offer, place="Elsewhere")
    Session.objects.filter(pk=session.pk).update(place="Rue </script> & Quai", link="https://meet.example/secret")
    Session.objects.filter(pk=called_off.pk).update(state="cancelled")
    text = page("offer", slug="mission")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert block is not None
    (told,) = json.loads(block[1])
    assert told["location"]["name"] == "Rue </script> & Quai"
    assert "200.00" in {one["price"] for one in told["offers"]}
    assert (told["maximumAttendeeCapacity"], told["remainingAttendeeCapacity"]) == (3, 3)
    written = page("offer_calendar", slug="mission")
    events = {str(one["uid"]).split("@")[0]: one for one in Calendar.from_ical(written).walk("VEVENT")}
    assert {key: str(one["status"]) for key, one in events.items()} == {
        str(session.key): "TENTATIVE",
        str(called_off.key): "CANCELLED",
    }
    assert events[str(session.key)]["dtstart"].dt == session.starts_at.replace(microsecond=0)
    assert "secret" not in text + written


def test_a_session_that_is_over_is_not_offered_and_who_asks_for_it_is_told():
    offer = cast_services.offer()
    past = cast_services.session(offer, place="Past", days=2)
    Session.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1),
        closes_at=timezone.now() - timedelta(days=3), state="held",
    )  # fmt: skip
    choices = (
        Client().get(reverse("services:offer", kwargs={"slug": "mission"})).context["form"].fields["session"].queryset
    )
    assert past not in choices and choices.count() == 1
    told = post("book", asked(past), slug="mission")
    assert told.status_code == 400
    assert "This session can no longer be booked" in told.content.decode()
    assert not Booking.objects.exists()
