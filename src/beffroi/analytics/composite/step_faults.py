"""What makes the declared steps of a spec unusable, and where in the spec it stands."""

from collections.abc import Iterator
from typing import NamedTuple

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.steps import Impute, Step, refined

Place = tuple[str | int, ...]
"""A path in the spec: keys and positions, such as ("tree", 2, "children", 0)."""

PANEL = ("latest", "linear", "constant")


class Fault(NamedTuple):
    """A place in the spec, and what is wrong there and what to do."""

    place: Place
    problem: str


def step_faults(spec: IndexSpec) -> Iterator[Fault]:
    """What is wrong with the steps of a spec whose tree is sound.

    Parameters
    ----------
    spec : IndexSpec

    Yields
    ------
    Fault

    Examples
    --------
    >>> from beffroi.analytics.composite.model import IndexSpec
    >>> tree = [{"id": "total", "label": {"en": "Total"}, "children": ["a"]}]
    >>> spec = IndexSpec(id="x", title={"en": "X"}, indicators=[{"id": "a"}], tree=tree, steps=[{"treat": {}}])
    >>> next(step_faults(spec)).problem
    'no step aggregates; end the steps with aggregate: {method: arithmetic}.'
    """
    yield from _order(spec)
    yield from _polarity(spec)
    for at, step in enumerate(spec.chain):
        yield from _denominate(spec, step, at)
        if step.impute is not None:
            yield from _impute(spec, step.impute, at)
        yield from _aggregate(spec, step, at)
    yield from _scales(spec)
    yield from _columns(spec)


def _order(spec: IndexSpec) -> Iterator[Fault]:
    names = [step.name for step in spec.chain]
    for at, name in enumerate(names):
        if name in names[:at]:
            yield Fault(("steps", at), f"the step {name} stands twice; keep one.")
    if "aggregate" not in names:
        yield Fault(("steps",), "no step aggregates; end the steps with aggregate: {method: arithmetic}.")
    elif "weigh" in names and "normalise" in names[names.index("weigh") :]:
        yield Fault(("steps", names.index("weigh")), "weigh needs the common scale; put it after normalise.")
    elif names[-1] != "aggregate":
        at = names.index("aggregate")
        yield Fault(("steps", at), f"{names[-1]} stands after aggregate, where only nodes are left; put it before.")


def _polarity(spec: IndexSpec) -> Iterator[Fault]:
    if any(step.normalise is not None for step in spec.chain):
        return
    for at, item in enumerate(spec.indicators):
        if item.polarity < 0:
            yield Fault(
                ("indicators", at, "polarity"),
                f"low values of '{item.id}' are good, and no step normalises, which would turn it; add the step.",
            )


def _denominate(spec: IndexSpec, step: Step, at: int) -> Iterator[Fault]:
    for name in step.denominate.by if step.denominate is not None else ():
        if name not in spec.leaves:
            yield Fault(("steps", at, "denominate", "by"), f"'{name}' is no indicator; declare it, or take it out.")


def _impute(spec: IndexSpec, step: Impute, at: int) -> Iterator[Fault]:
    place: Place = ("steps", at, "impute")
    if step.method in PANEL and spec.time is None:
        yield Fault(
            (*place, "method"), f"{step.method} needs periods; name their column with 'time', or choose another method."
        )
    if step.axis == "row" and step.by is not None:
        yield Fault((*place, "by"), "values are taken from the unit's own row, so groups have no use; drop 'by'.")
    top = spec.heights[spec.total]
    if step.level is not None and step.level > top:
        yield Fault((*place, "level"), f"the tree has {top} levels, indicators counted; choose 2 to {top}.")


def _aggregate(spec: IndexSpec, step: Step, at: int) -> Iterator[Fault]:
    wanted = spec.heights[spec.total] - 1
    if step.aggregate is not None and len(step.aggregate) not in (1, wanted):
        yield Fault(
            ("steps", at, "aggregate"),
            f"{len(step.aggregate)} methods for {wanted} levels of nodes; give one for all, or one a level from the "
            "bottom.",
        )


def _scales(spec: IndexSpec) -> Iterator[Fault]:
    """Methods that need something of each indicator, or of the spec."""
    for step in spec.chain:
        for at, item in enumerate(spec.indicators):
            if step.normalise is None:
                continue
            method = (step.normalise if item.normalise is None else refined(step.normalise, item.normalise)).method
            if method == "distance_to_target" and item.target is None:
                yield Fault(("indicators", at), f"indicator '{item.id}' has no target; add target, in its own unit.")
            if method == "goalposts" and item.goalposts is None:
                yield Fault(
                    ("indicators", at), f"indicator '{item.id}' has no goalposts; add goalposts: [lower, upper]."
                )


def _columns(spec: IndexSpec) -> Iterator[Fault]:
    names = {*spec.leaves, *spec.nodes}
    if spec.time is not None and (spec.time in names or spec.time == spec.unit):
        yield Fault(("time",), f"the column of periods '{spec.time}' is also an id or the units; name another.")
    for name in spec.groups:
        if name in names:
            yield Fault(("steps",), f"the column of groups '{name}' is also an id; name another.")
