"""Bodies: who pilots a strategy, and is it alive?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts.queries import organisations_found
from beffroi.web.core.access import fetch, requires, signed_in
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.bodies import BodyForm, EndForm, SeatForm, TermForm
from beffroi.web.piloting.models import Seat, Term
from beffroi.web.piloting.queries import piloted_strategies, visible_of
from beffroi.web.piloting.queries.bodies import bodies_of, terms_of, twofold
from beffroi.web.piloting.queries.decisions import decisions_waiting
from beffroi.web.piloting.queries.meetings import presence_of, years_of
from beffroi.web.piloting.views.asking import form_page, may, the_body, the_strategy, to_body
from beffroi.web.piloting.wording import alive_words, body_words


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Which strategy?"""
    known = [one for one in piloted_strategies(request.user) if may(request, "view_piloting", one)]
    if len(known) == 1:
        return redirect("piloting:home", slug=known[0].slug)
    return render(request, "piloting/start.html", {"strategies": known})


@requires("piloting.view_piloting")
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Who pilots the strategy, and is it alive?"""
    strategy = the_strategy(request, slug)
    views = bodies_of(request.user, strategy)
    context = {
        "strategy": strategy,
        "views": views,
        "answer": alive_words(views),
        "twofold": twofold(views),
        "may_change": may(request, "change_bodies", strategy),
    }
    return render(request, "piloting/home.html", context)


@requires("piloting.view_piloting")
def body(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Who sits in this body, and does it meet?"""
    found = the_body(request, slug, code)
    views = bodies_of(request.user, found.strategy)
    view = next(one for one in views if one.body.pk == found.pk)
    context = {
        "strategy": found.strategy,
        "body": found,
        "view": view,
        "answer": body_words(view),
        "twofold": [one for one in twofold(views) if found in one.bodies],
        "terms": terms_of(found),
        "years": years_of(found),
        "presence": presence_of(found),
        "due": decisions_waiting(found.strategy, timezone.localdate(), body=found),
        "may_change": may(request, "change_bodies", found),
        "may_decide": may(request, "decide", found),
    }
    return render(request, "piloting/body.html", context)


@requires("piloting.change_bodies")
@once
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a body."""
    strategy = the_strategy(request, slug, "piloting.change_bodies")
    form = BodyForm(request.POST or None, organisations=organisations_found(request.user, "", ""))

    def act() -> None:
        actions.save_body(actor=request.user, strategy=strategy, details=form.details())

    if carried_out(request, form, act, _("The body is entered.")):
        return redirect("piloting:home", slug=slug)
    return form_page(request, form, title=_("Which body do you enter?"), strategy=strategy)


@requires("piloting.change_bodies")
@once
def edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change a body."""
    found = the_body(request, slug, code, "piloting.change_bodies")

    def opened(data: Any = None) -> BodyForm:
        found.refresh_from_db()
        return BodyForm(data, organisations=organisations_found(request.user, "", ""), body=found)

    form = opened(request.POST or None)

    def act() -> None:
        said = {"details": form.details(), "seen": form.cleaned_data["seen"]}
        actions.save_body(actor=request.user, strategy=found.strategy, body=found, **said)

    if carried_out(request, form, act, _("The body is changed."), opened):
        return redirect("piloting:body", slug=slug, code=form.cleaned_data["code"])
    return form_page(request, form, title=_("What is this body for?"), body=found)


@requires("piloting.change_bodies")
@once
def seat(request: HttpRequest, slug: str, code: str, pk: int | None = None) -> HttpResponse:
    """Add a seat, or change one."""
    found = the_body(request, slug, code, "piloting.change_bodies")
    held = fetch(request.user, "piloting.change_bodies", found.seats.all(), pk=pk) if pk else None
    form = SeatForm(request.POST or None, seat=held)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.save_seat(actor=request.user, body=found, details=form.details(), seat=held, seen=seen)

    def fresh() -> SeatForm:
        return SeatForm(seat=found.seats.get(pk=held.pk) if held else None)

    if carried_out(request, form, act, _("The seat is saved."), fresh):
        return to_body(found)
    return form_page(request, form, title=_("For whom is this seat?"), body=found)


@requires("piloting.change_bodies")
@once
@require_POST
def remove_seat(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Take a seat away that nobody held."""
    found = the_body(request, slug, code, "piloting.change_bodies")
    held = fetch(request.user, "piloting.change_bodies", visible_of(request.user, Seat, "body__strategy"), pk=pk)
    tried(request, lambda: actions.remove_seat(actor=request.user, seat=held), _("The seat is gone."))
    return to_body(found)


@requires("piloting.change_bodies")
@once
def give(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Give somebody a seat."""
    found = the_body(request, slug, code, "piloting.change_bodies")
    held = fetch(request.user, "piloting.change_bodies", found.seats.all(), pk=pk)
    form = TermForm(request.POST or None, organisations=organisations_found(request.user, "", ""))

    def act() -> None:
        actions.give_term(actor=request.user, seat=held, **form.cleaned_data)

    if carried_out(request, form, act, _("The seat is given.")):
        return to_body(found)
    return form_page(request, form, title=_("Who takes this seat?"), body=found, lead=str(held))


@requires("piloting.change_bodies")
@once
def end(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """End a term."""
    found = the_body(request, slug, code, "piloting.change_bodies")
    terms = visible_of(request.user, Term, "seat__body__strategy").filter(seat__body=found)
    held = fetch(request.user, "piloting.change_bodies", terms, pk=pk)
    form = EndForm(request.POST or None)

    def act() -> None:
        actions.end_term(actor=request.user, term=held, on=form.cleaned_data["ends"])

    if carried_out(request, form, act, _("The term ends on that day.")):
        return to_body(found)
    return form_page(request, form, title=_("When does this term end?"), body=found, lead=str(held.person))
