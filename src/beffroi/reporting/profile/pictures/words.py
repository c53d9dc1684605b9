"""Phrases that figures share: units, flags, sources, places."""

import re
from collections.abc import Iterable

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Comparator, Indicator, Source

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def unit_of(language: Language, unit: str) -> str:
    """A unit in words."""
    units = {
        "eur_per_head": language.text("euro per head"),
        "eu100": language.text("EU = 100"),
        "percent": language.text("%"),
        "index_eu2016": language.text("index, EU in 2016 = 100"),
        "quotient": language.text("location quotient, EU = 1"),
        "persons": language.text("persons"),
        "persons_per_km2": language.text("persons per km²"),
        "thousand_persons": language.text("thousand persons"),
        "million_eur": language.text("million euro"),
        "fte": language.text("full-time equivalents"),
    }
    return units.get(unit, unit)


def unit_sign(language: Language, unit: str) -> str:
    """What stands after a large number: the sign or a short unit."""
    signs = {"percent": "%", "eur_per_head": "€", "eu100": language.text("EU = 100")}
    return signs.get(unit, "")


def flags_in_words(language: Language, flags: Iterable[str]) -> str:
    """The legend of the flags in use: 'p provisional, e estimated'."""
    meanings = {
        "b": language.text("break in series"),
        "c": language.text("confidential"),
        "d": language.text("definition differs"),
        "e": language.text("estimated"),
        "f": language.text("forecast"),
        "i": language.text("imputed"),
        "n": language.text("not significant"),
        "p": language.text("provisional"),
        "r": language.text("revised"),
        "s": language.text("Eurostat estimate"),
        "u": language.text("low reliability"),
        "z": language.text("not applicable"),
    }
    used = sorted({letter for flag in flags for letter in flag})
    return ", ".join(f"{letter} {meanings[letter]}" for letter in used if letter in meanings)


def source_line(language: Language, source: Source | None, *more: str) -> str:
    """Publisher, dataset, vintage and region codes, then what else has to be said."""
    if source is None:
        return " ".join(_capital(said) for said in more)
    first = language.text(
        "Source: {publisher}, {dataset}; {vintage}; region codes of NUTS {nuts}.",
        publisher=language.typeset(source.publisher),
        dataset=language.typeset(source.dataset),
        vintage=vintage_in_words(language, source.vintage),
        nuts=source.nuts,
    )
    return " ".join([first, *(_capital(said) for said in more)])


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def vintage_in_words(language: Language, vintage: str) -> str:
    """The vintage of a source in the language of the profile; parts in other words than usual stay as they are."""
    parts = re.split(r"(; |, )", vintage)
    return language.typeset("".join(_part_of_vintage(language, part) for part in parts))


def _part_of_vintage(language: Language, part: str) -> str:
    if match := re.fullmatch(r"years (\d{4}) to (\d{4})", part):
        return language.text("years {first} to {last}", first=match[1], last=match[2])
    if match := re.fullmatch(r"years (\d{4}) and (\d{4})", part):
        return language.text("years {first} and {last}", first=match[1], last=match[2])
    if match := re.fullmatch(r"year (\d{4})", part):
        return language.text("year {year}", year=match[1])
    if match := re.fullmatch(r"edition (\d{4})", part):
        return language.text("edition {year}", year=match[1])
    if (match := re.fullmatch(r"held (\w+) (\d{4})", part)) and match[1] in MONTHS:
        month = language.month(MONTHS.index(match[1]) + 1)
        return language.text("held {month} {year}", month=month, year=match[2])
    return language.typeset(part) if part.strip("; ,") else part


def coverage_line(language: Language, eu: Comparator | None) -> tuple[str, ...]:
    """How much of the EU reports, where its value is a sum."""
    if eu is None or not eu.coverage:
        return ()
    return (language.text("EU: {coverage}.", coverage=eu.coverage),)


def dated(measure: str, year: int | None) -> str:
    """What is measured, with its year where there is one."""
    return f"{measure}, {year}" if year else measure


def placed(language: Language, rank: int | None, of: int, polarity: int = 1, tied: int = 1) -> str:
    """The rank in words: 'sixth of ten'; 'third highest of ten' where high is not better; empty where there is none.

    Where high is not better, the place is counted from the end that is nearer. `tied` is how many share the rank.
    """
    if rank is None or of < 2:
        return ""
    counted_back = of - rank - tied + 2
    if rank in (1, of) or (polarity <= 0 and counted_back == 1):
        return _at_an_end(language, rank == 1, of, polarity)
    if polarity > 0:
        return language.text("{place} of {count}", place=language.place(rank), count=language.cardinal(of))
    values = {"place": language.place(min(rank, counted_back)), "count": language.cardinal(of)}
    if (polarity < 0) == (rank <= counted_back):
        return language.text("{place} lowest of {count}", **values)
    return language.text("{place} highest of {count}", **values)


def place_of(language: Language, indicator: Indicator) -> str:
    """The rank of the region by an indicator, in words."""
    tied = 1 + sum(peer.value == indicator.value for peer in indicator.peers)
    return placed(language, indicator.rank, indicator.of, indicator.polarity, tied)


def _at_an_end(language: Language, is_first: bool, of: int, polarity: int) -> str:
    """First or last, in the word that says what the number is."""
    count = language.cardinal(of)
    if polarity > 0:
        return (
            language.text("first of {count}", count=count)
            if is_first
            else language.text("last of {count}", count=count)
        )
    is_lowest = is_first == (polarity < 0)
    return (
        language.text("lowest of {count}", count=count)
        if is_lowest
        else language.text("highest of {count}", count=count)
    )


def against_eu(language: Language, value: float | None, eu: float | None, decimals: int) -> str:
    """'above the EU', 'below the EU', 'level with the EU', at the digits that are shown; empty where unknown."""
    if value is None or eu is None:
        return ""
    shown, reference = round(value, decimals), round(eu, decimals)
    name = language.text("the EU")
    if shown > reference:
        return language.text("above {names}", names=name)
    if shown < reference:
        return language.text("below {names}", names=name)
    return language.text("level with {names}", names=name)


def finding(language: Language, indicator: Indicator) -> str:
    """The title of an indicator's figure: 'GDP per head: above the EU, sixth of ten'."""
    label = language.typeset(indicator.short_label)
    if indicator.value is None:
        return language.text("{label}: no value for this region", label=label)
    parts = [
        against_eu(language, indicator.value, indicator.eu, indicator.decimals),
        place_of(language, indicator),
    ]
    said = ", ".join(part for part in parts if part)
    return language.text("{label}: {finding}", label=label, finding=said) if said else label


def section_question(language: Language, region: str, section: str) -> str:
    """The question that a page on one side of a region answers."""
    name = language.with_article(region)
    if section == "economy":
        return language.text("How does the economy of {region} stand?", region=name)
    if section == "technology":
        return language.text("How strong is technology in {region}?", region=name)
    return language.text("What does {region} specialise in?", region=name)
