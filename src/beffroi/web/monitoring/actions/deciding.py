"""The write of piloting about a mitigation: decided at a meeting or in writing, with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.chain.actions import add_link
from beffroi.web.chain.queries import node_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.monitoring.mitigation_notices import tell_decided
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.models import Mitigation
from beffroi.web.monitoring.queries.alerts import officers_of
from beffroi.web.monitoring.queries.mitigations import space_of
from beffroi.web.piloting.actions import decide, decide_in_writing
from beffroi.web.piloting.queries.bodies import piloting_body
from beffroi.web.piloting.queries.decisions import actions_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.piloting.models import Body, Decision, Meeting

Texts = Mapping[str, str]
DECIDE = "monitoring.decide_mitigation"


@dataclass(frozen=True)
class Carrying:
    """Who carries an accepted mitigation out, and from when to when."""

    body: "Body"
    start: date | None = None
    end: date | None = None


@action
def decide_mitigation(
    *,
    actor: Any,
    mitigation: Mitigation,
    reasons: Texts,
    carrying: Carrying | None = None,
    meeting: "Meeting | None" = None,
) -> Mitigation:
    """Accept a mitigation, which makes it an action in the same transaction, or reject it; both with reasons.

    Parameters
    ----------
    actor : Person or None
    mitigation : Mitigation
        one that waits for a decision.
    reasons : mapping
        language → text.
    carrying : Carrying, optional
        of an accepted one; without it, it is rejected.
    meeting : Meeting, optional
        of a body that pilots, at which it was decided; without one it was decided in writing by the body that leads.

    """
    found = lock(mitigation)
    if actor is not None:
        permit(actor, DECIDE, found)
    if found.state != S.PROPOSED:
        raise ValidationError(_("This was decided or taken back meanwhile; it stays as it is."))
    node = node_of([space_of(found.strategy)], found.item)
    if node is None:
        raise ValidationError(_("This was removed meanwhile."))
    made = _decision(actor, found, node, reasons, carrying, meeting)
    add_link(actor=actor, space=space_of(found.strategy), kind="decided_by", source=found.item, target=made.item)
    with audited(actor, "accepted a mitigation" if carrying else "rejected a mitigation", found):
        if carrying:
            found.accept()
            found.action = actions_of(made)[0]
        else:
            found.reject()
        found.decision, found.decided_by, found.reasons = made, actor, dict(reasons)
        found.save()
    tell_decided(found, node, officers_of(found.strategy))
    return found


def _decision(
    actor: Any, found: Mitigation, node: "Node", reasons: Texts, carrying: Carrying | None, meeting: "Meeting | None"
) -> "Decision":
    """The decision among the others of the body, with the action that carries it out."""
    wanted = None
    if carrying is not None:
        wanted = {"title": node.title, "start": carrying.start, "end": carrying.end, "body": carrying.body}
        if carrying.body.strategy_id != found.strategy_id:
            raise ValidationError({"body": _("Choose a body of this strategy.")})
    title = {language: _titled(text, language, carrying is not None) for language, text in node.title.items()}
    if meeting is None:
        body = piloting_body(found.strategy)
        if body is None:
            raise ValidationError(_("No body pilots this strategy yet; enter one first."))
        return decide_in_writing(actor=actor, body=body, title=title, reasons=reasons, new_action=wanted)
    if meeting.body.strategy_id != found.strategy_id or meeting.body.function != "piloting":
        raise ValidationError({"meeting": _("Choose a meeting of a body that pilots this strategy.")})
    return decide(actor=actor, meeting=meeting, title=title, reasons=reasons, new_action=wanted)


def _titled(text: str, language: str, is_accepted: bool) -> str:
    """What was decided, as the minutes say it in each language."""
    with override(language):
        said = _("Accepted: %(what)s") if is_accepted else _("Rejected: %(what)s")
        return (said % {"what": text})[:200]
