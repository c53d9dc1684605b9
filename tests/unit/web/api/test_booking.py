"""Booking by program: prices with reasons, once by key, never more than the capacity, the waiting list offered."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_services as sell

from beffroi.web.accounts.actions.tokens import make_token
from beffroi.web.services.models import Booking, Session, WaitlistEntry

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Person", "email": "ada@example.org"}


class Program:
    """A program with a token of a person."""

    def __init__(self, person: Any, scope: str = "book") -> None:
        day = timezone.localdate() + timedelta(days=1)
        secret = make_token(actor=person, name="program", expires_on=day, scope=scope)
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, key: str = "") -> Any:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(
            f"/api/v1/{path}", {} if body is None else body, headers=headers, content_type="application/json"
        )

    def book(self, seats: int = 1, key: str = "a", path: str = "bookings", **more: Any) -> Any:
        people = {"attendees": [ADA] * seats, "terms_read": True}
        said: dict[str, Any] = {"session": str(sell.first().key), "seats": seats}
        if path == "bookings":
            said["confirm"] = people
        return self.post(path, said | more, key)


@pytest.fixture
def firm() -> Program:
    sell.offer()
    return Program(cast.firm())


def told(response: Any, status: int) -> dict[str, Any]:
    """What a refusal says, in the one form."""
    assert response.status_code == status, response.content
    found: dict[str, Any] = response.json()
    assert found["detail"].endswith(".")
    return found


def test_offers_tell_free_seats_and_the_price_of_each_organisation_with_its_reason(firm: Program) -> None:
    [listed] = Client().get("/api/v1/offers?q=mission&free=true").json()["items"]
    assert (listed["slug"], listed["sessions_open"], listed["title"]) == ("mission", 1, "Mission to Malmö")
    assert Client().get("/api/v1/offers?q=nothing").json()["total"] == 0
    detail = Client().get("/api/v1/offers/mission?lang=fr").json()
    assert detail["title"] == "Mission à Malmö"
    assert [(one["free"], one["is_open"]) for one in detail["sessions"]] == [(3, True)]
    assert [(one["organisation"], one["audience"], one["amount"]) for one in detail["prices"]] == [
        (None, "non_member", "200.00")
    ]
    cast.member(is_listed=False)
    for who in (firm, Program(cast.representative(name="Delphine", mandate="delegate"))):
        [price] = who.get("offers/mission").json()["prices"]
        assert (price["audience"], price["amount"], price["gross"]) == ("member", "100.00", "121.00")
        assert "GreenWin" in price["reason"]
    told(Client().get("/api/v1/offers/hidden"), 404)


def test_a_retry_gives_the_same_booking_and_other_content_needs_another_key(firm: Program) -> None:
    first, again = firm.book(2).json(), firm.book(2).json()
    assert first == again
    assert (first["state"], first["quote"]["gross"], len(first["attendees"])) == ("confirmed", "484.00", 2)
    assert told(firm.book(1), 422)["field"] == "Idempotency-Key"
    assert told(firm.book(1, key=""), 422)["field"] == "Idempotency-Key"
    assert Booking.objects.count() == 1
    assert sell.first().taken == 2
    assert [one["key"] for one in firm.get("bookings").json()["items"]] == [first["key"]]


def test_a_full_session_answers_with_its_waiting_list_and_its_seats_come_back(firm: Program) -> None:
    held = firm.book(3, confirm=None).json()
    assert held["state"] == "held"
    other = Program(cast.representative(cast.organisation("Other"), "Olga"))
    full = told(other.book(1, key="b"), 409)
    assert full["waiting_list"]["session"] == str(sell.first().key)
    entry = other.book(1, key="w", path="waiting").json()
    assert other.book(1, key="w", path="waiting").json() == entry
    assert (entry["state"], entry["position"]) == ("waiting", 1)
    booked = firm.post(f"bookings/{held['key']}/confirm", {"attendees": [ADA] * 3, "terms_read": True}).json()
    assert booked["state"] == "confirmed"
    back = firm.post(f"bookings/{held['key']}/cancel", {"seats": [2]}, key="c").json()
    assert back == firm.post(f"bookings/{held['key']}/cancel", {"seats": [2]}, key="c").json()
    assert [one["state"] for one in back["attendees"]] == ["expected", "cancelled", "expected"]
    assert other.get(f"waiting/{entry['key']}").json()["state"] == "offered"
    won = other.post(f"waiting/{entry['key']}/accept").json()
    assert (won["state"], won["seats"]) == ("held", 1)
    assert other.post(f"waiting/{entry['key']}/accept").json()["key"] == won["key"]
    told(other.post(f"waiting/{entry['key']}/leave"), 409)
    assert Session.objects.get().taken == 3
    assert WaitlistEntry.objects.count() == 1


def test_what_cannot_be_booked_is_refused_with_its_reason_and_nothing_is_kept(firm: Program) -> None:
    assert told(firm.book(seats=2, confirm={"attendees": [ADA], "terms_read": True}), 422)["field"] == "attendees"
    assert told(firm.book(confirm={"attendees": [ADA], "terms_read": False}), 422)["field"]
    bad = {"attendees": [{"name": "\n"}], "terms_read": True}
    assert told(firm.book(confirm=bad), 422)["field"] == "attendees"
    assert told(firm.book(organisation=str(cast.organisation("Other").key)), 422)["field"] == "organisation"
    assert told(firm.book(session=str(cast.organisation().key)), 404)["field"] == "session"
    assert told(Program(cast.person()).book(), 422)["field"] == "organisation"
    Session.objects.update(closes_at=timezone.now() - timedelta(days=1))
    told(firm.book(), 422)
    assert not Booking.objects.exists()
    assert sell.first().taken == 0


def test_only_a_token_for_booking_books_and_only_the_own_is_there(firm: Program) -> None:
    made = firm.book().json()
    told(Client().get("/api/v1/bookings"), 401)
    for scope in ("read", "report"):
        told(Program(cast.firm("Fanny"), scope).book(key="b"), 403)
    for other in (
        cast.person(),
        cast.representative(cast.organisation("Other"), "Olga"),
        cast.cluster_manager("M", cast.cluster("BioWin")),
        cast.administrator(),
    ):
        told(Program(other).get(f"bookings/{made['key']}"), 404)
        told(Program(other).post(f"bookings/{made['key']}/cancel", {}), 404)
    assert Program(cast.firm("Félix"), "read").get(f"bookings/{made['key']}").json() == made, "a colleague sees it"


def test_lists_take_as_many_queries_for_many_as_for_few(firm: Program, django_assert_max_num_queries: Any) -> None:
    sell.session(sell.offer(), capacity=20)
    at = sell.offer().sessions.order_by("-capacity").first()
    for number in range(6):
        sell.booked(at, organisation=cast.organisation(), name=f"F{number}")
        sell.wait(at, organisation=cast.organisation(), name=f"W{number}")
    for path in ("offers", "bookings", "waiting"):
        with django_assert_max_num_queries(12):
            assert firm.get(path).status_code == 200
