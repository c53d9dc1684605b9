"""What came of a meeting: who was there, what was said, what was decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.analytics.errors import InputError
from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import requires
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.meetings import AddendumForm, DecisionForm, HoldForm, MinutesForm
from beffroi.web.piloting.models import Meeting
from beffroi.web.piloting.queries import visible_bodies
from beffroi.web.piloting.queries.meetings import attendance_of, moves_of, open_actions, titles
from beffroi.web.piloting.views.asking import carried_out, form_page, tried
from beffroi.web.piloting.views.meetings import LEADS, the_meeting, to_meeting

STEPS = {"circulate": actions.circulate_minutes, "approve": actions.approve_minutes}


@requires(LEADS)
@once
def hold(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Enter that a meeting was held, and who was there."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = HoldForm(request.POST or None, people=[one.person for one in attendance_of(meeting)])

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
    form = MinutesForm(request.POST or None, meeting=meeting, points=list(meeting.agenda.all()))

    def act() -> None:
        actions.write_minutes(actor=request.user, meeting=meeting, minutes=form.minutes(), points=form.by_point())

    if carried_out(request, form, act, _("The minutes are saved as a draft.")):
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


@requires("piloting.decide")
@once
def decide(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Record a decision; `show` says first what it moves."""
    meeting = the_meeting(request, slug, key, "piloting.decide")
    form = _decision_form(request, meeting)
    shown = "show" in request.POST and form.is_valid()

    def act() -> None:
        actions.decide(actor=request.user, meeting=meeting, **form.decided())

    if "show" not in request.POST and carried_out(request, form, act, _("The decision is entered.")):
        return to_meeting(meeting)
    moves = _moves(form, meeting) if shown else None
    return form_page(request, form, title=_("What was decided?"), body=meeting.body, shows=True, moves=moves)


def _decision_form(request: HttpRequest, meeting: Meeting) -> DecisionForm:
    strategy = meeting.body.strategy
    bodies = visible_bodies(request.user).filter(strategy=strategy)
    on_agenda = set(meeting.agenda.filter(kind="action").values_list("item_id", flat=True))
    found = list(open_actions(strategy).filter(item__in=on_agenda))
    named = titles(strategy, on_agenda)
    listed = [(one, in_language(named.get(one.item_id, {}))) for one in found]
    return DecisionForm(request.POST or None, bodies=bodies, actions=listed)


def _moves(form: DecisionForm, meeting: Meeting) -> list[tuple[str, Any]]:
    """What would move, with the names of the actions."""
    try:
        moves = moves_of(meeting.body.strategy, form.dates())
    except InputError as error:
        form.add_error(None, str(error))
        return []
    named = titles(meeting.body.strategy, [int(move.action) for move in moves])
    return [(in_language(named.get(int(move.action), {})), move) for move in moves]
