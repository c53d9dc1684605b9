"""Outputs that are counted as outcomes: what was done, where it is asked what came of it."""

import re
from collections.abc import Iterator

from beffroi.analytics.messages import Message
from beffroi.analytics.results.framework.model import Finding, Framework, called
from beffroi.analytics.results.framework.words import plain, words

OUTPUT_CODE = re.compile(r"(?:[A-Z]+[. ]?)?RCO ?\d+|CO ?\d+", re.IGNORECASE)
"""Common output indicators of the European funds: RCO01 (2021-2027), CO01 (2014-2020); results are RCR."""
COUNTING = re.compile(r"(?:number of|nombre d(?:e|es|'|’)|#)")
DONE = words(
    "action activity call campaign course event grant meeting project publication report seminar service session "
    "study training visit workshop awarded funded held organised organized published supported trained "
    "activité appel atelier campagne conférence cours dossier étude événement formation projet rapport réunion séance "
    "session subvention visite accompagné accordé financé formé organisé publié soutenu tenu"
)
"""Words of what is done rather than of what changes; the French ones in their first form."""


def output_as_outcome(framework: Framework) -> Iterator[Finding]:
    """Indicators of an outcome or impact that count what was delivered.

    Parameters
    ----------
    framework : Framework

    Yields
    ------
    Finding
        for a common code of an output, or a name that begins by counting and goes on with a word of what is done.

    Notes
    -----
    The words are a hint, in English and French: a count of projects may be an outcome, and an output may hide behind
    other words. Whoever reads the finding decides.

    References
    ----------
    Regulation (EU) 2021/1058, annex I, tables I and II: common output (RCO) and result (RCR) indicators.

    Examples
    --------
    >>> from beffroi.analytics.results.framework.model import Measure
    >>> from beffroi.analytics.results.model import ResultNode
    >>> measures = (Measure("i1", "growth", "Number of grants awarded"), Measure("i2", "growth", "Turnover per head"))
    >>> [each.at for each in output_as_outcome(Framework((ResultNode("growth", "outcome"),), measures))]
    ['i1']
    """
    kinds = {node.id: node.kind for node in framework.nodes}
    for measure in framework.measures:
        if kinds.get(measure.node) not in ("outcome", "impact"):
            continue
        is_coded = bool(OUTPUT_CODE.fullmatch(measure.code.strip()))
        counts_done = bool(COUNTING.match(plain(measure.name))) and bool(words(measure.name) & DONE)
        if is_coded or counts_done:
            said = Message("{indicator} counts what was delivered, at an outcome or impact", indicator=called(measure))
            remedy = Message("Move it to an output, or measure what changes for those who are reached.")
            yield Finding("output_as_outcome", measure.id, said, remedy)
