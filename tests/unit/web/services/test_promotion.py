"""Promotion by other clusters: who may, what they take along, and that each booking counts for who brought it."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_pilots, cast_services
from tests.unit.web.services.test_pages import FIRM

from beffroi.reporting.poster.drawing import draw
from beffroi.web.services import actions
from beffroi.web.services.models import Booking, Promotion, WaitlistEntry
from beffroi.web.services.pilot_results import Sale, contributions, results
from beffroi.web.services.promotion_words import Told, kit_text, poster
from beffroi.web.services.queries.catalogue import bookable
from beffroi.web.services.queries.pilots import dossier_of
from beffroi.web.services.queries.promotion import bringer, networks

DAY = cast.LONG_AGO
SALES = st.builds(
    Sale, st.just(DAY), st.just(1), st.just(DAY), st.just(True), st.sampled_from("abcd"), st.booleans(),
    st.integers(0, 5), st.decimals(0, 1000, places=2), st.sampled_from(["", "TWEED", "Skywin"]),
)  # fmt: skip


def olga():
    return cast.cluster_manager("Olga", of=cast.cluster("Skywin"))


def told() -> Told:
    promotion = cast_services.promotion()
    return Told(promotion, list(bookable(promotion.offer)), Decimal(150))


def where(view: str, **more) -> str:
    return reverse(f"services:{view}", kwargs={"slug": "mission", **more})


def book(via: str, view: str = "book", seats: int = 1):
    said = FIRM | {"session": str(cast_services.first().key), "one_time_key": uuid4().hex, "via": via, "seats": seats}
    return Client().post(where(view), said)


@given(st.lists(SALES))
def test_what_networks_brought_sums_up_to_what_was_brought(sales):
    rows, whole = contributions(sales), results(sales, {}, DAY)
    assert sum(row.seats for row in rows) == whole.bookings
    assert sum(row.revenue for row in rows) == whole.revenue
    assert [row.via for row in rows][:-1].count("") == 0, "what came by itself is last"


@pytest.mark.django_db
def test_a_manager_promotes_with_the_own_cluster_what_others_publish():
    offer, cluster = cast_services.offer(), cast.cluster("Skywin")
    with pytest.raises(PermissionDenied):
        actions.promote(actor=cast.cluster_manager(), offer=offer, cluster=cluster)
    with pytest.raises(ValidationError, match="provides this offer itself"):
        actions.promote(actor=cast.cluster_manager(), offer=offer, cluster=cast.cluster())
    with pytest.raises(ValidationError, match="not published"):
        actions.promote(actor=olga(), offer=cast_services.offer("draft", is_published=False), cluster=cluster)
    made = actions.promote(actor=olga(), offer=offer, cluster=cluster)
    assert actions.promote(actor=olga(), offer=offer, cluster=cluster) == made
    with pytest.raises(PermissionDenied):
        actions.stop_promoting(actor=cast.cluster_manager(), promotion=made)
    assert bringer(offer, "skywin") == cluster
    actions.stop_promoting(actor=olga(), promotion=made)
    assert bringer(offer, "skywin") is None
    assert bringer(offer, "greenwin") == cast.cluster(), "who provides it may count its own link"
    assert Promotion.objects.get().ended_on is not None


@pytest.mark.django_db
def test_a_booking_by_the_link_of_a_promoting_cluster_counts_for_it_and_any_other_word_does_no_harm():
    cast_services.session(cast_services.offer(), capacity=20)
    cast_services.promotion()
    cast.cluster("BioWin")
    page = Client().get(where("offer"), {"via": "skywin"})
    assert "You come by a link of Skywin" in page.content.decode()
    assert 'name="via" value="skywin"' in page.content.decode()
    assert set(page.cookies) <= {"csrftoken"}
    assert "counted as brought" not in Client().get(where("offer"), {"via": "biowin"}).content.decode()
    for via in ("skywin", "biowin", "no such", "'; drop--", "x" * 500, ""):
        assert book(via).status_code in {302, 409}
    assert set(Booking.objects.values_list("promoted_by__slug", flat=True)) == {"skywin", None}
    assert Booking.objects.filter(promoted_by__slug="skywin").count() == 1
    assert book("skywin", "wait", seats=3).status_code == 302
    assert [one.promoted_by.slug for one in WaitlistEntry.objects.filter(promoted_by__isnull=False)] == ["skywin"]


@pytest.mark.django_db
def test_a_cluster_takes_texts_and_a_poster_along_in_both_languages():
    offer, manager = cast_services.offer(), cast.signed_in(olga())
    assert manager.post(where("promote", cluster="skywin")).url == where("kit", cluster="skywin")
    page = manager.get(where("kit", cluster="skywin")).content.decode()
    assert "/services/offers/mission/?via=skywin" in page
    assert "Mission to Malmö" in page and "Mission à Malmö" in page
    english, french = kit_text(told(), "en"), kit_text(told(), "fr")
    assert "From €150 a seat before VAT" in english and "recommended by Skywin" in english
    assert "150\u00a0€" in french and "Malmö" in french
    drawn = manager.get(where("poster", cluster="skywin", language="fr", kind="svg"))
    assert (drawn["Content-Type"], drawn.content[:4]) == ("image/svg+xml", b"<svg")
    assert draw(poster(told(), "en"), "png")[:4] == b"\x89PNG"
    assert draw(poster(told(), "en"), "svg") == draw(poster(told(), "en"), "svg")
    assert manager.get(where("poster", cluster="skywin", language="nl", kind="svg")).status_code == 404
    assert offer.promotions.count() == 1


@pytest.mark.django_db
def test_the_seller_sees_what_all_brought_and_a_promoting_cluster_its_own(django_assert_max_num_queries):
    offer = cast_services.offer()
    cast_services.session(offer, capacity=20)
    for name in ("Skywin", "BioWin"):
        by = cast.cluster(name)
        cast_services.promotion(by)
        made = cast_services.booked(offer.sessions.last(), seats=2 if name == "Skywin" else 5)
        Booking.objects.filter(pk=made.pk).update(promoted_by=by)
    assert {one.cluster: (one.bookings, one.seats) for one in networks(offer)} == {"Skywin": (1, 2), "BioWin": (1, 5)}
    seller = cast.signed_in(cast.cluster_manager())
    with django_assert_max_num_queries(15):
        page = seller.get(where("manage")).content.decode()
    assert "Skywin" in page and "BioWin" in page
    assert "Skywin,1,2" in seller.get(where("networks_csv")).content.decode()
    theirs = cast.signed_in(olga())
    assert "Skywin brought one booking, of 2 seats" in theirs.get(where("kit", cluster="skywin")).content.decode()
    assert theirs.get(where("kit", cluster="biowin")).status_code == 404
    assert theirs.get(where("manage")).status_code == 403
    assert "Mission to Malmö" in theirs.get(reverse("services:desk")).content.decode()


@pytest.mark.django_db
def test_the_step_of_promotion_is_done_only_when_another_cluster_promotes():
    found = cast_pilots.at("promotion")
    actions.save_step(actor=None, step=found.steps.get(step="promotion"), said={"organisation": cast.organisation()})
    assert dossier_of(found).here.missing == ("promoters",)
    with pytest.raises(ValidationError, match="No other cluster promotes the offer yet"):
        actions.advance(actor=None, pilot=found, step="promotion")
    cast_services.promotion()
    made = cast_services.booked()
    Booking.objects.filter(pk=made.pk).update(promoted_by=cast.cluster("Skywin"))
    assert [(one.via, one.seats) for one in dossier_of(found).networks] == [("Skywin", 1)]
    assert actions.advance(actor=None, pilot=found, step="promotion").state == "provision"
