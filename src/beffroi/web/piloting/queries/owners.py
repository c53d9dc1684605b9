"""Who owns actions: the people in the seats of bodies, and those who act for organisations."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from beffroi.web.accounts.queries import representatives_of
from beffroi.web.chain.queries import owners
from beffroi.web.piloting.models import Action, Responsibility
from beffroi.web.piloting.permissions import OWNING
from beffroi.web.piloting.queries.bodies import people_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

OVER = (Action.State.DONE, Action.State.CANCELLED)


def people_who_own(actions: "Iterable[Action]") -> list[Any]:
    """The people behind those who own actions, each once."""
    shares = Responsibility.objects.filter(action__in=actions, part__in=OWNING).select_related("body", "organisation")
    bodies = {share.body for share in shares if share.body}
    organisations = {share.organisation for share in shares if share.organisation}
    found = [person for body in bodies for person in people_of(body)]
    found += [person for organisation in organisations for person in representatives_of(organisation)]
    return list({person.pk: person for person in found}.values())


@owners
def owners_of_actions(nodes: "Sequence[Node]") -> list[Any]:
    """The owners of those actions among some elements that are not over."""
    items = [node.item_id for node in nodes]
    return people_who_own(Action.objects.filter(item__in=items).exclude(state__in=OVER))
