"""What a spec declares: indicators, the tree above them, and the steps with their parameters."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Weight = Annotated[float, Field(allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """Base of the parts of a spec: nothing unknown passes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(Part):
    """A text in both languages."""

    en: str
    fr: str = ""

    def of(self, lang: str) -> str:
        """The text in a language, English where there is no French."""
        return self.fr if lang == "fr" and self.fr else self.en


class IndicatorSpec(Part):
    """A column of the data: polarity 1 (high is good) or -1 (low is good), weight within its parent, and why."""

    id: Name
    label: Label | None = None
    polarity: Literal[-1, 1] = 1
    weight: Weight = 1.0
    reason: str = ""


class NodeSpec(Part):
    """An aggregate: its children are indicators or nodes. `missing` says why it has none that can be measured."""

    id: Name
    label: Label
    weight: Weight = 1.0
    children: list[str] = []
    missing: Label | None = None

    def missing_in(self, lang: str) -> str | None:
        """Why the node is missing, in a language."""
        return None if self.missing is None else self.missing.of(lang)


class ReferenceByCode(Part):
    """The reference set as the units whose code starts with one of these, such as the codes of countries."""

    starts_with: list[Name] = Field(min_length=1)


class Normalise(Part):
    """Scaling of each indicator over the reference set; minmax maps its lowest to the first number of `range`."""

    method: Literal["minmax"] = "minmax"
    range: tuple[Weight, Weight] = (0.0, 1.0)

    @field_validator("range")
    @classmethod
    def _ordered(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not value[0] < value[1]:
            raise ValueError("the first number of the range must be below the second")
        return value


class Aggregate(Part):
    """Weighted mean of the children; missing where less than a share of their weight is observed."""

    method: Literal["arithmetic"] = "arithmetic"
    minimum_coverage: Annotated[float, Field(ge=0, le=1)] = 0.0


class IndexSpec(Part):
    """A whole index.

    `unit` names the column of the data that holds the units; `reference` the units over which indicators are scaled,
    all of them by default. `tree` lists the nodes in any order; the one that is nobody's child is the total.
    """

    id: Name
    version: int = 1
    title: Label
    source: str = ""
    unit: Name = "unit"
    reference: list[str] | ReferenceByCode | None = None
    indicators: list[IndicatorSpec] = Field(min_length=1)
    tree: list[NodeSpec] = Field(min_length=1)
    normalise: Normalise = Normalise()
    aggregate: Aggregate = Aggregate()

    @cached_property
    def nodes(self) -> dict[str, NodeSpec]:
        """Nodes by id."""
        return {node.id: node for node in self.tree}

    @cached_property
    def leaves(self) -> dict[str, IndicatorSpec]:
        """Indicators by id."""
        return {item.id: item for item in self.indicators}

    @cached_property
    def total(self) -> str:
        """The node that is nobody's child."""
        children = {child for node in self.tree for child in node.children}
        return next(node.id for node in self.tree if node.id not in children)

    @property
    def dimensions(self) -> list[str]:
        """The children of the total, in order."""
        return list(self.nodes[self.total].children)

    @property
    def columns(self) -> list[str]:
        """The nodes in the order of the tree, the total last: the columns of the results."""
        return [*(node.id for node in self.tree if node.id != self.total), self.total]

    def node(self, name: str) -> NodeSpec:
        """A node by id."""
        return self.nodes[name]

    def weight(self, name: str) -> float:
        """Weight of an indicator or node within its parent."""
        return self.leaves[name].weight if name in self.leaves else self.nodes[name].weight

    def bottom_up(self) -> Iterator[NodeSpec]:
        """Nodes, each after all its children; those in a cycle never come."""
        done: set[str] = set(self.leaves)
        waiting = list(self.tree)
        while ready := [node for node in waiting if all(child in done for child in node.children)]:
            yield from ready
            done |= {node.id for node in ready}
            waiting = [node for node in waiting if node.id not in done]
