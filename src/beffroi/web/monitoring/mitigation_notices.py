"""What people are told about mitigations; called inside actions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.notifications import declare, notify

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.monitoring.models import Mitigation

KINDS = {
    "proposed": _("A mitigation is proposed for a strategy that you lead"),
    "decided": _("A mitigation that monitoring proposed is decided"),
}

for _kind, _label in KINDS.items():
    declare(f"monitoring.{_kind}", _label, f"monitoring/notices/{_kind}.txt")


def tell_proposed(found: "Mitigation", node: "Node", people: Iterable[Any]) -> None:
    """Who leads the strategy hears that something waits for a decision."""
    _tell("proposed", found, node, people)


def tell_decided(found: "Mitigation", node: "Node", people: Iterable[Any]) -> None:
    """The M&E officers hear what was decided."""
    _tell("decided", found, node, people)


def _tell(kind: str, found: "Mitigation", node: "Node", people: Iterable[Any]) -> None:
    link = reverse("monitoring:mitigation", kwargs={"slug": found.strategy.slug, "key": node.item.key})
    context = {"node": node, "mitigation": found}
    notify(to=people, kind=f"monitoring.{kind}", context=context, key=f"{found.pk}-{found.state}", link=link)
