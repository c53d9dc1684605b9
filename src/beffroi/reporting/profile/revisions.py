"""Published values that the series of today no longer give: said, with both numbers, never hidden."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from beffroi.analytics.indicators.ranks import rank
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.indicators import Comparison


class PublishedValue(BaseModel):
    """A value that a document printed: for which region, series, year, at which rank among which peers."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    region: str
    series: str
    year: int
    value: float
    rank: int
    peers: str


class Published(BaseModel):
    """All such values of one document."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str
    values: list[PublishedValue]


@cache
def published() -> Published:
    """The values shipped with Beffroi."""
    text = files("beffroi.reporting.profile").joinpath("published.yaml").read_text(encoding="utf-8")
    return Published.model_validate(yaml.safe_load(text))


def revisions(comparison: Comparison) -> list[str]:
    """One sentence for each published value of this region that the series of today no longer give."""
    said = []
    for printed in published().values:
        same_region = find_territory(printed.region).same_place(comparison.region)
        in_time = comparison.year is None or printed.year <= comparison.year
        if same_region and in_time and (sentence := _revision(comparison, printed)):
            said.append(sentence)
    return said


def _revision(comparison: Comparison, printed: PublishedValue) -> str | None:
    figures, language = comparison.figures, comparison.language
    now = figures.figure(printed.series, comparison.region, printed.year)
    peers = [peer for peer in find_peers(printed.peers) if not peer.same_place(comparison.region)]
    values = [now.value, *(figures.figure(printed.series, peer, printed.year).value for peer in peers)]
    place = rank(values, polarity=figures.series[printed.series].polarity)[0]
    if now.value is None or (now.value == printed.value and place == printed.rank):
        return None
    decimals = figures.series[printed.series].decimals
    return language.text(
        "{label}, {year}: the briefing of 2019 printed {printed} and rank {printed_rank} of the ten pilot regions; "
        "the series has been revised since and now gives {now} and rank {now_rank}.",
        label=figures.label(printed.series, language.lang),
        year=printed.year,
        printed=language.number(printed.value, decimals),
        printed_rank=printed.rank,
        now=language.number(now.value, decimals),
        now_rank=int(place or 0),
    )
