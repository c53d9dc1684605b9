"""What a strategy lacks where it meets its results: an intervention without results, a chain that runs backwards."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from beffroi.web.chain.completeness import Gap, rule, rule_on_living
from beffroi.web.chain.queries import Graph
from beffroi.web.monitoring.rules import ORDER

NEW = "/monitor/{slug}/steps/new/?kind=output&of="
CHAIN = "/monitor/{slug}/"
"""Where everybody reads the steps, and who may adds an indicator."""


@rule_on_living
def intervention_without_result(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An intervention says what it is meant to bring about."""
    for node in graph.of_kind("intervention"):
        if not graph.down(node.item, "expects"):
            said = _("the intervention does not say what it brings about")
            yield Gap("intervention_without_result", node, said, f"{NEW}{node.key}")


@rule
def result_without_indicator(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An outcome or an impact is measured."""
    for node in graph.of_kind("outcome", "impact"):
        if not graph.down(node.item, "measured_by"):
            yield Gap("result_without_indicator", node, _("nothing measures the result"), CHAIN)


@rule
def result_backwards(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A step does not lead to one that stands before it in a chain."""
    for node in graph.of_kind(*ORDER):
        for other in graph.down(node.item, "results_in"):
            if ORDER.index(other.kind) < ORDER.index(node.kind):
                said = _("it leads back to %(code)s, an earlier kind of step") % {"code": other.code}
                yield Gap("result_backwards", node, said, "")
