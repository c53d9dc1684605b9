"""Promotion by other clusters: they join, take texts and a poster along, and see whom they brought."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.reporting.poster.drawing import draw
from beffroi.web.accounts.queries import my_clusters
from beffroi.web.core.access import fetch, permit, requires
from beffroi.web.core.asking import tried
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.models import Promotion
from beffroi.web.services.promotion_words import Told, kit_text, poster
from beffroi.web.services.queries import prices_of_today, visible_promotions
from beffroi.web.services.queries.catalogue import bookable
from beffroi.web.services.queries.promotion import brought_by, by_session, how_many_shown, price_from
from beffroi.web.services.views.asking import the_offer

JOIN, VIEW, PROMOTE = "services.change_services", "services.view_promotion", "services.promote"
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


def _the_promotion(request: HttpRequest, slug: str, cluster: str, permission: str = VIEW) -> Promotion:
    seen = visible_promotions(request.user)
    return fetch(request.user, permission, seen, offer__slug=slug, cluster__slug=cluster)


def _told(promotion: Promotion) -> Told:
    offer = promotion.offer
    return Told(promotion, list(bookable(offer)), price_from(prices_of_today(offer)))


@requires(JOIN)
@once
@require_POST
def promote(request: HttpRequest, slug: str, cluster: str) -> HttpResponse:
    """Promote an offer with a cluster that one manages."""
    permit(request.user, JOIN)
    found = the_offer(request, slug)
    own = get_object_or_404(my_clusters(request.user), slug=cluster)
    act = lambda: actions.promote(actor=request.user, offer=found, cluster=own)  # noqa: E731
    if not tried(request, act, _("Your cluster promotes this offer; text, poster and link are below.")):
        return redirect("services:offer", slug=slug)
    return redirect("services:kit", slug=slug, cluster=cluster)


@requires(VIEW)
def kit(request: HttpRequest, slug: str, cluster: str) -> HttpResponse:
    """What do we send to our members, and whom did it bring?"""
    found = _the_promotion(request, slug, cluster)
    told = _told(found)
    texts = [(code, name, kit_text(told, code)) for code, name in settings.LANGUAGES]
    context = {
        "promotion": found, "offer": found.offer, "cluster": found.cluster, "link": told.link, "texts": texts,
        "brought": brought_by(found), "shown": how_many_shown([found.cluster]),
        "may_stop": found.ended_on is None and allows(request.user, PROMOTE, found),
    }  # fmt: skip
    return render(request, "services/desk/kit.html", context)


@requires(VIEW)
def poster_file(request: HttpRequest, slug: str, cluster: str, language: str, kind: str) -> HttpResponse:
    """The poster as a picture, in a language."""
    found = _the_promotion(request, slug, cluster)
    if language not in dict(settings.LANGUAGES) or kind not in KINDS:
        raise Http404
    drawn = draw(poster(_told(found), language), "svg" if kind == "svg" else "png")
    name = f"{found.offer.slug}-{cluster}-{language}.{kind}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(drawn, content_type=KINDS[kind], headers=headers)


@requires(PROMOTE)
@once
@require_POST
def stop_promoting(request: HttpRequest, slug: str, cluster: str) -> HttpResponse:
    """Promote an offer no longer."""
    found = _the_promotion(request, slug, cluster, PROMOTE)
    act = lambda: actions.stop_promoting(actor=request.user, promotion=found)  # noqa: E731
    tried(request, act, _("Your cluster promotes this offer no longer; whom it brought stays counted."))
    return redirect("services:kit", slug=slug, cluster=cluster)


@requires("services.change_offer")
def networks_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom each network brought to which session, as a table."""
    found = the_offer(request, slug, "services.change_offer")
    header = ("session", "network", "bookings", "seats")
    rows = (
        (localdate(one["session__starts_at"]).isoformat(), one["promoted_by__name"] or "", one["many"], one["taken"])
        for one in by_session(found)
    )
    return csv_answer(f"networks-{slug}.csv", header, rows)
