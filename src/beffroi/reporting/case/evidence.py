"""What the open figures give for the region, its country, the EU and the pilot regions of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from beffroi.analytics.errors import InputError
from beffroi.analytics.indicators.ranks import rank
from beffroi.figures.membership import eu_members
from beffroi.figures.model import Figure
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.case.model import CaseFile
from beffroi.reporting.case.vocabulary import Base
from beffroi.reporting.language import Language
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.indicators import Comparison
from beffroi.reporting.profile.model import Dimension, Profile
from beffroi.reporting.profile.portfolio import SERIES, Population, population

EU = "EU"
SUFFIXES = {"percent": "%", "eur_per_head": " EUR"}


@dataclass(frozen=True)
class Measured:
    """A value as the figures give it, or why there is none."""

    value: float | None
    year: int | None
    reason: str = ""
    coverage: str = ""


@dataclass(frozen=True)
class Standing:
    """A rank among the pilot regions that have a value."""

    rank: int | None
    of: int
    without: tuple[str, ...]


class Evidence:
    """Figures of a case, none of them later than the year in which its document was prepared."""

    def __init__(self, figures: Figures, case: CaseFile) -> None:
        """Find the territories that the case names; InputError for one that is not known."""
        self.figures = figures
        self.year = case.meta.prepared
        self.region = _territory(case.meta.region.code, "meta.region.code")
        self.pilots = tuple(
            _pilot(pilot.name, pilot.nuts, f"pilot_regions, entry {number}")
            for number, pilot in enumerate(case.pilot_regions, start=1)
        )

    @cached_property
    def peers(self) -> tuple[Territory, ...]:
        """The pilot regions other than the region itself."""
        return tuple(pilot for pilot in self.pilots if not pilot.same_place(self.region))

    @cached_property
    def profile(self) -> Profile:
        """The region's profile against the pilots, as of the year in which the document was prepared."""
        return compose_profile(self.figures, self.region, self.peers, self.year, "en")

    def measure(self, series: str, place: str, year: int | None = None) -> Measured:
        """A series for a region code or the EU: in the year given if it is held, else in the latest year before it."""
        return self._measured(self._figure(series, place, self.year_of(series, year)))

    def share(self, base: Base, place: str, year: int) -> float | None:
        """A share in percent on another base; for the EU over the countries that have numerator and denominator."""
        places = sorted(eu_members(year)) if place == EU else [place]
        pairs = [
            (self._figure(base.numerator, code, year).value, self._figure(base.denominator, code, year).value)
            for code in places
        ]
        held = [(above, below) for above, below in pairs if above is not None and below]
        if not held:
            return None
        return base.scale * sum(above for above, _ in held) / sum(below for _, below in held)

    def year_of(self, series: str, wanted: int | None) -> int | None:
        """The year in which a series is compared: the one wanted, or the region's latest one before it."""
        if wanted is not None and wanted in self.figures.years(series):
            return wanted
        latest = self.figures.latest(series, self.region, self.year if wanted is None else wanted)
        return latest.year

    def standing(self, series: str, year: int | None) -> Standing:
        """The region's rank on a series among itself and its peers."""
        held = self.year_of(series, year)
        if held is None:
            return Standing(None, 0, ())
        values = [self.figures.figure(series, territory, held).value for territory in (self.region, *self.peers)]
        place = rank(values, polarity=self.figures.series[series].polarity)[0]
        without = tuple(pilot.name("en") for pilot, value in zip(self.peers, values[1:], strict=True) if value is None)
        ranked = None if values[0] is None or place is None else int(place)
        return Standing(ranked, len(values) - len(without) - (values[0] is None), without)

    def text(self, series: str, value: float) -> str:
        """A value with the digits of its source and its unit."""
        declared = self.figures.series[series]
        return number(value, declared.decimals) + SUFFIXES.get(declared.unit, "")

    def dimension(self, name: str) -> Dimension | None:
        """A dimension of our index of industrial change."""
        return next((item for item in self.profile.composite.dimensions if item.id == name), None)

    def total(self, code: str) -> Measured:
        """The total of our index for a region that is the case's own or a pilot, where the scoreboard has its zone."""
        index, place = self.profile.composite, find_territory(code)
        if place.same_place(self.region):
            return Measured(index.total, index.year, index.missing_reason or "")
        for territory, peer in zip(self.peers, index.peers, strict=True):
            if place.same_place(territory):
                return Measured(peer.value, None if peer.value is None else index.year, peer.missing_reason or "")
        return Measured(None, None, f"our index has no score of its own for {code}")

    def stars(self, code: str) -> Measured:
        """Our cluster stars of the region, a pilot, or any NUTS 2 region."""
        clusters, place = self.profile.clusters, find_territory(code)
        if place.same_place(self.region):
            return Measured(clusters.stars_total, clusters.year, clusters.missing_reason or "")
        for territory, peer in zip(self.peers, clusters.peers, strict=True):
            if place.same_place(territory):
                return Measured(peer.stars, None if peer.stars is None else clusters.year, peer.missing_reason or "")
        codes = self.figures.codes(SERIES, place)
        if self._population is not None and isinstance(codes, tuple) and codes[0] in self._population.totals:
            return Measured(self._population.totals[codes[0]]["stars"], self._population.year)
        return Measured(None, None, f"our stars are not counted for {code}")

    @cached_property
    def regional_stars(self) -> dict[str, int]:
        """Our cluster stars of every NUTS 2 region inside the pilots, the region of the case included."""
        if self._population is None:
            return {}
        inside = self.figures.codes_of(SERIES).inside
        codes = sorted({code for territory in (self.region, *self.peers) for code in inside(territory)})
        totals = self._population.totals
        return {code: totals[code]["stars"] for code in codes if code in totals}

    @cached_property
    def _population(self) -> Population | None:
        return population(Comparison(self.figures, self.region, None, self.peers, self.year, Language("en")))

    def _figure(self, series: str, place: str, year: int | None) -> Figure:
        if year is None:
            return self.figures.latest(series, self.region, self.year)
        return (
            self.figures.eu(series, year) if place == EU else self.figures.figure(series, find_territory(place), year)
        )

    def _measured(self, figure: Figure) -> Measured:
        year = None if figure.value is None else figure.year
        counted = figure.coverage
        coverage = "" if counted is None else f"{counted.reporting} of {counted.expected} countries report"
        return Measured(figure.value, year, figure.missing_reason or "", coverage)


def number(value: float, decimals: int) -> str:
    """A number as it is written in English."""
    return Language("en").number(value, decimals)


def _territory(text: str, where: str) -> Territory:
    try:
        return find_territory(text)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


def _pilot(name: str, codes: Sequence[str], where: str) -> Territory:
    """One code stands for itself; several make a territory under the name that the case gives it."""
    plain = name.translate(str.maketrans("=+", "  "))
    return _territory(codes[0] if len(codes) == 1 else f"{plain}={'+'.join(codes)}", where)
