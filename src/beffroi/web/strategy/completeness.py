"""What a strategy must not lack: each line says why it is there, and what is meant to happen."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from beffroi.web.chain.completeness import Gap, rule, rule_on_living
from beffroi.web.chain.queries import Graph

EVIDENCE = "evidence/new/"


def _link(relation: str) -> str:
    return f"links/new/?relation={relation}"


@rule
def challenge_without_evidence(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A challenge rests on evidence of its own, or on a factor or consultation."""
    for node in graph.of_kind("challenge"):
        if not node.evidence and not graph.up(node.item, "grounds", "heard_in"):
            yield Gap("challenge_without_evidence", node, _("the challenge has no evidence"), EVIDENCE)


@rule
def factor_without_source(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A factor shows its source as evidence, or was heard in a consultation; a source in words alone is not shown."""
    for node in graph.of_kind("factor"):
        if not node.evidence and not graph.up(node.item, "heard_in"):
            named = any((node.details.get("source") or {}).values())
            said = _("the factor has no source")
            if named:
                said = _("the factor names its source, but shows no evidence of it")
            yield Gap("factor_without_source", node, said, EVIDENCE)


@rule
def direction_without_effect(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A strategic direction that was accepted directs something, or grounds a challenge."""
    for node in graph.of_kind("direction"):
        if node.details.get("state") != "declined" and not graph.down(node.item, "directs", "grounds"):
            yield Gap("direction_without_effect", node, _("the direction directs nothing"), _link("down:directs"))


@rule
def challenge_without_objective(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A challenge is answered by an objective."""
    for node in graph.of_kind("challenge"):
        if not graph.down(node.item, "answered_by"):
            yield Gap(
                "challenge_without_objective", node, _("no objective answers the challenge"), _link("down:answered_by")
            )


@rule
def objective_without_challenge(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An objective answers a challenge."""
    for node in graph.of_kind("specific_objective"):
        if not graph.up(node.item, "answered_by"):
            yield Gap(
                "objective_without_challenge", node, _("the objective answers no challenge"), _link("up:answered_by")
            )


@rule
def intervention_without_objective(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention serves an objective."""
    for node in graph.of_kind("intervention"):
        if not graph.up(node.item, "served_by"):
            yield Gap(
                "intervention_without_objective", node, _("the intervention serves no objective"), _link("up:served_by")
            )


@rule
def intervention_without_cost(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention says what it costs."""
    for node in graph.of_kind("intervention"):
        if not graph.down(node.item, "costs"):
            yield Gap(
                "intervention_without_cost", node, _("the intervention has no cost"), "below/?kind=cost&relation=costs"
            )


@rule_on_living
def intervention_without_risk(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention names its risks."""
    for node in graph.of_kind("intervention"):
        if not graph.down(node.item, "threatened_by"):
            yield Gap(
                "intervention_without_risk", node, _("the intervention names no risk"), _link("down:threatened_by")
            )


@rule
def cost_without_owner(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A cost says who pays it."""
    for node in graph.of_kind("cost"):
        if not node.details.get("owner"):
            yield Gap("cost_without_owner", node, _("nobody is named who pays"))
