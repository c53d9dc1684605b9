"""Sentences of piloting, made from what is there."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beffroi.web.chain.queries import in_language
from beffroi.web.core.french import listed
from beffroi.web.piloting.models import Flow, Mandate, Meeting
from beffroi.web.piloting.queries.bodies import BodyView
from beffroi.web.piloting.queries.flows import FlowView
from beffroi.web.piloting.queries.meetings import Meetings
from beffroi.web.piloting.queries.responsibilities import Matrix
from beffroi.web.piloting.queries.risks import RiskView
from beffroi.web.piloting.rules import Piece, Quorum, differences
from beffroi.web.piloting.states import STEPS, MandateState


def alive_words(views: Sequence[BodyView]) -> str:
    """Whether the bodies of a strategy are alive: seats held, cadences kept."""
    if not views:
        return _("Nobody yet: no body is entered.")
    seats, held = sum(view.wanted for view in views), sum(view.filled for view in views)
    said = [
        ngettext("One body", "%(number)s bodies", len(views)) % {"number": len(views)},
        _("%(held)s of %(seats)s seats held") % {"held": held, "seats": seats},
    ]
    late = [str(view.body) for view in views if view.cadence.standing == "off"]
    near = [str(view.body) for view in views if view.cadence.standing == "risk"]
    if late:
        said.append(_("overdue to meet: %(bodies)s") % {"bodies": ", ".join(late)})
    if near:
        said.append(_("about to miss a meeting: %(bodies)s") % {"bodies": ", ".join(near)})
    if not late and not near:
        said.append(_("no meeting is overdue"))
    return listed(said) + "."


def body_words(view: BodyView) -> str:
    """Seats held, and the next meeting against the cadence."""
    seats = _("%(held)s of %(seats)s seats are held; ") % {"held": view.filled, "seats": view.wanted}
    due = date_format(view.cadence.due, "j F Y") if view.cadence.due else ""
    words = {
        "none": _("no cadence is set."),
        "ok": _("its cadence is kept: it has to meet by %(day)s."),
        "risk": _("its cadence is about to break: it has to meet by %(day)s, and no meeting is planned by then."),
        "off": _("its cadence is broken: it had to meet by %(day)s."),
    }[view.cadence.standing]
    return seats + words % {"day": due}


def risks_words(views: Sequence[RiskView]) -> str:
    """How many risks are watched, which is worst, and what waits to be looked at again."""
    watched = [view for view in views if view.is_open]
    if not watched:
        return _("No risk is watched.")
    said = [ngettext("One risk is watched", "%(number)s risks are watched", len(watched)) % {"number": len(watched)}]
    rated = [(view.before.score, view) for view in watched if view.before is not None]
    if rated:
        score, worst = max(rated, key=lambda one: one[0])
        said.append(
            _("the worst is %(code)s “%(title)s” (%(score)s of 25)")
            % {"code": worst.node.code, "title": worst.node, "score": score}
        )
    if missing := len(watched) - len(rated):
        said.append(ngettext("one is not rated yet", "%(number)s are not rated yet", missing) % {"number": missing})
    if late := sum(view.is_overdue for view in watched):
        said.append(ngettext("one is overdue for review", "%(number)s are overdue for review", late) % {"number": late})
    return listed(said) + "."


FAULTS = {
    "none_accountable": gettext_lazy("nobody is accountable"),
    "several_accountable": gettext_lazy("more than one is accountable"),
    "nobody_responsible": gettext_lazy("nobody is responsible"),
}


def matrix_words(matrix: Matrix) -> str:
    """Whether each action has exactly one who is accountable, and somebody who does it."""
    if not matrix.rows:
        return _("Nobody yet: no action is entered.")
    if not matrix.faulty:
        return _("Every action has exactly one who is accountable, and somebody who is responsible.")
    found = ngettext(
        "%(faulty)s of %(all)s actions has a gap or a double", "%(faulty)s of %(all)s actions have a gap or a double",
        matrix.faulty,
    )  # fmt: skip
    said = [found % {"faulty": matrix.faulty, "all": len(matrix.rows)}]
    for fault, words in FAULTS.items():
        codes = [row.node.code for row in matrix.rows if fault in row.faults]
        if codes:
            more = _(" and %(many)s more") % {"many": len(codes) - 6} if len(codes) > 6 else ""
            said.append(f"{words}: {', '.join(codes[:6])}{more}")
    return listed(said) + "."


def flows_words(views: Sequence[FlowView]) -> str:
    """Whether information flows as agreed."""
    if not views:
        return _("Nothing is agreed yet.")
    kept, settled = sum(view.kept for view in views), sum(view.settled for view in views)
    flows = ngettext("One flow is agreed", "%(many)s flows are agreed", len(views)) % {"many": len(views)}
    if not settled:
        return _("%(flows)s; nothing was due yet.") % {"flows": flows}
    said = _("%(flows)s; in the last twelve months information came in time %(kept)s times of %(settled)s.") % {
        "flows": flows, "kept": kept, "settled": settled,
    }  # fmt: skip
    broken = [str(view.flow) for view in views if view.standing == "off"]
    return said + (" " + _("Not kept last time: %(names)s.") % {"names": ", ".join(broken)} if broken else "")


def rhythm_words(flow: Flow) -> str:
    """When information of a flow is due."""
    days = ngettext("one day", "%(many)s days", flow.days) % {"many": flow.days}
    if flow.proof == "minutes":
        return _("within %(days)s after each meeting") % {"days": days}
    if flow.proof == "invitation":
        return _("%(days)s before each meeting") % {"days": days}
    if flow.every_weeks:
        weeks = ngettext("every week", "every %(many)s weeks", flow.every_weeks) % {"many": flow.every_weeks}
        return _("%(weeks)s, within %(days)s") % {"weeks": weeks, "days": days}
    return _("within %(days)s") % {"days": days}


def mandate_words(mandate: Mandate) -> str:
    """How far it is, and who still has to agree."""
    state = str(mandate.get_state_display())
    waiting = [party.name for party in mandate.parties.all() if party.agreed_on is None]
    if mandate.state == MandateState.FINAL:
        names = ", ".join(waiting)
        return _("Version %(number)s is final; still to agree: %(names)s.") % {
            "number": mandate.number, "names": names,
        }  # fmt: skip
    return _("Version %(number)s: %(state)s.") % {"number": mandate.number, "state": state.lower()}


def text_differences(mandate: Mandate) -> list[Piece]:
    """What a version says differently from the one it is based on, in the language of the page."""
    if mandate.based_on is None:
        return []
    return differences(_whole(mandate.based_on), _whole(mandate))


def _whole(mandate: Mandate) -> str:
    return in_language(mandate.text) + "\n" + in_language(mandate.tasks)


FROM = {"draft": ("fine_tune",), "fine_tuned": ("finalise",), "final": ("reopen",)}


def steps_of(mandate: Mandate) -> list[tuple[str, Promise | str]]:
    """The steps that can be taken now, with their words."""
    return [(step, STEPS[step]) for step in FROM.get(mandate.state, ())]


def meetings_words(found: Meetings) -> str:
    """What is coming, and what still has to be entered."""
    said = _("No meeting is planned.")
    if found.coming:
        first = found.coming[0]
        said = _("%(body)s meets next, on %(day)s.") % {
            "body": first.body, "day": date_format(timezone.localtime(first.starts_at), "j F Y"),
        }  # fmt: skip
    if found.to_be_minuted:
        many = len(found.to_be_minuted)
        said += " " + ngettext(
            "One meeting has passed and is not entered yet.", "%(many)s meetings have passed and are not entered yet.",
            many,
        ) % {"many": many}  # fmt: skip
    return said


def meeting_words(meeting: Meeting, reached: Quorum) -> str:
    """Where the meeting stands."""
    day = date_format(timezone.localtime(meeting.starts_at), "j F Y, H:i")
    if meeting.state == Meeting.State.CANCELLED:
        return _("Called off: %(reason)s") % {"reason": meeting.cancelled_because}
    if meeting.state == Meeting.State.HELD:
        words = (
            _("Held on %(day)s; the quorum was reached: %(present)s present, %(needed)s needed.")
            if reached.is_met
            else _(
                "Held on %(day)s without a quorum (%(present)s present, %(needed)s needed): it counts for no cadence "
                "and decides nothing."
            )
        )
        return words % {"day": day, "present": reached.present, "needed": reached.needed}
    if meeting.state == Meeting.State.INVITED:
        return _("The members are invited for %(day)s.") % {"day": day}
    return _("Planned for %(day)s; the members are not invited yet.") % {"day": day}
