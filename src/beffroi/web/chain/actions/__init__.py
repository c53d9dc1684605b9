"""Every write of the chain; the slices above call these with their kinds."""

from beffroi.web.chain.actions.bulk import Entered, Entry, connect, enter
from beffroi.web.chain.actions.evidence import add_evidence, note_revisions, remove_evidence
from beffroi.web.chain.actions.links import add_link, remove_link
from beffroi.web.chain.actions.merging import merge_nodes
from beffroi.web.chain.actions.nodes import add_node, change_node, mark_reviewed, move_node, remove_node
from beffroi.web.chain.actions.spaces import copy_space, create_space, freeze_space

__all__ = [
    "Entered",
    "Entry",
    "add_evidence",
    "add_link",
    "add_node",
    "change_node",
    "connect",
    "copy_space",
    "create_space",
    "enter",
    "freeze_space",
    "mark_reviewed",
    "merge_nodes",
    "move_node",
    "note_revisions",
    "remove_evidence",
    "remove_link",
    "remove_node",
]
