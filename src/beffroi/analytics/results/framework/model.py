"""A framework of results as it is drawn up: steps, and what is meant to be measured at them."""

from dataclasses import dataclass

from beffroi.analytics.messages import Message
from beffroi.analytics.results.model import ResultNode
from beffroi.analytics.results.path import Point


@dataclass(frozen=True)
class Measure:
    """What is meant to be measured at a step; anything may still be missing."""

    id: str
    node: str
    name: str = ""
    unit: str = ""
    code: str = ""
    """Of a common list, such as RCO01 or RCR03 of the European funds."""
    reporter: str = ""
    baseline: Point | None = None
    target: Point | None = None
    milestones: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Framework:
    """Steps and measures, in the order in which they are given."""

    nodes: tuple[ResultNode, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Finding:
    """One thing to mend: of what kind, at which step or measure, what is wrong, what to do."""

    code: str
    at: str
    message: Message
    remedy: Message


def called(measure: Measure) -> str:
    """The name of a measure, or its identifier where it has none.

    >>> called(Measure("fte", "staff"))
    'fte'
    """
    return measure.name or measure.id
