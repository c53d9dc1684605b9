"""Published values: each number beside what the figures give, with its distance; none of them can fail."""

from beffroi.reporting.case.evidence import EU, Evidence, Measured, number
from beffroi.reporting.case.model import LIMIT, PublishedValue, Row
from beffroi.reporting.case.vocabulary import Measure, vocabulary

ENLARGED_AFTER = 2020
"""A document prepared before the United Kingdom left counts it in its EU averages."""
ORDERS = {
    "<": lambda value, limit: value < limit,
    ">": lambda value, limit: value > limit,
    "<=": lambda value, limit: value <= limit,
    ">=": lambda value, limit: value >= limit,
}


def value_rows(evidence: Evidence, entry: PublishedValue) -> list[Row]:
    """One row for each region that the entry prints a value of, then one for its rank."""
    measure = vocabulary().indicators.get(entry.indicator)
    if measure is None:
        return _unknown(entry)
    rows = [_value_row(evidence, entry, measure, place, printed) for place, printed in entry.regions.items()]
    if entry.rank_among_pilots is not None:
        rows.append(_rank_row(evidence, entry, measure, entry.rank_among_pilots))
    return rows


def _unknown(entry: PublishedValue) -> list[Row]:
    """An indicator that the vocabulary does not know is listed all the same."""
    printed = {f"{entry.indicator}, {place}": _as_printed(value) for place, value in entry.regions.items()}
    if entry.rank_among_pilots is not None:
        printed[f"{entry.indicator}, rank among the pilots"] = str(entry.rank_among_pilots)
    why = "no open data: no series is declared for this indicator"
    return [_row(claim, value, Measured(None, None), "n/a", "not tested", why) for claim, value in printed.items()]


def _value_row(evidence: Evidence, entry: PublishedValue, measure: Measure, place: str, printed: float | str) -> Row:
    claim = f"{_label(evidence, entry, measure)}, {place}"
    found = _found(evidence, entry, measure, place)
    if found.value is None:
        other = f"another measure: {measure.other_measure}; " if measure.other_measure else "no open data: "
        return _row(claim, _as_printed(printed), found, "n/a", "not tested", f"{other}{found.reason}")
    computed = _as_computed(evidence, measure, found.value)
    if isinstance(printed, str):
        return _limit_row(measure, claim, printed, found, computed)
    return _number_row(evidence, entry, measure, claim, place, printed, found)


def _found(evidence: Evidence, entry: PublishedValue, measure: Measure, place: str) -> Measured:
    if measure.series is not None:
        return evidence.measure(measure.series, place, entry.year)
    return evidence.total(place) if measure.index else evidence.stars(place)


def _limit_row(measure: Measure, claim: str, printed: str, found: Measured, computed: str) -> Row:
    """A limit such as '<1' is a relation: it holds or it does not."""
    match = LIMIT.fullmatch(printed)
    if match is None or found.value is None:
        raise ValueError(f"'{printed}' is not a limit")
    holds = ORDERS[match["order"]](found.value, float(match["limit"]))
    if measure.other_measure:
        why = f"another measure: {measure.other_measure}; on ours it {'holds' if holds else 'does not hold'}"
        return _row(claim, printed, found, computed, "not tested", why)
    why = found.coverage if holds else "the open data say otherwise"
    return _row(claim, printed, found, computed, "yes" if holds else "no", why, kind="relation")


def _number_row(
    evidence: Evidence,
    entry: PublishedValue,
    measure: Measure,
    claim: str,
    place: str,
    printed: float,
    found: Measured,
) -> Row:
    value = found.value or 0.0
    computed = _as_computed(evidence, measure, value)
    decimals = 0 if measure.series is None else evidence.figures.series[measure.series].decimals
    distance = value - printed
    shown = number(distance, max(decimals, 3 if measure.index else 0))
    apart = f"distance {'+' if distance > 0 else ''}{shown}"
    if measure.other_measure:
        why = f"another measure: {measure.other_measure}; {apart}"
        return _row(claim, _as_printed(printed), found, computed, "not tested", why, distance=distance)
    digits = min(decimals, _decimals(printed))
    equal = round(value, digits) == round(printed, digits)
    if equal and entry.year in (None, found.year):
        why = "" if entry.year else f"the year is not printed; it agrees with {found.year}"
        return _row(claim, _as_printed(printed), found, computed, "yes", why, distance=0.0)
    why = f"{_reason(evidence, entry, place, found)}; {apart}"
    return _row(claim, _as_printed(printed), found, computed, "differs", why, distance=distance)


def _reason(evidence: Evidence, entry: PublishedValue, place: str, found: Measured) -> str:
    if entry.year is None:
        return f"other year or revised series: the year is not printed, {found.year} is the latest held"
    if entry.year != found.year:
        return f"other year: {found.year} in place of {entry.year}"
    if place == EU and (evidence.year or ENLARGED_AFTER) < ENLARGED_AFTER:
        return "revised series, and the EU of then counted the United Kingdom"
    return "revised series"


def _rank_row(evidence: Evidence, entry: PublishedValue, measure: Measure, printed: int) -> Row:
    claim = f"{_label(evidence, entry, measure)}, rank of {evidence.region.code} among the pilots"
    if measure.series is None:
        return _row(claim, str(printed), Measured(None, None), "n/a", "not tested", f"{measure.other_measure}")
    own = evidence.measure(measure.series, evidence.region.code, entry.year)
    standing = evidence.standing(measure.series, entry.year)
    if standing.rank is None:
        return _row(claim, str(printed), own, "n/a", "not tested", f"no open data: {own.reason}")
    computed = f"{standing.rank} of {standing.of}"
    incomplete = f"; no value for {', '.join(standing.without)}" if standing.without else ""
    distance = float(standing.rank - printed)
    if standing.rank == printed:
        why = incomplete.removeprefix("; ")
        return _row(claim, str(printed), own, computed, "yes", why, distance=distance)
    why = f"{_reason(evidence, entry, evidence.region.code, own)}; distance {number(distance, 0)}{incomplete}"
    return _row(claim, str(printed), own, computed, "differs", why, distance=distance)


def _label(evidence: Evidence, entry: PublishedValue, measure: Measure) -> str:
    label = evidence.figures.label(measure.series, "en") if measure.series else entry.indicator.replace("_", " ")
    return f"{label}, {entry.year}" if entry.year else label


def _as_printed(printed: float | str) -> str:
    if isinstance(printed, str):
        return printed
    return number(printed, _decimals(printed))


def _decimals(printed: float) -> int:
    """How many decimals the document prints."""
    _, _, fraction = repr(printed).partition(".")
    return 0 if "e" in fraction else len(fraction.rstrip("0"))


def _as_computed(evidence: Evidence, measure: Measure, value: float) -> str:
    if measure.series is not None:
        return evidence.text(measure.series, value)
    return number(value, 3 if measure.index else 0)


def _row(
    claim: str,
    printed: str,
    found: Measured,
    computed: str,
    agrees: str,
    why: str,
    *,
    kind: str = "value",
    distance: float | None = None,
) -> Row:
    return Row.model_validate(
        {
            "kind": kind,
            "claim": claim,
            "printed": printed,
            "computed": computed,
            "year": found.year,
            "agrees": agrees,
            "why": why,
            "distance": distance,
        }
    )
