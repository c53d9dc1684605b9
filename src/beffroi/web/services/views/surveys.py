"""Surveys: the page behind a link, what each side says, and the sending."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from beffroi.web.core.access import public, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.forms.surveys import SurveyForm
from beffroi.web.services.queries.surveys import invited_by, sides
from beffroi.web.services.survey_words import sides_words
from beffroi.web.services.views.pilots import CHANGE, VIEW, the_pilot


@public
@once
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """What do you say of it?"""
    found = invited_by(token)
    if found is None:
        raise Http404
    form = SurveyForm(request.POST or None)

    def act() -> None:
        actions.answer_survey(actor=None, invitation=found, **form.cleaned_data)

    if carried_out(request, form, act, _("Thank you; your answer is kept without your name.")):
        return redirect("services:survey", token=token)
    context = {"form": form, "invitation": found, "is_over": found.pilot.state == "decided"}
    response = render(request, "services/survey.html", context, status=400 if form.errors else 200)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@requires("services.view_pilot")
def results(request: HttpRequest, key: UUID) -> HttpResponse:
    """What does everybody say of it?"""
    found = the_pilot(request, key, VIEW)
    shown = sides(found)
    context = {
        "pilot": found, "sides": shown, "answer": sides_words(shown), "any_words": any(one.words for one in shown),
        "may_send": allows(request.user, CHANGE, found) and found.state in {"assessment", "decision"},
    }  # fmt: skip
    return render(request, "services/pilots/survey.html", context)


@requires("services.change_pilot")
@once
@require_POST
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask everybody who has not been asked yet."""
    found = the_pilot(request, key)
    try:
        many = actions.send_survey(actor=request.user, pilot=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, ngettext("One was asked.", "%(many)s were asked.", many) % {"many": many})
    return redirect("services:survey_results", key=key)
