"""What a criterion of the enabling condition asks of monitoring: results that are measured."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.strategy.enabling import Asked, Point, asks


@asks(3)
def measured(asked: Asked) -> Iterable[Point]:
    """Every outcome and impact of the results chain has an indicator."""
    graph = asked.graph
    found = list(graph.of_kind("outcome", "impact"))
    indicators = {one.item: one for node in found for one in graph.down(node.item, "measured_by")}
    is_whole = bool(found) and all(graph.down(node.item, "measured_by") for node in found)
    yield Point(
        _("Each outcome and impact of the results chain is measured"),
        asked.proofs(indicators.values()) if is_whole else (),
        reverse("monitoring:chain", kwargs={"slug": asked.place.strategy.slug}), _("Draw the results chain"),
        closed=not asked.is_inside,
    )  # fmt: skip
