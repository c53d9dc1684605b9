"""The sentence that opens each section, drawn from the data by rules; a rule with nothing to say stays silent."""

import re
from collections.abc import Iterable, Sequence

from beffroi.figures.territories import find_peers
from beffroi.reporting.grammar import NARROW
from beffroi.reporting.language import Language
from beffroi.reporting.profile.indicators import TREND_YEARS, Comparison
from beffroi.reporting.profile.model import Clusters, Composite, Dimension, Indicator, RankInterval, Typology


def sentences(
    comparison: Comparison, found: Sequence[Indicator], index: Composite, stars: Clusters, placed: Typology
) -> dict[str, str]:
    """Sentences by section id, and `summary` for the top of the page."""
    by_id = {indicator.id: indicator for indicator in found}
    said = {
        "summary": _summary(comparison, found, by_id, index),
        "economy": _economy(comparison, by_id["gdp_per_head_eur"], by_id["gdp_per_head_pps_eu100"]),
        "technology": _technology(comparison, by_id),
        "index": _index(comparison, index),
        "clusters": _clusters(comparison, stars, placed),
    }
    return {section: comparison.language.typeset(sentence) for section, sentence in said.items()}


def among(comparison: Comparison, rank: int, of: int) -> str:
    """The rank in words: 'sixth of the ten pilot regions', 'second of the seven pilot regions with a value'."""
    language = comparison.language
    values = {"place": language.place(rank), "count": language.cardinal(of)}
    if not _pilots(comparison):
        return language.text("{place} of {count} regions", **values)
    if of == len(comparison.peers) + 1:
        return language.text("{place} of the {count} pilot regions", **values)
    return language.text("{place} of the {count} pilot regions with a value", **values)


def _pilots(comparison: Comparison) -> bool:
    """Whether the regions compared are the ten pilot regions, no more and no less."""
    compared = {comparison.region.leaves, *(peer.leaves for peer in comparison.peers)}
    return compared == {pilot.leaves for pilot in find_peers("pilots")}


def standing(comparison: Comparison, indicator: Indicator) -> str:
    """How a value stands against EU and country: 'below the EU and Belgium', 'above the EU and below Belgium'."""
    language = comparison.language
    eu, country = indicator.eu, indicator.country
    names = [(eu, language.text("the EU"))]
    if comparison.country is not None:
        names.append((country, language.country(comparison.country.code, article=True)))
    words = [(side, name) for value, name in names if (side := _side(indicator, value)) is not None]
    if len(words) == 2 and words[0][0] == words[1][0]:
        return _phrase(language, words[0][0], language.list_of([words[0][1], words[1][1]]))
    return language.list_of([_phrase(language, side, name) for side, name in words])


def _side(indicator: Indicator, other: float | None) -> int | None:
    """1 above, 0 level at the digits shown, -1 below, None unknown."""
    if indicator.value is None or other is None:
        return None
    shown, reference = round(indicator.value, indicator.decimals), round(other, indicator.decimals)
    return (shown > reference) - (shown < reference)


def _phrase(language: Language, side: int, names: str) -> str:
    if side > 0:
        return language.text("above {names}", names=names)
    if side < 0:
        return language.text("below {names}", names=names)
    return language.text("level with {names}", names=names)


def _summary(comparison: Comparison, found: Sequence[Indicator], by_id: dict[str, Indicator], index: Composite) -> str:
    output = _output(comparison, by_id["gdp_per_head_pps_eu100"])
    parts = [output, _strongest_and_weakest(comparison, found, named=bool(output))]
    if index.total is not None and index.eu is not None:
        parts.append(_against_eu(comparison, index))
    if index.interval is not None:
        parts.append(_sureness(comparison, index.interval))
    said = [part for part in parts if part]
    return " ".join(said) or comparison.language.text("The figures held here say nothing of this region.")


def _output(comparison: Comparison, output: Indicator) -> str:
    if output.value is None:
        return ""
    language = comparison.language
    first = language.text(
        "{region} produced {value}% of the EU average per head in {year}, in purchasing power",
        region=language.subject(comparison.region.name(language.lang)),
        value=language.number(output.value, 0),
        year=output.year,
    )
    more = [] if output.rank is None or output.of < 2 else [among(comparison, output.rank, output.of)]
    more += [change] if (change := _change(comparison, output)) else []
    return f"{first}, {language.list_of(more)}." if more else f"{first}."


def _change(comparison: Comparison, output: Indicator) -> str:
    """How the value moved in five years, in whole points as they are shown; empty where the first is not held."""
    if output.year is None or output.value is None:
        return ""
    language, since = comparison.language, output.year - TREND_YEARS
    before = comparison.figures.figure(output.id, comparison.region, since).value
    if before is None:
        return ""
    points = round(output.value) - round(before)
    if points == 0:
        return language.text("as much as in {since}", since=since)
    values = {"number": language.cardinal(abs(points)), "since": since}
    if points > 0:
        return language.plural(
            "{number} point more than in {since}", "{number} points more than in {since}", points, **values
        )
    return language.plural(
        "{number} point less than in {since}", "{number} points less than in {since}", -points, **values
    )


def _strongest_and_weakest(comparison: Comparison, found: Sequence[Indicator], *, named: bool) -> str:
    """Best and worst place among the peers, over indicators where higher or lower is better and five have a value.

    The region is named unless an earlier sentence has done so.
    """
    language = comparison.language
    placed = [item for item in found if item.rank is not None and item.of >= 5 and item.polarity != 0]
    if len(placed) < 2:
        return ""
    best = min(placed, key=_relative_place)
    worst = max(placed, key=_relative_place)
    if best.id == worst.id or _relative_place(best) == _relative_place(worst):
        return ""
    values = {
        "best": language.inside(best.short_label),
        "best_place": _place_of(comparison, best),
        "worst": language.inside(worst.short_label),
        "worst_place": _place_of(comparison, worst),
    }
    if named:
        return language.text(
            "It stands best on {best} ({best_place}) and least well on {worst} ({worst_place}).", **values
        )
    return language.text(
        "{region} stands best on {best} ({best_place}) and least well on {worst} ({worst_place}).",
        region=language.subject(comparison.region.name(language.lang)),
        **values,
    )


def _relative_place(indicator: Indicator) -> float:
    return ((indicator.rank or 1) - 1) / (indicator.of - 1)


def _place_of(comparison: Comparison, indicator: Indicator) -> str:
    language = comparison.language
    if indicator.rank == indicator.of:
        return language.text("last of {count}", count=language.cardinal(indicator.of))
    return language.text(
        "{place} of {count}", place=language.place(indicator.rank or 1), count=language.cardinal(indicator.of)
    )


def _against_eu(comparison: Comparison, index: Composite) -> str:
    language = comparison.language
    if index.total is None or index.eu is None:
        return ""
    values = {"value": language.number(index.total, 2), "eu": language.number(index.eu, 2)}
    if round(index.total, 2) > round(index.eu, 2):
        return language.text("Its index of industrial change is above that of the EU ({value} against {eu}).", **values)
    if round(index.total, 2) < round(index.eu, 2):
        return language.text("Its index of industrial change is below that of the EU ({value} against {eu}).", **values)
    return language.text("Its index of industrial change equals that of the EU ({value}).", **values)


def _sureness(comparison: Comparison, interval: RankInterval) -> str:
    language = comparison.language
    return language.text(
        "On it the region ranks {rank} of {of} EU zones, between {low} and {high} under other choices of method.",
        rank=interval.rank,
        of=interval.of,
        low=language.number(interval.low),
        high=language.number(interval.high),
    )


def _economy(comparison: Comparison, gdp: Indicator, power: Indicator) -> str:
    """GDP per head in euro; and in purchasing power, where prices change the place."""
    language = comparison.language
    if gdp.value is None:
        return language.text("GDP per head is missing: {reason}.", reason=gdp.missing_reason)
    against = standing(comparison, gdp)
    place = "" if gdp.rank is None or gdp.of < 2 else f"; {among(comparison, gdp.rank, gdp.of)}"
    first = language.text("GDP per head in euro is {standing}", standing=against) + f"{place} ({gdp.year})."
    if not place or power.rank is None or power.rank == gdp.rank:
        return first
    second = language.text(
        "In purchasing power, which takes out differences between price levels, the region is {place} ({year}).",
        place=language.place(power.rank),
        year=power.year,
    )
    return f"{first} {second}"


def emphasised(sentence: str) -> tuple[str, str, str]:
    """A summary in three parts: up to its first percentage, the percentage, and the rest; else all in the first."""
    found = re.search(rf"\d[\d,.{NARROW}]*{NARROW}?%", sentence)
    if found is None:
        return sentence, "", ""
    return sentence[: found.start()], found[0], sentence[found.end() :]


def _technology(comparison: Comparison, by_id: dict[str, Indicator]) -> str:
    language = comparison.language
    said: list[str] = []
    high_tech, research = by_id["high_tech_share"], by_id["business_rd"]
    if high_tech.value is not None and (against := standing(comparison, high_tech)):
        said.append(
            language.text("The share of high-technology sectors in business jobs is {standing}", standing=against)
        )
    if research.value is not None and (against := standing(comparison, research)):
        said.append(language.text("business R&D expenditure is {standing}", standing=against))
    if not said:
        return language.text("The figures held here say nothing of technology in this region.")
    return _joined(said) + "."


def _joined(clauses: Sequence[str]) -> str:
    text = "; ".join(clauses)
    return text[0].upper() + text[1:]


def _index(comparison: Comparison, index: Composite) -> str:
    language = comparison.language
    if index.total is None:
        return language.text("The index cannot be given: {reason}.", reason=index.missing_reason or "n/a")
    scored = [item for item in index.dimensions if item.score is not None]
    above = [item for item in scored if item.eu is not None and (item.score or 0) > item.eu]
    lowest = min(scored, key=lambda item: item.score or 0)
    return language.text(
        "Above the EU on {above} of the {count} dimensions that open data allow, highest on {highest}, lowest on "
        "{lowest}.",
        above=language.cardinal(len(above)),
        count=language.cardinal(len(scored)),
        highest=language.inside(_highest(scored).label),
        lowest=language.inside(lowest.label),
    )


def _highest(scored: Iterable[Dimension]) -> Dimension:
    return max(scored, key=lambda item: item.score or 0)


def _clusters(comparison: Comparison, stars: Clusters, placed: Typology) -> str:
    language = comparison.language
    if stars.stars_total is None:
        return language.text("Cluster stars cannot be given: {reason}.", reason=stars.missing_reason or "n/a")
    place = "" if stars.rank is None or stars.of < 2 else f", {among(comparison, stars.rank, stars.of)}"
    first = language.plural("{count} cluster star", "{count} cluster stars", stars.stars_total) + place
    top = sorted((item for item in stars.sectors if item.lq is not None), key=lambda item: -(item.lq or 0))[:1]
    special = "".join(
        "; "
        + language.text(
            "most specialised in {sector} ({lq} times the weight in the EU)",
            sector=language.inside(item.name),
            lq=language.number(item.lq or 0, 1),
        )
        for item in top
    )
    type_ = "; " + language.text("type: {type}", type=placed.type_label)
    return f"{first}{special}{type_}."
