"""What a strategy lacks where it meets its roadmap: nobody carries an intervention out, or an action serves nothing.

A gap leads to where it is mended: to a new action under the intervention, or to the link that is missing.
"""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from beffroi.web.chain.completeness import Gap, rule, rule_on_living
from beffroi.web.chain.queries import Graph

LINK = "links/new/?relation=up:"
NEW_ACTION = "/pilot/{slug}/roadmap/new/?intervention="


@rule_on_living
def intervention_without_action(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention is carried out by an action."""
    for node in graph.of_kind("intervention"):
        if not graph.down(node.item, "carried_out_by"):
            said = _("no action carries out the intervention")
            yield Gap("intervention_without_action", node, said, f"{NEW_ACTION}{node.key}")


@rule
def action_without_intervention(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An action carries out an intervention, or meets a risk, an issue or a decision."""
    for node in graph.of_kind("action"):
        if not graph.up(node.item, "carried_out_by", "decided", "met_by"):
            said = _("the action carries out no intervention")
            yield Gap("action_without_intervention", node, said, f"{LINK}carried_out_by")


@rule
def risk_without_intervention(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A risk threatens an intervention."""
    for node in graph.of_kind("risk"):
        if not graph.up(node.item, "threatened_by"):
            said = _("the risk threatens no intervention")
            yield Gap("risk_without_intervention", node, said, f"{LINK}threatened_by")
