"""Readings of what a document says of its index and its stars: ours are other measures, so these are never judged."""

import re
from collections.abc import Iterator, Sequence

from beffroi.reporting.case.claim import Claim
from beffroi.reporting.case.evidence import EU, Evidence, number
from beffroi.reporting.case.vocabulary import Order, vocabulary
from beffroi.reporting.case.wording import listed, ordered
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Dimension

Found = re.Match[str]


def dimensions_against(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'composite dimensions vs EU: above on a, b' and 'below on all but a': one claim for each dimension named."""
    place = found["region"]
    order: Order = "above" if found["order"] == "above" else "below"
    for name, expected in _named_orders(found["dimensions"], order):
        claim = Claim(f"{name}: {expected} {place}", f"{expected} {place}")
        yield _against(evidence, claim, name, expected, place)


def _named_orders(text: str, order: Order) -> Iterator[tuple[str, Order]]:
    if not text.startswith("all but "):
        yield from ((name, order) for name in listed(text))
        return
    excepted = listed(text.removeprefix("all but "))
    names = vocabulary().dimensions
    ids = {names.get(name) for name in excepted}
    opposite: Order = "below" if order == "above" else "above"
    shown = {identifier: name for name, identifier in names.items()}
    yield from ((name, order) for identifier, name in shown.items() if identifier not in ids)
    yield from ((name, opposite) for name in excepted)


def _against(evidence: Evidence, claim: Claim, name: str, order: Order, place: str) -> Claim:
    dimension = _dimension(evidence, name)
    reference = None if dimension is None else _score_of(evidence, dimension, place)
    other = vocabulary().index_measure
    if dimension is None or dimension.score is None or reference is None:
        reason = _no_score(dimension, place)
        return Claim(claim.text, claim.printed, reason=reason, other_measure=other)
    computed = f"{number(dimension.score, 2)} against {number(reference, 2)}"
    year = evidence.profile.composite.year
    return Claim(claim.text, claim.printed, computed, year, ordered(dimension.score, reference, order), "", other)


def _score_of(evidence: Evidence, dimension: Dimension, place: str) -> float | None:
    if place == EU:
        return dimension.eu
    country = evidence.profile.country
    return dimension.country if country is not None and place == country.code else None


def _no_score(dimension: Dimension | None, place: str) -> str:
    if dimension is None:
        return "our index has no such dimension"
    if dimension.score is None:
        return dimension.missing_reason or "no score"
    return f"the scoreboard has no zone for {place}"


def lowest_dimension(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'lowest score a': the dimension on which the region scores lowest."""
    name = found["dimensions"].strip()
    scored = _scored(evidence)
    dimension = _dimension(evidence, name)
    claim = Claim(f"lowest score: {name}", name, other_measure=vocabulary().index_measure)
    if not scored:
        yield claim
        return
    lowest = min(scored, key=lambda item: item.score or 0.0)
    known = dimension is not None and dimension.score is not None
    yield Claim(
        claim.text,
        claim.printed,
        f"{lowest.label} ({number(lowest.score or 0.0, 2)})",
        evidence.profile.composite.year,
        lowest is dimension if known else None,
        "" if known else _no_score(dimension, EU),
        claim.other_measure,
    )


def pilot_maximum(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'maximum of the ten pilots on a, b': one claim for each dimension."""
    for name in listed(found["dimensions"]):
        dimension = _dimension(evidence, name)
        other = vocabulary().index_measure
        text = f"{name}: maximum of the pilots"
        if dimension is None or dimension.rank is None:
            yield Claim(text, "1", reason=_no_score(dimension, EU), other_measure=other)
            continue
        computed = f"{dimension.rank} of {dimension.of}"
        yield Claim(text, "1", computed, evidence.profile.composite.year, dimension.rank == 1, "", other)


def highest_dimensions(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'highest own scores: a, b, c': as a set, whatever their order."""
    names = listed(found["dimensions"])
    scored = sorted(_scored(evidence), key=lambda item: -(item.score or 0.0))
    first = scored[: len(names)]
    wanted = {vocabulary().dimensions.get(name) for name in names}
    computed = ", ".join(f"{item.label} ({number(item.score or 0.0, 2)})" for item in first) or "n/a"
    holds = {item.id for item in first} == wanted if first else None
    year = evidence.profile.composite.year
    other = vocabulary().index_measure
    yield Claim("highest own scores", ", ".join(names), computed, year, holds, "", other)


def ranges(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """Lowest and highest of the index over the pilots, and of the stars over their NUTS 2 regions."""
    index = evidence.profile.composite
    totals = [index.total, *(peer.value for peer in index.peers)]
    stars = list(evidence.regional_stars.values())
    terms = vocabulary()
    yield _range(found, "index", totals, index.year, terms.index_measure, 2)
    yield _range(found, "stars", stars, evidence.profile.clusters.year, terms.stars_measure, 0)


def _range(
    found: Found, name: str, values: Sequence[float | None], year: int | None, other: str, decimals: int
) -> Claim:
    held = [value for value in values if value is not None]
    low, high = found[f"{name}_low"], found[f"{name}_high"]
    text = {
        "index": "total index over the pilots: range",
        "stars": "cluster stars over the pilots' NUTS 2 regions: range",
    }[name]
    if not held:
        return Claim(text, f"{low} to {high}", reason="no pilot has a value", other_measure=other)
    computed = f"{number(min(held), decimals)} to {number(max(held), decimals)}"
    inside = float(low) <= min(held) and max(held) <= float(high)
    return Claim(text, f"{low} to {high}", computed, year, inside, "", other)


def star_leader(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'ITC1 leads': first of the pilots' NUTS 2 regions by stars."""
    place, stars, other = found["region"], evidence.regional_stars, vocabulary().stars_measure
    text = f"cluster stars: {place} leads the pilots' NUTS 2 regions"
    if not stars:
        yield Claim(text, place, reason="no pilot has stars here", other_measure=other)
        return
    most = max(stars.values())
    leaders = [code for code, count in stars.items() if count == most]
    year = evidence.profile.clusters.year
    yield Claim(text, place, f"{', '.join(leaders)} ({most})", year, leaders == [place], "", other)


def star_count(evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'five NUTS2 regions have 45 or more': counted over the pilots' NUTS 2 regions."""
    stars, other = evidence.regional_stars, vocabulary().stars_measure
    text = f"cluster stars: NUTS 2 regions with {found['least']} or more"
    if not stars:
        yield Claim(text, found["count"], reason="no pilot has stars here", other_measure=other)
        return
    counted = sum(count >= float(found["least"]) for count in stars.values())
    holds = found["count"] in (str(counted), Language("en").cardinal(counted))
    yield Claim(text, found["count"], str(counted), evidence.profile.clusters.year, holds, "", other)


def index_leader(_evidence: Evidence, found: Found) -> Iterator[Claim]:
    """'first of all pilot NUTS2 regions': our index is not made at NUTS 2, so there is nothing to show."""
    other = vocabulary().index_measure
    yield Claim(
        f"total index: {found[0]}", "1", reason="our index stands on the zones of the scoreboard", other_measure=other
    )


def _dimension(evidence: Evidence, name: str) -> Dimension | None:
    identifier = vocabulary().dimensions.get(name)
    return None if identifier is None else evidence.dimension(identifier)


def _scored(evidence: Evidence) -> list[Dimension]:
    return [item for item in evidence.profile.composite.dimensions if item.score is not None]
