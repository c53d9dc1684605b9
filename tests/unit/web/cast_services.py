"""Services on demand for tests, made by the real actions: a published offer of GreenWin with one session."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.services import actions
from beffroi.web.services.actions import Asker
from beffroi.web.services.models import Booking, Offer, Promotion, Service, Session, WaitlistEntry
from beffroi.web.services.queries import standing_of

PEOPLE = {"name": "Ada Person", "email": "ada@example.org", "needs": ""}


def service(of: Any = None) -> Service:
    """A service in the portfolio of a cluster."""
    made = Service(cluster=of or cast.cluster())
    return actions.save_service(actor=None, service=made, said={"name": {"en": "Trade mission", "fr": "Mission"}})


def offer(slug: str = "mission", *, is_published: bool = True, of: Any = None, **fields: Any) -> Offer:
    """An offer at 100 for members, 150 for members of other clusters, 200 for others, all before 21% tax."""
    held = Offer.objects.filter(slug=slug).first()
    if held:
        return held
    said = {"title": {"en": "Mission to Malmö", "fr": "Mission à Malmö"}, "refund_steps": [[31, 1], [15, 0.5]]}
    made = actions.save_offer(actor=None, offer=Offer(service=service(of), slug=slug), said=said | fields)
    for audience, amount in (("member", 100), ("other_member", 150), ("non_member", 200)):
        price = {"audience": audience, "amount": Decimal(amount), "starts": timezone.localdate() - timedelta(days=30)}
        actions.set_price(actor=None, offer=made, said=price)
    session(made)
    return actions.step_offer(actor=None, offer=made, step="publish") if is_published else made


def session(of: Offer, capacity: int = 3, days: int = 60, quotas: Any = None, **fields: Any) -> Session:
    """A session in some days."""
    starts = timezone.now() + timedelta(days=days)
    said = {
        "starts_at": starts, "ends_at": starts + timedelta(hours=8), "closes_at": starts - timedelta(days=1),
        "capacity": capacity, "place": "Malmö",
    } | fields  # fmt: skip
    return actions.save_session(actor=None, session=Session(offer=of), said=said, quotas=quotas)


def first(of: Offer | None = None) -> Session:
    """The first session of an offer."""
    found = (of or offer()).sessions.first()
    assert found is not None
    return found


def asker(name: str = "Firm", organisation: Any = None, person: Any = None) -> Asker:
    """Who asks for seats."""
    email = person.email if person else f"{name.lower()}@example.org"
    return Asker(email=email, language="en", name=name, organisation=organisation, person=person)


def hold(at: Session | None = None, seats: int = 1, name: str = "Firm", key: str = "", **more: Any) -> Booking:
    """Seats that are held."""
    at = at or first()
    asks = asker(name, more.get("organisation"), more.get("person"))
    made, _token = actions.hold_once(
        actor=more.get("person"), session=at, asker=asks, standing=standing_of(at.offer, asks.organisation),
        seats=seats, key=key or uuid4().hex,
    )  # fmt: skip
    return made


def booked(at: Session | None = None, seats: int = 1, name: str = "Firm", **more: Any) -> Booking:
    """Seats that are booked."""
    return actions.confirm(actor=None, booking=hold(at, seats, name, **more), attendees=[dict(PEOPLE)] * seats)


def wait(
    at: Session | None = None, seats: int = 1, name: str = "Patient", key: str = "", organisation: Any = None
) -> WaitlistEntry:
    """An entry of a waiting list."""
    at = at or first()
    asks, standing = asker(name, organisation), standing_of(at.offer, organisation)
    made, _token = actions.join(
        actor=None, session=at, asker=asks, standing=standing, seats=seats, key=key or uuid4().hex
    )
    return made


def attended(**more: Any) -> Booking:
    """A booking of a session that was held, with its person checked in."""
    at = session(offer(), days=30)
    made = booked(at, **more)
    past = timezone.now() - timedelta(days=2)
    times = {"starts_at": past, "ends_at": past + timedelta(hours=4), "closes_at": past - timedelta(days=1)}
    Session.objects.filter(pk=at.pk).update(state="held", **times)
    made.attendees.update(state="attended", checked_in_at=past)
    made.refresh_from_db()
    return made


def promotion(by: Any = None, of: Offer | None = None) -> Promotion:
    """Another cluster promotes the offer."""
    return actions.promote(actor=None, offer=of or offer(), cluster=by or cast.cluster("Skywin"))


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of services speaks of."""
    firm = cast.organisation()
    return SimpleNamespace(
        offer=offer(),
        session=first(),
        booking=booked(organisation=firm),
        entry=wait(organisation=firm),
        promotion=promotion(),
        attended=attended(name="Guests", organisation=firm),
    )
