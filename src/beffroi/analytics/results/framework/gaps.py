"""What a framework does not say yet: results that nobody measures, measures without start or reporter."""

from collections.abc import Iterator

from beffroi.analytics.messages import Message
from beffroi.analytics.results.framework.model import Finding, Framework, called


def not_measured(framework: Framework) -> Iterator[Finding]:
    """Outcomes and impacts without an indicator: nobody could tell whether the strategy works.

    Parameters
    ----------
    framework : Framework

    Yields
    ------
    Finding

    Examples
    --------
    >>> from beffroi.analytics.results.model import ResultNode
    >>> [str(each.message) for each in not_measured(Framework((ResultNode("growth", "outcome"),), ()))]
    ['growth has no indicator']
    """
    measured = {measure.node for measure in framework.measures}
    for node in framework.nodes:
        if node.kind in ("outcome", "impact") and node.id not in measured:
            said = Message("{node} has no indicator", node=node.name or node.id)
            yield Finding("not_measured", node.id, said, Message("Say how it would be seen that it is reached."))


def not_complete(framework: Framework) -> Iterator[Finding]:
    """Indicators without a baseline, a target or somebody who reports.

    Parameters
    ----------
    framework : Framework

    Yields
    ------
    Finding

    Examples
    --------
    >>> from beffroi.analytics.results.framework.model import Measure
    >>> [each.code for each in not_complete(Framework((), (Measure("fte", "staff"),)))]
    ['no_baseline', 'no_target', 'no_reporter']
    """
    for measure in framework.measures:
        name = called(measure)
        if measure.baseline is None:
            said = Message("{indicator} has no baseline", indicator=name)
            yield Finding("no_baseline", measure.id, said, Message("Measure it before the work begins."))
        if measure.target is None:
            said = Message("{indicator} has no target", indicator=name)
            yield Finding("no_target", measure.id, said, Message("Say what is to be reached, and by when."))
        if not measure.reporter:
            said = Message("{indicator} has no reporter", indicator=name)
            yield Finding("no_reporter", measure.id, said, Message("Name who reports it."))
