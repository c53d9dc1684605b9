"""What monitoring brings to an agenda: mitigations that wait for a decision, for the body that leads."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from beffroi.web.monitoring.queries.mitigations import mitigation_views, pending
from beffroi.web.piloting.agenda import Point, brings, page_of_points
from beffroi.web.piloting.queries.bodies import piloting_body

if TYPE_CHECKING:
    from beffroi.web.piloting.models import Body


@brings
def mitigations_to_decide(body: "Body") -> Iterable[Point]:
    """Mitigations that monitoring proposed and nobody decided on yet."""
    leading = piloting_body(body.strategy)
    if leading is None or leading.pk != body.pk:
        return
    for view in mitigation_views(pending(body.strategy)):
        if view.node is not None:
            title = {name: f"{view.node.code} {text}".strip() for name, text in view.node.title.items()}
            yield Point("mitigation", title, view.node.item_id)


page_of_points("mitigation", "monitoring:mitigation")
