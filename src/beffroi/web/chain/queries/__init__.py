"""Every read of the chain."""

from beffroi.web.chain.models import in_language
from beffroi.web.chain.queries.graph import graph_of, kept_for
from beffroi.web.chain.queries.nodes import (
    evidence_of,
    links_of,
    node_by_code,
    node_of,
    nodes_of,
    spaces_read_together,
    visible_nodes,
    visible_spaces,
)
from beffroi.web.chain.queries.walks import Step, Walk, what_for, why

__all__ = [
    "Step",
    "Walk",
    "evidence_of",
    "graph_of",
    "in_language",
    "kept_for",
    "links_of",
    "node_by_code",
    "node_of",
    "nodes_of",
    "spaces_read_together",
    "visible_nodes",
    "visible_spaces",
    "what_for",
    "why",
]
