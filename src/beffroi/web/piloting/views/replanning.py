"""New dates for an action: what they move is shown before anything is saved."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.roadmap import ReplanForm
from beffroi.web.piloting.queries.meetings import decisions_taken
from beffroi.web.piloting.queries.roadmap import moves_of
from beffroi.web.piloting.views.asking import the_strategy
from beffroi.web.piloting.views.roadmap_actions import CHANGE, the_view

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.analytics.planning.replan import Move


@requires(CHANGE)
@once
def replan(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Show what new dates of an action move; then save just that."""
    strategy = the_strategy(request, slug, CHANGE)
    view = the_view(strategy, key, whole=False)
    form = ReplanForm(request.POST or None, decisions=decisions_taken(strategy))
    moves = _moves(form, view) if request.method == "POST" and form.is_valid() else None

    def act() -> None:
        actions.replan(
            actor=request.user, strategy=strategy, changes={view.row.code: form.change()}, expected=moves,
            reason=form.cleaned_data["reason"], decision=form.decided_by(),
            with_successors=form.cleaned_data["with_successors"],
        )  # fmt: skip

    is_seen = moves is not None and form.cleaned_data.get("shown") == seal(moves)
    if is_seen and carried_out(request, form, act, _("The roadmap is replanned.")):
        return redirect("piloting:action", slug=slug, key=key)
    titles = {row.code: row.node for row in view.roadmap.rows}
    shown = [(titles.get(move.action), move) for move in moves or ()]
    context = {"strategy": strategy, "view": view, "form": form, "moves": None if moves is None else shown}
    context |= {"seal": seal(moves) if moves else "", "today": timezone.localdate()}
    return render(request, "piloting/replan.html", context)


def seal(moves: "tuple[Move, ...]") -> str:
    """A short sign of what was shown, so that nothing else is saved."""
    return sha256(repr(moves).encode()).hexdigest()


def _moves(form: ReplanForm, view: Any) -> "tuple[Move, ...] | None":
    """What the new dates move, or None with the reason at the form."""
    try:
        return moves_of(view.roadmap.plan, {view.row.code: form.change()}, form.cleaned_data["with_successors"])
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
        form.add_error(None, error if known else ValidationError(error.messages))
        return None
