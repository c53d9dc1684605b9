"""The seven criteria of the enabling condition: what fulfils each, and what is missing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import permit, public, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.enabling import NUMBERS, texts_of
from beffroi.web.strategy.forms.context import ProofForm
from beffroi.web.strategy.queries import criteria as queries
from beffroi.web.strategy.queries import elements
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.views.drafting import status_of, tried

WRITE = "strategy.change_strategy"


@public
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Does the strategy meet the enabling condition?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    found = queries.seven(request.user, place)
    context = {
        "place": place,
        "criteria": found,
        "counts": queries.counted(found),
        "may_write": allows(request.user, WRITE, place.strategy),
        "open": elements.open_place(request.user, place),
    }
    return render(request, "strategy/criteria.html", context)


@signed_in
@once
def name(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name an element that fulfils a criterion."""
    place = _written(request, slug)
    if number not in NUMBERS:
        raise Http404
    form = ProofForm(request.POST or None, choices=queries.nameable(place), languages=place.languages)
    if request.method == "POST" and form.is_valid():
        item, note = queries.item_of(place, form.cleaned_data["element"]), form.note()
        if tried(form, lambda: actions.name_proof(
            actor=request.user, strategy=place.strategy, criterion=number, item=item, note=note
        )):  # fmt: skip
            messages.success(request, _("It is named as proof of the criterion."))
            return redirect(f"{place.address('criteria')}#c{number}")
    context = {"place": place, "form": form, "number": number, "text": in_language(texts_of(number))}
    return render(request, "strategy/proof_form.html", context, status=status_of(form))


@signed_in
@require_POST
@once
def take_away(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Say that an element does not fulfil a criterion after all."""
    place = _written(request, slug)
    actions.take_proof_away(actor=request.user, found=queries.proof_by_pk(place.strategy, number, pk))
    messages.success(request, _("It is no longer named as proof."))
    return redirect(f"{place.address('criteria')}#c{number}")


def _written(request: HttpRequest, slug: str) -> Place:
    """A strategy as it is worked on, for those who write it."""
    place = elements.the_place(request.user, slug)
    permit(request.user, WRITE, place.strategy)
    return elements.open_place(request.user, place) or place
