"""Every read of the chain."""

from beffroi.web.chain.models import in_language
from beffroi.web.chain.queries.graph import graph_of, kept_for, kept_graph
from beffroi.web.chain.queries.merging import Moves, moves_of, texts_joined
from beffroi.web.chain.queries.nodes import (
    Neighbour,
    contents_of,
    evidence_by_key,
    evidence_of,
    evidence_of_link,
    link_by_pk,
    links_of,
    neighbours,
    node_by_code,
    node_by_key,
    node_of,
    nodes_in_order,
    nodes_of,
    nodes_of_items,
    pinned_in,
    spaces_read_together,
    visible_evidence,
    visible_nodes,
    visible_spaces,
)
from beffroi.web.chain.queries.telling import sentences, walk_as_json, walk_drawing
from beffroi.web.chain.queries.walks import Step, Walk, what_for, why
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode

__all__ = [
    "Graph",
    "GraphLink",
    "GraphNode",
    "Moves",
    "Neighbour",
    "Step",
    "Walk",
    "contents_of",
    "evidence_by_key",
    "evidence_of",
    "evidence_of_link",
    "graph_of",
    "in_language",
    "kept_for",
    "kept_graph",
    "link_by_pk",
    "links_of",
    "moves_of",
    "neighbours",
    "node_by_code",
    "node_by_key",
    "node_of",
    "nodes_in_order",
    "nodes_of",
    "nodes_of_items",
    "pinned_in",
    "sentences",
    "spaces_read_together",
    "texts_joined",
    "visible_evidence",
    "visible_nodes",
    "visible_spaces",
    "walk_as_json",
    "walk_drawing",
    "what_for",
    "why",
]
