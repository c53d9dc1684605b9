"""What the economic net present value hangs on: switching values, and the data of a tornado chart."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from beffroi.analytics.appraisal.cba.model import Project
from beffroi.analytics.appraisal.cba.present import npv, present_value
from beffroi.analytics.messages import Message


@dataclass(frozen=True)
class Switching:
    """The factor by which a flow must be multiplied to bring the net present value to zero, or why there is none."""

    name: str
    factor: float | None
    reason: Message | None = None


@dataclass(frozen=True)
class Bar:
    """The net present value with one flow at the low and at the high end of its range, all else as expected."""

    name: str
    low: float
    high: float


def switching(project: Project) -> Iterator[Switching]:
    """The switching value of every flow in the economic account, in their order.

    Parameters
    ----------
    project : Project

    Yields
    ------
    Switching

    Notes
    -----
    With `V` the net present value and `s · P` what the flow adds to it, `V + (factor − 1) · s · P = 0`. A negative
    factor is no outcome that could happen: even without the flow the value keeps its sign; the reason says so.

    Examples
    --------
    >>> from beffroi.analytics.appraisal.cba.model import Flow
    >>> flows = (Flow("a", "cost", ("economic",), (100,)), Flow("b", "benefit", ("economic",), (125,)))
    >>> [(each.name, each.factor) for each in switching(Project(0.04, 0.03, flows))]
    [('a', 1.25), ('b', 0.8)]
    """
    rate = project.rate("economic")
    value = npv(project.of("economic"), rate)
    for flow in project.flows:
        if "economic" not in flow.accounts:
            yield Switching(flow.name, None, Message("it is not in the economic account"))
            continue
        worth = flow.sign * present_value(flow.amounts, rate)
        if not worth or math.isinf(value / worth):
            yield Switching(flow.name, None, Message("its amounts are all zero"))
            continue
        factor = 1 - value / worth
        kept = Message("even without it the net present value keeps its sign")
        yield Switching(flow.name, factor, kept if factor < 0 else None)


def tornado(project: Project) -> tuple[Bar, ...]:
    """The bars of a tornado chart of the economic account, the widest first.

    Parameters
    ----------
    project : Project

    Returns
    -------
    tuple of Bar
        flows with a range that change anything. For a cost `low` is the larger value.

    Examples
    --------
    >>> from beffroi.analytics.appraisal.cba.model import Flow
    >>> flows = (Flow("a", "cost", ("economic",), (100,), 0.5, 2), Flow("b", "benefit", ("economic",), (125,)))
    >>> tornado(Project(0.04, 0.03, flows))
    (Bar(name='a', low=75.0, high=-75.0),)
    """
    rate, flows = project.rate("economic"), project.of("economic")
    value = npv(flows, rate)
    worths = [(flow, flow.sign * present_value(flow.amounts, rate)) for flow in flows if flow.low < flow.high]
    bars = [
        Bar(flow.name, value + (flow.low - 1) * worth, value + (flow.high - 1) * worth)
        for flow, worth in worths
        if worth
    ]
    return tuple(sorted(bars, key=lambda bar: (-abs(bar.high - bar.low), bar.name)))
