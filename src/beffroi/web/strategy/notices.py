"""What people are told about elements of a strategy; called inside actions. A notice names no person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.queries import holders
from beffroi.web.core.notifications import declare, notify
from beffroi.web.strategy.models import ChangeRequest, Comment, Strategy
from beffroi.web.strategy.permissions import strategy_scope

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

KINDS = {
    "commented": _("Somebody commented on a strategy that you manage"),
    "requested": _("Somebody asks for a change in a strategy that you manage"),
    "decided": _("Your request for a change was decided"),
    "revised": _("Evidence of a strategy that you manage was revised"),
    "rested": _("Evidence on which an action of yours rests was revised"),
}
for _kind, _label in KINDS.items():
    declare(f"strategy.{_kind}", _label, f"strategy/notices/{_kind}.txt")


def managers(strategy: Strategy) -> list[Any]:
    """Who manages a strategy today."""
    return list(holders("co_manager", *strategy_scope(strategy)))


def _page(strategy: Strategy, key: Any) -> str:
    return reverse("strategy:element", kwargs={"slug": strategy.slug, "key": key})


def tell_commented(actor: Any, said: Comment, node: "Node") -> None:
    """Managers hear of a comment, but nobody of their own."""
    people = [one for one in managers(said.strategy) if one.pk != actor.pk]
    context = {"strategy": said.strategy, "node": node}
    link = _page(said.strategy, node.item.key)
    notify(to=people, kind="strategy.commented", context=context, key=str(said.pk), link=link)


def tell_requested(actor: Any, asked: ChangeRequest, node: "Node") -> None:
    """Managers hear of a request."""
    people = [one for one in managers(asked.strategy) if one.pk != actor.pk]
    link = reverse("strategy:request", kwargs={"slug": asked.strategy.slug, "pk": asked.pk})
    context = {"strategy": asked.strategy, "node": node}
    notify(to=people, kind="strategy.requested", context=context, key=str(asked.pk), link=link)


def tell_decided(asked: ChangeRequest, node: "Node") -> None:
    """The author hears what was decided and why."""
    context = {"asked": asked, "node": node, "accepted": asked.state == ChangeRequest.State.ACCEPTED}
    link = reverse("strategy:request", kwargs={"slug": asked.strategy.slug, "pk": asked.pk})
    notify(to=asked.author, kind="strategy.decided", context=context, key=str(asked.pk), link=link)


def tell_revised(strategy: Strategy, pin: Any, digest: str, many: int, owners: Sequence[Any] = ()) -> None:
    """Managers hear once of each revision of a pin, and so do the owners of what rests on it."""
    context = {"strategy": strategy, "pin": pin, "many": many}
    link = reverse("strategy:check", kwargs={"slug": strategy.slug})
    key = f"{strategy.pk}:{pin.key}:{digest[:16]}"
    notify(to=managers(strategy), kind="strategy.revised", context=context, key=key, link=link)
    others = [one for one in owners if one not in managers(strategy)]
    notify(to=others, kind="strategy.rested", context=context, key=key, link=reverse("piloting:my_actions"))
