"""Who reads a space: everybody a public one; the others who holds a role for the site or for what the space belongs to.

Who writes is asked of the permission that each kind names (`kinds`), never here.
"""

from typing import Any

from django.db.models import Q

from beffroi.web.accounts.permissions import roles_of
from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.core.permissions import Predicate, anybody, predicate

INSIDERS = frozenset({"administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser", "reader"})
"""Roles whose holders read what is not published of what they hold the role for."""


@predicate
def reads_space(user: Any, of: Any = None) -> bool:
    """The space (or that of the node, link or evidence) is public, or the person holds a role for it or the site."""
    space = of.space if isinstance(of, Node | Link | Evidence) else of
    return isinstance(space, Space) and (space.is_public or _is_inside(user, space))


def _is_inside(user: Any, space: Space) -> bool:
    return any(
        held.role in INSIDERS
        and (
            held.scope_type is None or (held.scope_type == space.owner_type_id and held.scope_id == str(space.owner_id))
        )
        for held in roles_of(user)
    )


def readable(user: Any) -> Q:
    """The spaces that a person reads, as a condition on `Space`; tested against `reads_space`."""
    held = [one for one in roles_of(user) if one.role in INSIDERS]
    if any(one.scope_type is None for one in held):
        return Q()
    scoped = Q(is_public=True)
    for one in held:
        if one.scope_id.isdigit():
            scoped |= Q(owner_type=one.scope_type, owner_id=int(one.scope_id))
    return scoped


PERMISSIONS: dict[str, Predicate] = {
    "browse": anybody,
    "view_space": reads_space,
}
