"""Targets that the path of milestones cannot reach."""

from collections.abc import Iterator
from itertools import pairwise

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.framework.model import Finding, Framework, Measure, called
from beffroi.analytics.results.months import month_text

TIMES = 2.0
"""How many times faster than ever before the last stretch may be."""


def out_of_reach(framework: Framework, times: float = TIMES) -> Iterator[Finding]:
    """Indicators whose milestones do not lead to the target.

    With *v* the fastest change a month towards the target between two points of the path before the last milestone
    *m*, the target is out of reach if ``|target − m| > times · v · months`` between them. A milestone that is not
    between baseline and target, or a target not after its baseline, leads nowhere either.

    Parameters
    ----------
    framework : Framework
    times : float, optional

    Yields
    ------
    Finding
        nothing for a measure without baseline, target or milestones.

    Examples
    --------
    >>> from beffroi.analytics.results.path import Point
    >>> start, between, end = Point(0, 0.0), Point(12, 5.0), Point(24, 100.0)
    >>> measure = Measure("jobs", "growth", baseline=start, target=end, milestones=(between,))
    >>> [str(each.message) for each in out_of_reach(Framework((), (measure,)))]
    ['jobs has 95 to go after the milestone of 0001-01; at 2 times the fastest pace before it would be 10']
    """
    for measure in framework.measures:
        if measure.baseline is None or measure.target is None:
            continue
        if measure.target.at <= measure.baseline.at:
            said = Message("the target of {indicator} does not come after its baseline", indicator=called(measure))
            yield Finding("target_out_of_reach", measure.id, said, Message("Correct one of the months."))
        elif any(not measure.baseline.at < each.at < measure.target.at for each in measure.milestones):
            said = Message("{indicator} has a milestone outside baseline and target", indicator=called(measure))
            yield Finding("target_out_of_reach", measure.id, said, Message("Correct its month, or take it out."))
        elif measure.milestones:
            yield from _too_steep(measure, times)


def _too_steep(measure: Measure, times: float) -> Iterator[Finding]:
    assert measure.baseline is not None and measure.target is not None  # noqa: S101 - asked before
    path = sorted({measure.baseline, *measure.milestones})
    last = path[-1]
    sign = 1 if measure.target.value >= last.value else -1
    fastest = max(
        sign * (later.value - one.value) / (later.at - one.at) for one, later in pairwise(path) if later.at > one.at
    )
    wanted = abs(measure.target.value - last.value)
    within = times * max(fastest, 0.0) * (measure.target.at - last.at)
    if wanted > within * (1 + 1e-9):
        values = {"indicator": called(measure), "wanted": Number(wanted), "month": month_text(last.at)}
        said = Message(
            "{indicator} has {wanted} to go after the milestone of {month}; at {times} times the fastest pace before "
            "it would be {within}",
            **values,
            times=Number(times),
            within=Number(within),
        )
        remedy = Message("Raise the milestones, lower the target, or give it more time.")
        yield Finding("target_out_of_reach", measure.id, said, remedy)
