"""A request for a change as a page shows it."""

from typing import TYPE_CHECKING

from beffroi.web.strategy.models import ChangeRequest

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node


def beside(asked: ChangeRequest, node: "Node") -> list[dict[str, str]]:
    """Part by part and language by language: what stands, and what is asked for."""
    return [
        {"part": part, "language": language, "now": held.get(language, ""), "proposed": proposed}
        for part, held in (("title", node.title), ("text", node.text))
        for language, proposed in asked.proposed.get(part, {}).items()
    ]
