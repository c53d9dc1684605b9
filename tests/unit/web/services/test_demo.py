"""The demonstration: one service of a cluster, promoted by two others, booked by members and non-members."""

from decimal import Decimal

import pytest
from tests.unit.web import cast, cast_piloting

from beffroi.web.billing.models import Invoice
from beffroi.web.billing.queries import balance
from beffroi.web.services.demo import load_demo_services
from beffroi.web.services.demo_pilot import load_demo_pilot
from beffroi.web.services.models import Booking, Offer, Pilot, Session
from beffroi.web.services.queries.desk import desk_of
from beffroi.web.services.queries.pilots import dossier_of
from beffroi.web.services.queries.surveys import sides

NAMES = ("GreenWin", "TWEED", "CAP Construction")


@pytest.mark.django_db
def test_it_is_promoted_by_two_other_clusters_and_loaded_once() -> None:
    green, *_others = [cast.cluster(name) for name in NAMES]
    cast.member(green, cast.organisation("Atelier du Condroz (demo)"))
    load_demo_services()
    load_demo_services()
    assert Offer.objects.get().state == "published"
    brought = {one.cluster: one.seats for one in desk_of(Session.objects.get()).brought}
    assert brought == {"TWEED": 2, "CAP Construction": 3, "": 3}
    paid = dict(Booking.objects.values_list("firm_name", "audience"))
    assert paid["Atelier du Condroz (demo)"] == "member"
    assert paid["Bois de Famenne (demo)"] == "non_member"
    standing = {one.buyer["name"]: balance(one).open for one in Invoice.objects.filter(kind="invoice")}
    assert standing == {"Toitures Lambert (demo)": 0, "Béton vert (demo)": Decimal("6667.10")}
    assert [one.gross for one in Invoice.objects.filter(kind="credit_note")] == [Decimal("229.90")]
    assert all(one.sold_by["is_illustrative"] for one in Invoice.objects.all())


@pytest.mark.django_db
def test_its_pilot_was_delivered_assessed_and_decided() -> None:
    for name in NAMES:
        cast.cluster(name)
    cast.member(cast.cluster(), cast.organisation("Atelier du Condroz (demo)"))
    cast_piloting.body("SG")
    load_demo_services()
    load_demo_pilot(cast_piloting.strategy())
    load_demo_pilot(cast_piloting.strategy())
    dossier = dossier_of(Pilot.objects.get())
    assert (dossier.pilot.outcome, {one.state for one in dossier.steps}) == ("replicate", {"done"})
    assert dossier.pilot.reached["bookings"] == 22
    assert {one.label: one.is_told for one in sides(dossier.pilot)}["Non-members who attended"]
