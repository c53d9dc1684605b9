"""The public side: which services are open to my organisation, at which price, is a seat left?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from beffroi.web.accounts.queries import clusters
from beffroi.web.core.access import public
from beffroi.web.core.asked import words_asked
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import NotDone, once, was_carried_out
from beffroi.web.services import actions
from beffroi.web.services.forms.booking import SeatsForm
from beffroi.web.services.models import Offer
from beffroi.web.services.published import calendar, structured
from beffroi.web.services.queries import own_organisations, standing_of
from beffroi.web.services.queries.catalogue import bookable, catalogue, price_for, price_list, sessions_of
from beffroi.web.services.queries.promotion import bringer, may_promote
from beffroi.web.services.views.asking import asked_for, the_offer, via_of
from beffroi.web.services.wording import price_words, refund_words, seats_words

A_PAGE = 20


@public
def index(request: HttpRequest) -> HttpResponse:
    """Which services can my organisation book?"""
    words, cluster = words_asked(request), request.GET.get("cluster", "")[:80]
    has_seats = request.GET.get("free") == "1"
    found = catalogue(words=words, cluster=cluster, has_seats=has_seats)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": words, "cluster": cluster, "free": has_seats, "clusters": clusters()}
    context["may_manage"] = allows(request.user, "services.change_services")
    return render(request, "services/catalogue.html", context)


@public
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """What does it cost my organisation, and is there a seat left?"""
    return offer_page(request, the_offer(request, slug))


def offer_page(request: HttpRequest, found: Offer, form: Any = None, full: Any = None) -> HttpResponse:
    """The page of an offer; with the form as it was sent, and the session that had too few seats."""
    views, prices = sessions_of(found), price_list(found)
    own = own_organisations(request.user)
    here = (own.filter(key=request.GET["for"]).first() if own and _is_key(request) else None) or (own and own.first())
    price = price_for(found, standing_of(found, here or None), prices)
    first = next((one.session for one in views if one.is_open), None)
    context = {
        "offer": found,
        "views": views,
        "prices": prices,
        "price": price,
        "here": here,
        "own": own,
        "answer": f"{price_words(price)} {seats_words(views)}",
        "refunds": [(one.session, refund_words(one.session, found.refund_steps)) for one in views],
        "form": form or _seats_form(request, found, own, first),
        "full": full,
        "structured": structured(found, (one.session for one in views), prices),
        "may_promote": may_promote(request.user, found) if allows(request.user, "services.change_services") else (),
        "bringer": bringer(found, via_of(request)) if via_of(request) else None,
    }
    return render(request, "services/offer.html", context, status=409 if full else 400 if form else 200)


@public
def offer_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of an offer, for calendars."""
    found = the_offer(request, slug)
    return HttpResponse(calendar(found, found.sessions.all()), content_type="text/calendar; charset=utf-8")


def _is_key(request: HttpRequest) -> bool:
    given = request.GET.get("for", "")
    return len(given) == 36 and given.count("-") == 4


def _seats_form(request: HttpRequest, found: Offer, own: Any, first: Any = None) -> SeatsForm:
    start = {"session": first.key if first else None, "via": via_of(request)}
    return SeatsForm(request.POST or None, sessions=bookable(found), organisations=own, initial=start)


Asked = Callable[[HttpRequest, str], HttpResponse]


def _seen_first(view: Asked) -> Asked:
    """Tell at once that a session is full, before the transaction in which everybody waits for their turn.

    Who has sent the same form before, and got the last seats by it, is led to them instead: the seats are looked at
    first, and whoever took them left the key in the same transaction.
    """

    @wraps(view)
    def run(request: HttpRequest, slug: str) -> HttpResponse:
        found = the_offer(request, slug)
        form = _seats_form(request, found, own_organisations(request.user))
        full = form.cleaned_data["session"] if form.is_valid() else None
        if full and full.free < form.cleaned_data["seats"] and not was_carried_out(request):
            return offer_page(request, found, form, full=full)
        return view(request, slug)

    return run


@public
@_seen_first
@once
@require_POST
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Hold seats, or say that they are gone and offer the waiting list."""
    return _asked(request, slug, actions.hold_once, "services:booking")


@public
@once
@require_POST
def wait(request: HttpRequest, slug: str) -> HttpResponse:
    """Join the waiting list of a full session."""
    return _asked(request, slug, actions.join_once, "services:entry")


def _asked(request: HttpRequest, slug: str, act: Any, view: str) -> HttpResponse:
    """What comes of who asks for seats: the way to them, or the page again with what speaks against it."""
    found = the_offer(request, slug)
    form = _seats_form(request, found, own_organisations(request.user))
    if not form.is_valid():
        raise NotDone(lambda: offer_page(request, found, form))
    try:
        made, _token = act(**asked_for(request, form))
    except actions.SoldOut:
        raise NotDone(lambda: offer_page(request, found, form, full=form.cleaned_data["session"])) from None
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        raise NotDone(lambda: offer_page(request, found, form)) from None
    if form.cleaned_data.get("organisation"):
        return redirect(view, token=str(made.key))
    return redirect("services:sent", slug=slug)


@public
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """A link was mailed to who has no account."""
    return render(request, "services/sent.html", {"offer": the_offer(request, slug)})
