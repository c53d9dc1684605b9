"""Decisions about the index of industrial change, made without a database: scenarios, moves, what stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.tree import measurable

MOST_COMPARED = 5
"""How many regions stand side by side; more cannot be told apart."""
NAMED = 3
"""How many strengths and weaknesses are put into words."""


@dataclass(frozen=True)
class Move:
    """The rank of a zone in the official run and in a scenario; None where it has none."""

    official: int | None
    scenario: int | None

    @property
    def places(self) -> int | None:
        """Places gained; negative where lost."""
        return None if self.official is None or self.scenario is None else self.official - self.scenario


def split_regions(text: str) -> list[str]:
    """The codes or names of a list written with commas, each once, in order.

    >>> split_regions("BE3, SE31,,BE3")
    ['BE3', 'SE31']
    """
    return list(dict.fromkeys(part for part in (piece.strip() for piece in text.split(",")) if part))


def weighed(spec: IndexSpec) -> list[str]:
    """The dimensions that have a weight: those with at least one indicator."""
    known = measurable(spec)
    return [node for node in spec.dimensions if node in known]


def official_weights(spec: IndexSpec) -> dict[str, float]:
    """The weights of the official run."""
    return {node: spec.weight(node) for node in weighed(spec)}


def reweighted(spec: IndexSpec, weights: Mapping[str, Decimal | float]) -> IndexSpec:
    """The same index under other weights of its dimensions.

    Dimensions without an indicator are given the mean weight of the others, so that the share of the index that cannot
    be measured stays as it is, and a zone is left out only for what it does not report itself.
    """
    mean = sum(float(weight) for weight in weights.values()) / len(weights)
    wanted = {node: float(weights.get(node, mean)) for node in spec.dimensions}
    content = spec.model_dump()
    for node in content["tree"]:
        if node["id"] in wanted:
            node["weight"] = wanted[node["id"]]
    return IndexSpec.model_validate(content)


def standing_out(gaps: Mapping[str, float | None]) -> tuple[list[str], list[str]]:
    """What adds most and what takes most: ids with the largest positive and negative gaps, the largest first.

    >>> standing_out({"a": 0.2, "b": -0.1, "c": None, "d": 0.3})
    (['d', 'a'], ['b'])
    """
    known = sorted(((gap, name) for name, gap in gaps.items() if gap is not None), reverse=True)
    best = [name for gap, name in known if gap > 0][:NAMED]
    worst = [name for gap, name in reversed(known) if gap < 0][:NAMED]
    return best, worst


def median(values: Sequence[float | None]) -> float | None:
    """The median of what is known, None where nothing is.

    >>> median([3.0, None, 1.0]), median([None])
    (2.0, None)
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
