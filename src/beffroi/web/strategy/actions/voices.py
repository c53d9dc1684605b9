"""Comments, and requests for a change: made by anybody signed in, decided by co-managers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import change_node
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.strategy import notices
from beffroi.web.strategy.models import ChangeRequest, Comment, Strategy

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

State = ChangeRequest.State


@action
def comment(*, actor: Any, strategy: Strategy, node: "Node", text: str) -> Comment:
    """Say something of an element."""
    permit(actor, "strategy.comment", strategy)
    said = Comment(strategy=strategy, item=node.item, author=actor, language=get_language() or "en", text=text.strip())
    with audited(actor, "commented", said):
        said.save()
    notices.tell_commented(actor, said, node)
    return said


@action
def withdraw_comment(*, actor: Any, comment: Comment) -> Comment:
    """Take a comment back; its place says so."""
    comment = lock(comment)
    permit(actor, "strategy.withdraw_comment", comment)
    with audited(actor, "withdrew", comment):
        comment.text, comment.withdrawn_at = "", timezone.now()
        comment.save()
    return comment


@action
def request_change(
    *, actor: Any, strategy: Strategy, node: "Node", text: str, proposed: Mapping[str, Any], revision: int
) -> ChangeRequest:
    """Ask that an element say something else."""
    permit(actor, "strategy.request_change", strategy)
    if not proposed:
        raise ValidationError(_("Nothing differs from what stands; change the text that you want changed."))
    asked = ChangeRequest(
        strategy=strategy, item=node.item, author=actor, language=get_language() or "en", text=text.strip(),
        proposed=dict(proposed), base_revision=revision,
    )  # fmt: skip
    with audited(actor, "requested a change", asked):
        asked.save()
    notices.tell_requested(actor, asked, node)
    return asked


@action
def withdraw_request(*, actor: Any, asked: ChangeRequest) -> ChangeRequest:
    """Take a request back before it is decided."""
    asked = lock(asked)
    permit(actor, "strategy.withdraw_request", asked)
    with audited(actor, "withdrew", asked):
        asked.state = State.WITHDRAWN
        asked.save()
    return asked


@action
def accept_request(*, actor: Any, asked: ChangeRequest, node: "Node", revision: int, reason: str) -> ChangeRequest:
    """Apply a request to the element as it was seen (`Outdated` if it changed since); its author stays named."""
    asked = lock(asked)
    _require_open(actor, asked)
    change_node(
        actor=actor, node=node, revision=revision, details=node.details,
        title={**node.title, **asked.proposed.get("title", {})},
        text={**node.text, **asked.proposed.get("text", {})},
    )  # fmt: skip
    record(actor, "accepted the request", node, after={"proposed_by": str(asked.author.key)})
    return _decided(actor, asked, node, State.ACCEPTED, reason)


@action
def decline_request(*, actor: Any, asked: ChangeRequest, node: "Node", reason: str) -> ChangeRequest:
    """Leave the element as it is, and say why."""
    asked = lock(asked)
    _require_open(actor, asked)
    return _decided(actor, asked, node, State.DECLINED, reason)


def _require_open(actor: Any, asked: ChangeRequest) -> None:
    if asked.state != State.OPEN:
        raise ValidationError(_("This request was decided or withdrawn already."), code="decided")
    permit(actor, "strategy.decide_request", asked)


def _decided(actor: Any, asked: ChangeRequest, node: "Node", state: str, reason: str) -> ChangeRequest:
    with audited(actor, "accepted the request" if state == State.ACCEPTED else "declined the request", asked):
        asked.state, asked.reason = state, reason.strip()
        asked.decided_by, asked.decided_at = actor, timezone.now()
        asked.save()
    notices.tell_decided(asked, node)
    return asked
