"""What every write of the chain asks first, and the faults that it answers with."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.models import Node, Space
from beffroi.web.core.access import permit
from beffroi.web.core.actions import lock


class Outdated(ValidationError):
    """Somebody else changed the element meanwhile; `current` is what stands now."""

    def __init__(self, current: Node) -> None:
        super().__init__(_("Somebody changed this element meanwhile; compare both and choose."), code="outdated")
        self.current = current


class StillNeeded(ValidationError):
    """Others rest on the element; `needed_by` lists them."""

    def __init__(self, needed_by: list[Node]) -> None:
        names = ", ".join(f"{node.code} {node}".strip() for node in needed_by)
        super().__init__(
            _("Others rest on this element: %(names)s. Remove or move those links first.") % {"names": names},
            code="needed",
        )
        self.needed_by = needed_by


def open_space(actor: Any, space: Space, permission: str) -> Space:
    """A space locked for writing: refused if it is frozen or the actor lacks the permission."""
    space = lock(space)
    if actor is not None:
        permit(actor, permission, space)
    if space.is_frozen:
        raise ValidationError(
            _("A published version is never changed; start a new version and change that."), code="frozen"
        )
    Space.objects.filter(pk=space.pk).update(changes=F("changes") + 1)
    space.changes += 1
    return space


def node_kind(name: str) -> kinds.NodeKind:
    """A registered kind of node; what nobody registered cannot be written."""
    if name not in kinds.NODES:
        raise PermissionDenied(_("There is no such kind of element."))
    return kinds.NODES[name]


def link_kind(name: str) -> kinds.LinkKind:
    """A registered kind of link."""
    if name not in kinds.LINKS:
        raise PermissionDenied(_("There is no such kind of link."))
    return kinds.LINKS[name]
