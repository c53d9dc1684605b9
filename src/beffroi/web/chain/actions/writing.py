"""What every write of the chain asks first, and the faults that it answers with."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.models import Item, Node, Space
from beffroi.web.chain.resting import Rest, resting_on, settled_because
from beffroi.web.core.access import permit
from beffroi.web.core.actions import lock
from beffroi.web.core.french import listed


class Outdated(ValidationError):
    """Somebody else changed the element meanwhile; `current` is what stands now."""

    def __init__(self, current: Node) -> None:
        super().__init__(_("Somebody changed this element meanwhile; compare both and choose."), code="outdated")
        self.current = current


class StillNeeded(ValidationError):
    """Others rest on the element: `needed_by` lists elements, `resting` what else the slices keep of it."""

    def __init__(self, needed_by: list[Node], resting: list[Rest] | None = None) -> None:
        self.needed_by, self.resting = needed_by, resting or []
        if needed_by:
            names = ", ".join(f"{node.code} {node}".strip() for node in needed_by)
            said = _("Others rest on this element: %(names)s. Remove or move those links first.")
        else:
            names = listed(map(str, self.resting))
            said = _("This element stays, as more rests on it: %(names)s.")
        super().__init__(said % {"names": names}, code="needed")


class Settled(ValidationError):
    """What the element says is settled and never changes any more."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, code="settled")


def require_unsettled(item: Item) -> None:
    """Refuse to change or remove what is settled."""
    if reason := settled_because(item):
        raise Settled(reason)


def require_nothing_rests(node: Node, needed_by: list[Node] | None = None) -> None:
    """Refuse to take an element away while other elements or things of the slices rest on it."""
    resting = resting_on(node.item)
    if needed_by or resting:
        raise StillNeeded(needed_by or [], resting)


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
