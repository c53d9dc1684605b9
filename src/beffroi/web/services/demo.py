"""A service on demand for a demonstration, invented but for the idea: a trade mission that GreenWin opens to others.

Loading twice changes nothing: a site that has an offer stays as it is.
"""

from datetime import timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from beffroi.web.accounts.queries import clusters
from beffroi.web.billing.actions import Seller, save_seller
from beffroi.web.billing.queries import seller_of
from beffroi.web.services import actions
from beffroi.web.services.demo_money import load_demo_money
from beffroi.web.services.models import Booking, Offer, Service, Session
from beffroi.web.services.queries import standing_of


def load_demo_services() -> None:
    """Make the offer, its prices and session, and some bookings."""
    text = (files("beffroi.web.services") / "data" / "demo.yaml").read_text(encoding="utf-8")
    more = yaml.safe_load(text)
    cluster = clusters().filter(name=more["cluster"]).first()
    if cluster is None or Offer.objects.exists():
        return
    with transaction.atomic():
        _seller(cluster, more["seller"])
        offer = _offer(cluster, more)
        session = _session(offer, more["session"])
        session.offer = actions.step_offer(actor=None, offer=offer, step="publish")
        for name in more["promoters"]:
            if (other := clusters().filter(name=name).first()) is not None:
                actions.promote(actor=None, offer=session.offer, cluster=other)
        for one in more["bookings"]:
            people = [{"name": f"{one['firm']} {number}"} for number in range(1, one["seats"] + 1)]
            actions.confirm(actor=None, booking=hold_seats(session, one), attendees=people)
        hold_seats(session, more["held"])
        load_demo_money(session, more["invoices"])


def _seller(cluster: Any, said: dict[str, Any]) -> None:
    if seller_of(cluster) is None:
        save_seller(actor=None, seller=Seller(cluster=cluster, is_illustrative=True), said=said)


def _offer(cluster: Any, more: dict[str, Any]) -> Offer:
    service = Service(cluster=cluster, is_illustrative=True)
    service = actions.save_service(actor=None, service=service, said=more["service"])
    said = dict(more["offer"])
    offer = actions.save_offer(actor=None, offer=Offer(service=service, slug=said.pop("slug")), said=said)
    for audience, one in more["prices"].items():
        price = {"audience": audience, "amount": Decimal(one["amount"]), "starts": timezone.localdate()}
        actions.set_price(actor=None, offer=offer, said=price | {"rationale": {"words": one["words"]}})
    return offer


def _session(offer: Offer, plan: dict[str, Any]) -> Session:
    now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    starts = now + timedelta(days=plan["in_days"])
    said = {
        "starts_at": starts, "ends_at": starts + timedelta(days=plan["days"], hours=8), "capacity": plan["capacity"],
        "hours": plan["hours"],
        "closes_at": starts - timedelta(days=plan["closes_days_before"]), "minimum": plan["minimum"],
        "decide_on": (starts - timedelta(days=plan["decide_days_before"])).date(), "place": plan["place"],
    }  # fmt: skip
    return actions.save_session(actor=None, session=Session(offer=offer), said=said)


def hold_seats(session: Session, one: dict[str, Any], key: str = "demo") -> Any:
    """Seats for a firm of the demonstration, brought by the cluster that it names."""
    promoted = clusters().get(name=one["via"]) if "via" in one else None
    member: Any = Booking._meta.get_field("organisation").related_model._default_manager
    organisation = member.filter(legal_name=one["firm"]).first()
    asker = actions.Asker(email="firm@demo.example", language="fr", name=one["firm"], organisation=organisation)
    made, _token = actions.hold_once(
        actor=None, session=session, asker=asker, standing=standing_of(session.offer, organisation), seats=one["seats"],
        key=f"{key}-{one['firm']}"[:64], promoted_by=promoted,
    )  # fmt: skip
    return made
