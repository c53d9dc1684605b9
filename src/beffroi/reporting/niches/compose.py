"""Which regions are compared, and the options of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from beffroi.analytics.clusters.schemes import load_scheme
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import to_matrix
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.niches import Niches, niches
from beffroi.analytics.relatedness.tables import Conventions, analyse, anchored
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.portfolio import SCHEME, SERIES, sum_of

CONVENTIONS = Conventions(own="out")
ANCHOR = "tertiary_share_of_employed"
"""What complexity rises with in the built-in figures: in Europe's regions it hardly goes with diversity."""
SIGNAL = Message(
    "a signal, not a recommendation: it tells what lies near to the specialisations of today and how rare it is, and "
    "knows nothing of demand, costs, people or policy"
)


@dataclass(frozen=True)
class Compared:
    """A table `region, sector, value`, the region and the peers in it, and where it comes from."""

    table: pl.DataFrame
    region: str
    peers: tuple[str, ...]
    source: str
    year: int | None = None
    anchor: Mapping[str, float] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """The options of a region with the names of regions and sectors."""

    found: Niches
    compared: Compared
    sectors: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def region(self) -> str:
        """The name of the region."""
        return self.compared.names.get(self.found.region, self.found.region)

    def sector(self, code: str) -> str:
        """The name of a sector, or its code where it has none."""
        return self.sectors.get(code, code)


def options_of(compared: Compared, related: int, language: Language) -> Options:
    """Every sector of the region by relatedness and complexity; sectors that are NACE divisions get their names."""
    matrix = to_matrix(compared.table, "region", "sector", "value")
    anchor = None if compared.anchor is None else anchored(matrix, compared.anchor)
    analysis = analyse(matrix, CONVENTIONS, anchor)
    found = niches(analysis, compared.region, peers=compared.peers, related=related)
    scheme = load_scheme(SCHEME)
    named = (
        {} if scheme.unknown(matrix.sectors) else {code: scheme.name(code, language.lang) for code in matrix.sectors}
    )
    notes = (language.message(SIGNAL), *compared.notes, *(language.message(note) for note in found.notes))
    return Options(found, compared, named, notes)


def among_europe(
    figures: Figures, region: Territory, peers: Sequence[Territory], language: Language, up_to: int | None = None
) -> Compared:
    """The region among the NUTS 2 regions of the EU, in the latest year (up to one) with persons employed by division.

    A territory of several regions stands in the place of its parts; peers that overlap with the region are left out.
    """
    year = max((held for held in figures.years(SERIES) if held <= (up_to or held)), default=None)
    if year is None:
        raise InputError(f"{region.code}: no year up to {up_to} has employment by industry; ask for a later one.")
    held = figures.employment(year)
    taken, notes = _places(figures, region, peers, language)
    parts = {part for _, inside in taken.values() for part in inside}
    others = [code for code in figures.reference_regions(year) if code not in parts]
    rest = held.filter(pl.col("region").is_in(others)).select("region", "sector", "value")
    sums = [sum_of(held, codes, code) for code, (codes, _) in taken.items()]
    anchor = {code: figures.latest(ANCHOR, code, year).value for code in (*taken, *others)}
    series, source = figures.label(ANCHOR, language.lang), figures.source(SERIES)
    return Compared(
        table=pl.concat([*sums, rest]),
        region=region.code,
        peers=tuple(code for code in taken if code != region.code),
        source=f"{source.publisher}, {source.dataset}, {year}; {source.licence}",
        year=year,
        anchor={code: value for code, value in anchor.items() if value is not None},
        names={place.code: place.name(language.lang) for place in (region, *peers)},
        notes=(*notes, language.text("complexity is turned to rise with this: {series}", series=series)),
    )


Places = dict[str, tuple[tuple[str, ...], set[str]]]


def _places(
    figures: Figures, region: Territory, peers: Sequence[Territory], language: Language
) -> tuple[Places, list[str]]:
    """The codes of region and peers, and all codes inside them; who is left out, and why."""
    taken: Places = {}
    notes: list[str] = []
    for place in (region, *(peer for peer in peers if peer.code != region.code)):
        codes = figures.codes(SERIES, place)
        if isinstance(codes, Message):
            why = codes
        else:
            inside = {*codes, *figures.codes_of(SERIES).inside(place)}
            if not any(inside & other for _, other in taken.values()):
                taken[place.code] = (codes, inside)
                continue
            why = Message("it overlaps with another region of the comparison")
        if place is region:
            raise InputError(f"{region.code}: {why}; choose another region, or give a table with --employment.")
        said = "{name} is left out of the peers: {why}"
        notes.append(language.text(said, name=place.name(language.lang), why=language.message(why)))
    return taken, notes
