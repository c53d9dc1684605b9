"""The same thing measured twice."""

from collections.abc import Iterator

from beffroi.analytics.messages import Message
from beffroi.analytics.results.framework.model import Finding, Framework, Measure, called
from beffroi.analytics.results.framework.words import plain, words


def measured_twice(framework: Framework) -> Iterator[Finding]:
    """Indicators that share their common code, or the words of their name and their unit, with one given before.

    Parameters
    ----------
    framework : Framework

    Yields
    ------
    Finding
        at each but the first of those that are the same. Time grows in proportion to the indicators.

    Examples
    --------
    >>> measures = (Measure("i1", "a", "Number of grants"), Measure("i2", "b", "Grants (number)"))
    >>> [str(each.message) for each in measured_twice(Framework((), measures))]
    ['Grants (number) measures what Number of grants measures already']
    """
    first: dict[object, Measure] = {}
    told: dict[str, Measure] = {}
    for measure in framework.measures:
        for key in _keys(measure):
            same = first.setdefault(key, measure)
            if same is not measure:
                told.setdefault(measure.id, same)
    for measure in framework.measures:
        if measure.id in told:
            values = {"indicator": called(measure), "other": called(told[measure.id])}
            said = Message("{indicator} measures what {other} measures already", **values)
            remedy = Message("Keep one, and link both steps to it; or say what tells them apart.")
            yield Finding("measured_twice", measure.id, said, remedy)


def _keys(measure: Measure) -> Iterator[object]:
    """What two indicators may share."""
    if measure.code.strip():
        yield ("code", plain(measure.code).replace(" ", ""))
    if words(measure.name):
        yield ("name", words(measure.name), plain(measure.unit).strip())
