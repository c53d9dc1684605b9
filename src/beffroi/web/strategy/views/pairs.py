"""Pairs of factors that an author decides on: likely duplicates, and pairings that become directions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.chain import kinds
from beffroi.web.core.access import public, signed_in
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.forms.context import DeclineForm, DirectionForm, MergeForm
from beffroi.web.strategy.queries import elements
from beffroi.web.strategy.queries import pairs as queries
from beffroi.web.strategy.queries.logic import may_write_version
from beffroi.web.strategy.views.drafting import open_draft, status_of, tried


@signed_in
def duplicates(request: HttpRequest, slug: str) -> HttpResponse:
    """Which factors say the same?"""
    place = open_draft(request, slug)
    return render(request, "strategy/duplicates.html", {"place": place, "pairs": queries.duplicates(place)})


@signed_in
@once
def merge(request: HttpRequest, slug: str, kept: UUID, other: UUID) -> HttpResponse:
    """Merge one factor into another, after a look at what moves."""
    place = open_draft(request, slug)
    pair = queries.the_pair(place, kept, other)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: actions.merge_factors(
            actor=request.user, strategy=place.strategy, kept=pair[0], duplicate=pair[1], seen=form.seen()
        )):  # fmt: skip
            messages.success(request, _("The two are one now; nothing that the other said is lost."))
            return redirect(place.address("element", kept))
        pair = queries.the_pair(place, kept, other)
    form.initial = {"kept": pair[0].revision, "other": pair[1].revision}
    shown = {"place": place, "kept": pair[0], "other": pair[1], "preview": queries.preview(place, *pair)}
    return render(request, "strategy/merge.html", {**shown, "form": form}, status=409 if form.errors else 200)


@signed_in
@require_POST
@once
def different(request: HttpRequest, slug: str, one: UUID, other: UUID) -> HttpResponse:
    """Remember that two factors are different."""
    place = open_draft(request, slug)
    pair = queries.the_pair(place, one, other)
    space = place.version.space
    try:
        actions.set_aside(actor=request.user, strategy=place.strategy, space=space, about="duplicate", pair=pair)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("It is remembered: the two are different."))
    return redirect(place.address("duplicates"))


@public
def directions(request: HttpRequest, slug: str) -> HttpResponse:
    """Where do strengths, weaknesses, opportunities and threats point?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    may_write = may_write_version(request.user, place)
    matrix = queries.matrix(place, with_suggestions=may_write)
    context: dict[str, Any] = {
        "place": place, "matrix": matrix, "may_write": may_write, "open": elements.open_place(request.user, place),
        "accepted": sum(one["state"] != "declined" for field in matrix for one in field.directions),
    }  # fmt: skip
    if may_write:
        context |= {"sides": queries.sides(place), "aside": queries.pairings_aside(place)}
    return render(request, "strategy/directions.html", context)


@signed_in
def pair(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a direction for two factors that were chosen."""
    place = open_draft(request, slug)
    sides = queries.sides(place)
    chosen = {side: request.GET.get(side, "") for side in sides}
    if all(chosen[side] in dict(sides[side]) for side in sides):
        return redirect(place.address("direction_accept", **chosen))
    messages.error(request, _("Choose what the region has and what it meets."))
    return redirect(place.address("directions"))


@signed_in
@once
def accept(request: HttpRequest, slug: str, inner: UUID, outer: UUID) -> HttpResponse:
    """Make a strategic direction of a pair."""
    place = open_draft(request, slug)
    pair = queries.the_pair(place, inner, outer)
    kind = kinds.NODES["direction"]
    form = DirectionForm(request.POST or None, kind=kind, languages=place.languages)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.accept_pairing(
            actor=request.user, strategy=place.strategy, space=place.version.space, inner=pair[0], outer=pair[1],
            said=form.said(),
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("The direction is entered and linked to both. Now link what it directs."))
            return redirect(place.address("element", made.item.key))
    context = {"place": place, "form": form, "inner": pair[0], "outer": pair[1], "kind": kind}
    return render(request, "strategy/direction_form.html", context, status=status_of(form))


@signed_in
@once
def decline(request: HttpRequest, slug: str, inner: UUID, outer: UUID) -> HttpResponse:
    """Remember why a pair points to no direction."""
    place = open_draft(request, slug)
    pair = queries.the_pair(place, inner, outer)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        space, reason = place.version.space, form.cleaned_data["reason"]
        if tried(form, lambda: actions.set_aside(
            actor=request.user, strategy=place.strategy, space=space, about="pairing", pair=pair, reason=reason
        )):  # fmt: skip
            messages.success(request, _("It is remembered, with the reason."))
            return redirect(place.address("directions"))
    context = {"place": place, "form": form, "inner": pair[0], "outer": pair[1]}
    return render(request, "strategy/direction_decline.html", context, status=status_of(form))


@signed_in
@require_POST
@once
def take_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a pair that was set aside among the suggestions again."""
    place = open_draft(request, slug)
    found = queries.aside_by_pk(place.strategy, pk)
    actions.take_up_again(actor=request.user, found=found)
    messages.success(request, _("The pair is suggested again."))
    return redirect(place.address("duplicates" if found.about == "duplicate" else "directions"))
