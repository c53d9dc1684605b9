"""Mandates: what is a body asked to do, and who agreed?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.bodies import AgreementForm, MandateForm
from beffroi.web.piloting.models import Mandate, Party
from beffroi.web.piloting.queries import visible_mandates
from beffroi.web.piloting.states import OPEN
from beffroi.web.piloting.views.asking import form_page, may, of_code, the_body
from beffroi.web.piloting.wording import mandate_words, steps_of, text_differences


def _the_mandate(request: HttpRequest, slug: str, code: str, number: int, permission: str) -> Mandate:
    seen = visible_mandates(request.user).prefetch_related("parties")
    place = {"body__strategy__slug": slug, "number": number}
    return of_code(request.user, slug, code, lambda now: fetch(request.user, permission, seen, body__code=now, **place))


def _to_mandate(mandate: Mandate) -> HttpResponse:
    body = mandate.body
    return redirect("piloting:mandate", slug=body.strategy.slug, code=body.code, number=mandate.number)


@requires("piloting.view_piloting")
def page(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """What is this body asked to do?"""
    mandate = _the_mandate(request, slug, code, number, "piloting.view_piloting")
    context = {
        "strategy": mandate.body.strategy,
        "body": mandate.body,
        "mandate": mandate,
        "answer": mandate_words(mandate),
        "versions": mandate.body.mandates.all(),
        "differences": text_differences(mandate),
        "steps": steps_of(mandate),
        "is_open": mandate.state in OPEN,
        "may_change": may(request, "change_bodies", mandate),
    }
    return render(request, "piloting/mandate.html", context)


@requires("piloting.change_bodies")
@once
@require_POST
def start(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Start a new version."""
    body = the_body(request, slug, code, "piloting.change_bodies")
    tried(request, lambda: actions.start_mandate(actor=request.user, body=body), _("A new version is open."))
    newest = body.mandates.first()
    return _to_mandate(newest) if newest else redirect("piloting:body", slug=slug, code=body.code)


@requires("piloting.change_bodies")
@once
def edit(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Write a version."""
    mandate = _the_mandate(request, slug, code, number, "piloting.change_bodies")
    form = MandateForm(request.POST or None, mandate=mandate)

    def act() -> None:
        texts: dict[str, Any] = {name: form.texts(name) for name in ("text", "tasks")}
        said = {name: form.cleaned_data[name] for name in ("parties", "seen")}
        actions.change_mandate(actor=request.user, mandate=mandate, **(texts | said))

    def fresh() -> MandateForm:
        return MandateForm(mandate=_the_mandate(request, slug, code, number, "piloting.change_bodies"))

    if carried_out(request, form, act, _("The mandate is saved."), fresh):
        return _to_mandate(mandate)
    return form_page(request, form, title=_("What is this body asked to do?"), body=mandate.body)


@requires("piloting.change_bodies")
@once
@require_POST
def step(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """Take it a step further."""
    mandate = _the_mandate(request, slug, code, number, "piloting.change_bodies")
    wanted = request.POST.get("step", "")
    act = lambda: actions.step_mandate(actor=request.user, mandate=mandate, step=wanted)  # noqa: E731
    tried(request, act, _("The mandate is a step further."))
    return _to_mandate(mandate)


@requires("piloting.change_bodies")
@once
def agree(request: HttpRequest, slug: str, code: str, number: int, pk: int) -> HttpResponse:
    """Enter that a party agreed."""
    mandate = _the_mandate(request, slug, code, number, "piloting.change_bodies")
    party = get_object_or_404(Party, mandate=mandate, pk=pk)
    form = AgreementForm(request.POST or None)

    def act() -> None:
        actions.agree_mandate(actor=request.user, party=party, **form.cleaned_data)

    if carried_out(request, form, act, _("The agreement is entered.")):
        return _to_mandate(mandate)
    return form_page(request, form, title=_("Who signed, and when?"), body=mandate.body, lead=party.name)
