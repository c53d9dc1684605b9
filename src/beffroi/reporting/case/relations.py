"""Published relations: each part of the wording is one claim, judged where the open data can judge it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from beffroi.reporting.case.claim import Claim
from beffroi.reporting.case.dimensions import (
    dimensions_against,
    highest_dimensions,
    index_leader,
    lowest_dimension,
    pilot_maximum,
    ranges,
    star_count,
    star_leader,
)
from beffroi.reporting.case.evidence import Evidence, Measured, number
from beffroi.reporting.case.model import Row
from beffroi.reporting.case.vocabulary import Measure, Order, Reading, vocabulary
from beffroi.reporting.case.wording import known, listed, ordered

WORDS = {"above": "above", "below": "below", "close": "close to"}
Found = re.Match[str]


def relation_rows(evidence: Evidence, relation: str, subject: str = "") -> list[Row]:
    """The claims of a relation: the parts between semicolons, each read by the first pattern that fits it.

    `subject` stands before the wording in what is shown, for remarks that belong to a value.
    """
    said = [part.strip() for part in relation.split(";")]
    parts = [part for part in said if part and part not in vocabulary().no_claims]
    return [claim.row() for part in parts for claim in _claims(evidence, part, subject)]


def _claims(evidence: Evidence, part: str, subject: str) -> Iterator[Claim]:
    for pattern in vocabulary().patterns:
        found = pattern.pattern.fullmatch(part)
        if found is not None:
            yield from READINGS[pattern.reads](evidence, found)
            return
    text = f"{subject}: {part}" if subject else part
    yield Claim(text, part, reason="this wording is not among those that can be read; see the guide to checking a case")


def _comparisons(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'subject: close to EU, below BE and FR': one claim for each place."""
    subject = found["subject"].strip()
    measure = vocabulary().subjects.get(subject)
    for order, place in _placed_orders(found["comparisons"]):
        text, printed = f"{subject}: {WORDS[order]} {place}", f"{WORDS[order]} {place}"
        if measure is None or measure.series is None:
            yield Claim(text, printed, reason="no open data: no series is declared for this subject")
        elif not known(place):
            yield Claim(text, printed, reason=f"'{place}' is not a region that is known")
        else:
            yield _compared(evidence, measure, measure.series, Claim(text, printed), order, place)


def _placed_orders(text: str) -> Iterator[tuple[Order, str]]:
    """Orders with their places; a place without an order of its own has the one before it."""
    orders = vocabulary().orders
    order: Order = "above"
    for part in listed(text):
        words = next((words for words in orders if part.startswith(f"{words} ")), None)
        order = orders[words] if words else order
        yield order, part.removeprefix(words or "").strip()


def _compared(evidence: Evidence, measure: Measure, series: str, claim: Claim, order: Order, place: str) -> Claim:
    year = evidence.year_of(series, None)
    own, other = evidence.measure(series, evidence.region.code, year), evidence.measure(series, place, year)
    if year is None or own.value is None or other.value is None:
        reason = f"no open data: {own.reason or other.reason}"
        computed = "n/a" if own.value is None else f"{evidence.text(series, own.value)}; {place} n/a"
        return Claim(claim.text, claim.printed, computed, own.year, None, reason, measure.other_measure)
    answers = [Answer(measure.of, own.value, other.value, ordered(own.value, other.value, order))]
    answers += _on_other_bases(evidence, measure, order, place, year)
    computed = "; ".join(_said(evidence, series, answer) for answer in answers)
    agreed = len({answer.holds for answer in answers}) == 1
    reason = _remarks(order, other) if agreed else "the document does not print the base, and the answer depends on it"
    holds = answers[0].holds if agreed else None
    return Claim(claim.text, claim.printed, computed, year, holds, reason, measure.other_measure)


@dataclass(frozen=True)
class Answer:
    """Region and reference on one base, and whether the relation holds there."""

    of: str
    own: float
    other: float
    holds: bool


def _on_other_bases(evidence: Evidence, measure: Measure, order: Order, place: str, year: int) -> Iterator[Answer]:
    for base in measure.other_bases:
        own, other = evidence.share(base, evidence.region.code, year), evidence.share(base, place, year)
        if own is not None and other is not None:
            yield Answer(base.of, own, other, ordered(own, other, order))


def _said(evidence: Evidence, series: str, answer: Answer) -> str:
    base = f" of {answer.of}" if answer.of else ""
    return f"{evidence.text(series, answer.own)} against {evidence.text(series, answer.other)}{base}"


def _remarks(order: Order, other: Measured) -> str:
    share = number(100 * vocabulary().closeness, 0)
    close = f"close: at most {share}% of the reference away" if order == "close" else ""
    return "; ".join(remark for remark in (close, other.coverage) if remark)


READINGS: dict[Reading, Callable[[Evidence, Found], Iterator[Claim]]] = {
    "dimensions_against": dimensions_against,
    "lowest_dimension": lowest_dimension,
    "pilot_maximum": pilot_maximum,
    "highest_dimensions": highest_dimensions,
    "ranges": ranges,
    "comparisons": _comparisons,
    "star_leader": star_leader,
    "star_count": star_count,
    "index_leader": index_leader,
}
