"""What a spec declares: indicators, the tree above them, and the steps with their parameters."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from beffroi.analytics.composite.parts import Label, Name, Part, Weight
from beffroi.analytics.composite.steps import Aggregate, Normalise, Step, Treat
from beffroi.analytics.composite.uncertain import Uncertainty

__all__ = ["Aggregate", "IndexSpec", "IndicatorSpec", "Label", "NodeSpec", "Normalise", "ReferenceByCode", "Step"]


class IndicatorSpec(Part):
    """A column of the data: polarity 1 (high is good) or -1 (low is good), weight within its parent, and why.

    `denominator` names the column to divide it by, `target` and `goalposts` are in its own unit, lower post first;
    `treat` and `normalise` change those steps for this indicator alone.
    """

    id: Name
    label: Label | None = None
    polarity: Literal[-1, 1] = 1
    weight: Weight = 1.0
    reason: str = ""
    denominator: Name | None = None
    target: Weight | None = None
    goalposts: tuple[Weight, Weight] | None = None
    treat: Treat | None = None
    normalise: Normalise | None = None

    @model_validator(mode="after")
    def _posts(self) -> "IndicatorSpec":
        if self.goalposts is not None and not self.goalposts[0] < self.goalposts[1]:
            raise ValueError("the lower of the goalposts stands first and is below the second")
        return self


class NodeSpec(Part):
    """An aggregate: its children are indicators or nodes. `missing` says why it has none that can be measured."""

    id: Name
    label: Label
    weight: Weight = 1.0
    children: list[str] = Field(default_factory=list)
    missing: Label | None = None
    aggregate: Aggregate | None = None

    def missing_in(self, lang: str) -> str | None:
        """Why the node is missing, in a language."""
        return None if self.missing is None else self.missing.of(lang)


class ReferenceByCode(Part):
    """The reference set as the units whose code starts with one of these, such as the codes of countries."""

    starts_with: list[Name] = Field(min_length=1)


class IndexSpec(Part):
    """A whole index.

    `unit` names the column of the data that holds the units; `reference` the units over which indicators are scaled,
    all of them by default. `tree` lists the nodes in any order; the one that is nobody's child is the total. `steps`
    are run in their order; without them, the steps are `normalise` and `aggregate`. `time` names the column of periods
    of a panel. `compat` takes over the conventions of another package. `uncertainty` says what could be otherwise; it
    does not change the index.
    """

    id: Name
    version: int = 1
    title: Label
    source: str = ""
    compat: Literal["coinr"] | None = None
    unit: Name = "unit"
    time: Name | None = None
    reference: list[str] | ReferenceByCode | None = None
    indicators: list[IndicatorSpec] = Field(min_length=1)
    tree: list[NodeSpec] = Field(min_length=1)
    normalise: Normalise = Normalise()
    aggregate: Aggregate = Aggregate()
    steps: list[Step] | None = None
    uncertainty: Uncertainty | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "IndexSpec":
        if self.steps is not None and (twice := {"normalise", "aggregate"} & self.model_fields_set):
            raise ValueError(f"{min(twice)} stands beside steps; write it among the steps")
        return self

    @cached_property
    def chain(self) -> tuple[Step, ...]:
        """The steps, in the order in which they run."""
        if self.steps is not None:
            return tuple(self.steps)
        return (Step(normalise=self.normalise), Step(aggregate=[self.aggregate]))

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

    @cached_property
    def heights(self) -> dict[str, int]:
        """Level of each indicator and node: 1 for indicators, one more than the highest child for a node."""
        levels = dict.fromkeys(self.leaves, 1)
        for node in self.bottom_up():
            levels[node.id] = 1 + max((levels[child] for child in node.children), default=1)
        return levels

    @cached_property
    def denominators(self) -> dict[str, str]:
        """By which column each indicator is divided; nothing where no step does."""
        steps = [step.denominate for step in self.chain if step.denominate is not None]
        named = {item.id: item.denominator for item in self.indicators if item.denominator is not None}
        return {key: value for step in steps for key, value in {**named, **step.by}.items()}

    @property
    def groups(self) -> list[str]:
        """Columns of groups that a step, or an alternative to it, needs."""
        named = [step.impute.by for step in self.chain if step.impute and step.impute.by]
        inputs = () if self.uncertainty is None else self.uncertainty.inputs
        for step in (change.get("impute") for item in inputs for change in item.changes()):
            named += [step["by"]] if isinstance(step, dict) and isinstance(step.get("by"), str) else []
        return list(dict.fromkeys(named))

    @property
    def columns_of_text(self) -> list[str]:
        """Columns of the data that name rows: units, and groups."""
        return list(dict.fromkeys([self.unit, *self.groups]))

    @property
    def columns_of_numbers(self) -> list[str]:
        """Columns of the data that are numbers: indicators, denominators, and periods."""
        time = [] if self.time is None else [self.time]
        return list(dict.fromkeys([*time, *(item.id for item in self.indicators), *self.denominators.values()]))

    def bottom_up(self) -> Iterator[NodeSpec]:
        """Nodes, each after all its children; those in a cycle never come."""
        done: set[str] = set(self.leaves)
        waiting = list(self.tree)
        while ready := [node for node in waiting if all(child in done for child in node.children)]:
            yield from ready
            done |= {node.id for node in ready}
            waiting = [node for node in waiting if node.id not in done]
