"""What came of a meeting: who was there, what was said."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.meetings import AddendumForm, HoldForm, MinutesForm
from beffroi.web.piloting.queries.meetings import who_may_come
from beffroi.web.piloting.views.asking import form_page
from beffroi.web.piloting.views.meetings import LEADS, the_meeting, to_meeting

STEPS = {"circulate": actions.circulate_minutes, "approve": actions.approve_minutes}


@requires(LEADS)
@once
def hold(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Enter that a meeting was held, and who was there."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = HoldForm(request.POST or None, people=who_may_come(meeting))

    def act() -> None:
        actions.hold_meeting(actor=request.user, meeting=meeting, present=set(form.cleaned_data["present"]))

    if carried_out(request, form, act, _("The meeting is entered as held.")):
        return to_meeting(meeting)
    return form_page(request, form, title=_("Who was there?"), body=meeting.body, lead=str(meeting))


@requires(LEADS)
@once
def write(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write the minutes."""
    meeting = the_meeting(request, slug, key, LEADS)

    def opened(data: Any = None) -> MinutesForm:
        meeting.refresh_from_db()
        return MinutesForm(data, meeting=meeting, points=list(meeting.agenda.all()))

    form = opened(request.POST or None)

    def act() -> None:
        said = {"minutes": form.minutes(), "points": form.by_point(), "seen": form.cleaned_data["seen"]}
        actions.write_minutes(actor=request.user, meeting=meeting, **said)

    if carried_out(request, form, act, _("The minutes are saved as a draft."), opened):
        return to_meeting(meeting)
    return form_page(request, form, title=_("What was said?"), body=meeting.body, lead=str(meeting))


@requires(LEADS)
@require_POST
@once
def step(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Circulate or approve the minutes."""
    meeting = the_meeting(request, slug, key, LEADS)
    act = STEPS.get(request.POST.get("step", ""), actions.circulate_minutes)
    tried(request, lambda: act(actor=request.user, meeting=meeting), _("The minutes are a step further."))
    return to_meeting(meeting)


@requires(LEADS)
@once
def correct(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Add a correction to approved minutes."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = AddendumForm(request.POST or None)

    def act() -> None:
        actions.add_addendum(actor=request.user, meeting=meeting, text=form.texts("text"))

    if carried_out(request, form, act, _("The correction stands below the minutes.")):
        return to_meeting(meeting)
    return form_page(request, form, title=_("What is to be corrected?"), body=meeting.body, lead=str(meeting))
