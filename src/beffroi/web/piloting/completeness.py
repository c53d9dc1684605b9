"""What a strategy lacks where it meets its roadmap: nobody carries an intervention out, or an action serves nothing."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from beffroi.web.chain.completeness import Gap, rule
from beffroi.web.chain.queries import Graph


@rule
def intervention_without_action(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention is carried out by an action."""
    for node in graph.of_kind("intervention"):
        if not graph.down(node.item, "carried_out_by"):
            yield Gap("intervention_without_action", node, _("no action carries the intervention out"), "")


@rule
def action_without_intervention(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An action carries out an intervention, or meets a risk, an issue or a decision."""
    for node in graph.of_kind("action"):
        if not graph.up(node.item, "carried_out_by", "decided", "met_by"):
            yield Gap("action_without_intervention", node, _("the action carries out no intervention"), "")


@rule
def risk_without_intervention(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A risk threatens an intervention."""
    for node in graph.of_kind("risk"):
        if not graph.up(node.item, "threatened_by"):
            yield Gap("risk_without_intervention", node, _("the risk threatens no intervention"), "")
