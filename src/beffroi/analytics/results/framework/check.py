"""The check of a framework of results: every rule, findings in the order of its steps and measures."""

from itertools import chain

from beffroi.analytics.results.framework.counted import output_as_outcome
from beffroi.analytics.results.framework.gaps import not_complete, not_measured
from beffroi.analytics.results.framework.model import Finding, Framework
from beffroi.analytics.results.framework.reach import out_of_reach
from beffroi.analytics.results.framework.twice import measured_twice

CODES = (
    "not_measured",
    "no_baseline",
    "no_target",
    "no_reporter",
    "target_out_of_reach",
    "output_as_outcome",
    "measured_twice",
)
"""In the order in which the findings at one indicator are told."""


def check(framework: Framework) -> tuple[Finding, ...]:
    """What is to be mended in a framework before it is measured.

    Parameters
    ----------
    framework : Framework

    Returns
    -------
    tuple of Finding
        first those at steps, then those at measures, each in the order given, then in that of `CODES`.

    Notes
    -----
    Time grows in proportion to steps and measures.

    Examples
    --------
    >>> from beffroi.analytics.results.model import ResultNode
    >>> [(each.code, each.at) for each in check(Framework((ResultNode("growth", "outcome"),), ()))]
    [('not_measured', 'growth')]
    """
    place = {measure.id: at for at, measure in enumerate(framework.measures)}
    rules = (not_complete, out_of_reach, output_as_outcome, measured_twice)
    found = chain.from_iterable(rule(framework) for rule in rules)
    return (*not_measured(framework), *sorted(found, key=lambda each: (place[each.at], CODES.index(each.code))))
