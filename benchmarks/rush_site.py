"""Fills the site of BEFFROI_DATA_DIR for a rush, or counts what was booked: `python -m benchmarks.rush_site WORD`."""

import json
import os
import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402
from tests.unit.web import cast, cast_services  # noqa: E402

from beffroi.web.services import actions  # noqa: E402
from beffroi.web.services.models import Booking, Offer, Session  # noqa: E402
from beffroi.web.services.states import TAKES_SEATS  # noqa: E402

SEATS = 20
SLUGS = ("ours", "naive")


def fill() -> None:
    """Two offers with the same seats, one for each way of booking."""
    service = cast_services.service(cast.cluster())
    for slug in SLUGS:
        offer = actions.save_offer(actor=None, offer=Offer(service=service, slug=slug), said={"title": {"en": slug}})
        price: dict[str, Any] = {"audience": "non_member", "amount": Decimal(100), "starts": timezone.localdate()}
        actions.set_price(actor=None, offer=offer, said=price)
        cast_services.session(offer, capacity=SEATS)
        actions.step_offer(actor=None, offer=offer, step="publish")
    later = timezone.now() + timedelta(hours=4)
    Session.objects.filter(offer__slug__in=SLUGS).update(closes_at=later)


def counted() -> dict[str, int]:
    """Seats that are booked, by offer."""
    booked = Booking.objects.filter(state__in=TAKES_SEATS)
    return {slug: sum(booked.filter(session__offer__slug=slug).values_list("seats", flat=True)) for slug in SLUGS}


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        print(json.dumps(counted()))
