"""Communication that does not flow as agreed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from beffroi.web.core.permissions import allows
from beffroi.web.core.waiting import Asked, Signal, Status, Wait, most, stands, waits
from beffroi.web.piloting.queries.flows import FlowView, flows_of
from beffroi.web.piloting.waiting.reading import SHOWN, address, is_inside
from beffroi.web.piloting.wording import flows_words

BY_HAND = "noted"
TOLD_ELSEWHERE = frozenset({"minutes"})
"""Checks of which the meeting itself says what is still to be done."""


def _flows(asked: Asked) -> list[FlowView]:
    return asked.once("piloting.flows", lambda: flows_of(asked.of, asked.today) if is_inside(asked) else [])


@waits
def missing(asked: Asked) -> Iterable[Wait]:
    """Information that was due, or is due within days, and has not come."""
    if not allows(asked.user, "piloting.note_flow", asked.of):
        return
    open_ones = [
        (due, view)
        for view in _flows(asked)
        if view.flow.proof not in TOLD_ELSEWHERE
        and (due := next((one for one in view.dues if one.came is None and one.standing(asked.today) != "none"), None))
    ]
    shown, rest = most(sorted(open_ones, key=lambda one: one[0].due), SHOWN)
    for due, view in shown:
        by_hand = view.flow.proof == BY_HAND
        url = address(asked, "note_flow", key=view.flow.key) if by_hand else address(asked, "communication")
        step = _("Note that it was sent") if by_hand else _("See what is missing")
        note = _("From %(sender)s; about: %(about)s.") % {"sender": view.flow.sender, "about": due.about}
        yield Wait(
            _("Communication"), str(view.flow), url, step, note=note, until=due.due, others=str(view.flow.recipient),
        )  # fmt: skip
    if rest:
        yield Wait(_("Communication"), _("More information is due"), address(asked, "communication"), _("See all"))


@stands
def flowing(asked: Asked) -> Iterable[Signal]:
    """Whether information flows as agreed."""
    if not is_inside(asked):
        return
    views = _flows(asked)
    broken = sum(view.standing == "off" for view in views)
    status: Status = (
        "none" if not views else "watch" if broken or any(view.standing == "risk" for view in views) else "ok"
    )
    yield Signal(_("Communication"), status, flows_words(views), address(asked, "communication"), broken)
