"""The store: answers for a series, a territory and a year with a figure, or with the reason why there is none."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.figures.catalogue import (
    Absent,
    Catalogue,
    Cellwise,
    Computation,
    Growth,
    Plus,
    Quotient,
    Ratio,
    Relative,
    Selection,
    Series,
    Specialisation,
    Sum,
    Table,
    checksum_of,
    load_catalogue,
)
from beffroi.figures.evaluate import Evaluation
from beffroi.figures.manifest import Entry, read_manifest
from beffroi.figures.membership import eu_members
from beffroi.figures.model import Figure, Source
from beffroi.figures.tables import read_parquet, read_snapshot
from beffroi.figures.territories import Codes, Territory, find_territory, is_region

Cell = tuple[float | None, str]


class Figures:
    """The official figures: the built-in ones, or a snapshot of fetched tables laid over them.

    Tables are read when first asked for, and refused by name if they do not match their checksum.

    >>> figures = Figures.builtin()
    >>> figures.figure("gdp_per_head_eur", "BE3", 2017).value
    28100.0
    >>> figures.figure("employment_rate", "BE3", 2017).missing_reason
    'no population denominator among the built-in figures'
    """

    def __init__(self, catalogue: Catalogue, snapshot: Path | None = None) -> None:
        self._snapshot = snapshot
        self._manifest: dict[str, Entry] = read_manifest(snapshot) if snapshot else {}
        self.catalogue = catalogue.holding(self._manifest)
        self.series: Mapping[str, Series] = self.catalogue.series
        self._tables: dict[str, pl.DataFrame] = {}
        self._codes: dict[str, Codes] = {}
        self._cells: dict[str, dict[tuple[str, int, str | None], Cell]] = {}
        self._years: dict[str, list[int]] = {}
        self._shares: dict[int, dict[str, tuple[float, int]]] = {}
        self._figures: dict[tuple[str, str, int, str | None], Figure] = {}
        self.union_pairs: dict[tuple[str, str, int], tuple[Figure, Figure]] = {}
        self.division_totals: dict[tuple[str, str, int], float] = {}

    @classmethod
    def builtin(cls) -> "Figures":
        """The figures shipped with Beffroi."""
        return cls(load_catalogue())

    @classmethod
    def open(cls, snapshot: Path) -> "Figures":
        """A snapshot folder laid over the built-in figures, table by table.

        Raises
        ------
        InputError
            if the folder holds no manifest, or one that is damaged.

        """
        return cls(load_catalogue(), snapshot)

    @property
    def origin(self) -> Message:
        """Where the figures come from, in a few words."""
        if self._snapshot is None:
            return Message("built-in figures")
        return Message("snapshot {name} over the built-in figures", name=self._snapshot.name)

    def figure(self, series: str, territory: Territory | str, year: int, *, sector: str | None = None) -> Figure:
        """The value of a series for a territory and year.

        Parameters
        ----------
        series : str
            id in the catalogue.
        territory : Territory or str
            anything that `find_territory` understands; `EU` for the European Union.
        year : int
        sector : str, optional
            NACE section or division, for series by sector.

        Returns
        -------
        Figure
            with a value, or with the reason why it is missing.

        Raises
        ------
        InputError
            if the series or the territory is unknown.

        """
        self.catalogue.get(series)
        place = self._place(territory)
        key = (series, "EU" if place is None else place.code, year, sector)
        if key not in self._figures:
            self._figures[key] = Evaluation(self, place, year, sector).figure(series)
        return self._figures[key]

    def eu(self, series: str, year: int, *, sector: str | None = None) -> Figure:
        """The EU's value: as published, else summed over the member countries that report, with the coverage."""
        return self.figure(series, "EU", year, sector=sector)

    def latest(
        self, series: str, territory: Territory | str, up_to: int | None = None, *, sector: str | None = None
    ) -> Figure:
        """The figure of the latest year with a value, up to a year; without one, no year and the reason."""
        self.catalogue.get(series)
        years = [year for year in self.years(series) if up_to is None or year <= up_to]
        figures = [self.figure(series, territory, year, sector=sector) for year in years[-1:]]
        for year in reversed(years):
            found = self.figure(series, territory, year, sector=sector)
            if found.value is not None:
                return found
        place = self._place(territory)
        code = "EU" if place is None else place.code
        return Figure(series, code, None, None, missing_reason=self._why_none(series, figures, up_to))

    def _why_none(self, series: str, newest: list[Figure], up_to: int | None) -> str:
        computation = self.series[series].from_
        if isinstance(computation, Absent):
            return Message(computation.reason.en)
        if newest:
            return newest[0].missing_reason or ""
        years = self.years(series)
        if years and up_to is not None:
            return Message("no data up to {year}; the series begins in {first}", year=up_to, first=years[0])
        return Message("the tables held have no year in which it can be computed")

    def years(self, series: str) -> list[int]:
        """The years that a series holds, in order."""
        if series not in self._years:
            self._years[series] = sorted(self._years_of(self.catalogue.get(series).from_))
        return self._years[series]

    def table(self, series: str, year: int | None = None) -> pl.DataFrame:
        """The published cells of a series as held: region, [sector], year, value, flag."""
        declared = self.catalogue.get(series).from_
        if not isinstance(declared, Selection):
            raise InputError(f"'{series}' is derived, not published as a table; ask for single figures instead.")
        found = self._read(declared.table)
        for column, value in declared.where.items():
            found = found.filter(pl.col(column) == value)
        if year is not None:
            found = found.filter(pl.col("year") == year)
        by = [declared.by] if declared.by else []
        return found.select("region", *by, "year", "value", "flag")

    def employment(self, year: int) -> pl.DataFrame:
        """Persons employed by NACE division: region, sector, value, flag; every region that the table names."""
        found = self.table("persons_employed", year).filter(pl.col("sector").str.len_chars() == 3)
        return found.select("region", "sector", "value", "flag")

    def reference_regions(self, year: int) -> list[str]:
        """NUTS 2 regions of the member countries in the table of persons employed."""
        members = eu_members(year)
        regions = self.employment(year)["region"].unique().to_list()
        return sorted(code for code in regions if len(code) == 4 and code[:2] in members and is_region(code))

    def eu_shares(self, year: int) -> dict[str, tuple[float, int]]:
        """Each NACE division's share in the EU's persons employed, and by how many member countries it is known.

        For every division the countries that publish it, in numerator and denominator; the denominator is all
        divisions that a country publishes.
        """
        if year not in self._shares:
            held = self.employment(year).filter(pl.col("region").is_in(sorted(eu_members(year)))).drop_nulls("value")
            totals = held.group_by("region").agg(pl.col("value").sum().alias("total"))
            sums = held.join(totals, on="region").group_by("sector")
            shares = sums.agg(pl.col("value").sum() / pl.col("total").sum(), pl.len().alias("countries"))
            self._shares[year] = {row[0]: (row[1], row[2]) for row in shares.iter_rows()}
        return self._shares[year]

    def sectors(self, series: str) -> list[str]:
        """The sectors of a series that is held by sector, in order; none where it is not.

        Parameters
        ----------
        series : str
            id in the catalogue.

        Returns
        -------
        list of str
            NACE sections and divisions.

        Raises
        ------
        InputError
            if the series is unknown.

        Examples
        --------
        >>> figures = Figures.builtin()
        >>> figures.sectors("location_quotient")[:2], figures.sectors("gdp_million_eur")
        (['B05', 'B06'], [])
        """
        declared = self.catalogue.get(series).from_
        if isinstance(declared, Specialisation):
            return [sector for sector in self.sectors(declared.of) if len(sector) == 3]
        if not isinstance(declared, Selection) or declared.by is None:
            return []
        return [str(sector) for sector in self.table(series)[declared.by].unique().sort().to_list()]

    def source(self, series: str) -> Source:
        """Publisher, dataset, licence and vintage of everything that a series is made from, with checksums.

        `nuts` is the vintage of the codes of the first table; `tables` tells it for each.
        """
        described = self.tables(series)
        tables = list(described.values())
        return Source(
            publisher="; ".join(dict.fromkeys(table.publisher for table in tables)),
            dataset="; ".join(dict.fromkeys(table.dataset for table in tables)),
            licence="; ".join(dict.fromkeys(table.licence for table in tables)),
            vintage="; ".join(dict.fromkeys(table.vintage for table in tables)),
            nuts=tables[0].nuts if tables else 0,
            checksums={name: self._checksum(name) for name in described},
        )

    def tables(self, series: str) -> dict[str, Table]:
        """The tables that a series is made from, by name, as the catalogue or the snapshot describes them.

        >>> {name: table.nuts for name, table in Figures.builtin().tables("rd_personnel_share").items()}
        {'rd_personnel': 2016, 'employed_by_section': 2013}
        """
        return {name: self._described(name) for name in self._tables_of(self.catalogue.get(series).from_)}

    def label(self, series: str, lang: str = "en") -> str:
        """The name of a series in a language."""
        return self.catalogue.get(series).label.of(lang)

    def definition(self, series: str, lang: str = "en") -> str:
        """What a series means, in a language."""
        return self.catalogue.get(series).definition.of(lang)

    def why_absent(self, series: str, lang: str = "en") -> str | None:
        """Why the tables cannot give a series at all, in a language; None where they can."""
        declared = self.catalogue.get(series).from_
        return declared.reason.of(lang) if isinstance(declared, Absent) else None

    def codes(self, series: str, territory: Territory | str) -> tuple[str, ...] | Message:
        """The codes under which the table of a series has a territory, or why it has none."""
        place = self._place(territory)
        return Message("the EU is not a code of the table") if place is None else self.codes_of(series).of(place)

    def codes_of(self, series: str) -> Codes:
        """The codes of the table of a published series."""
        name = self._selection(series).table
        if name not in self._codes:
            regions = self._read(name)["region"].unique().to_list()
            self._codes[name] = Codes(regions, self._described(name).nuts)
        return self._codes[name]

    def table_of(self, series: str) -> Table:
        """The table of a published series."""
        return self._described(self._selection(series).table)

    def cell(self, series: str, code: str, year: int, sector: str | None) -> Cell | None:
        """One published cell: value and flag; None where the table has no such row."""
        if series not in self._cells:
            held = self.table(series)
            sectors = held["sector"].to_list() if "sector" in held.columns else [None] * held.height
            keys = zip(held["region"].to_list(), held["year"].to_list(), sectors, strict=True)
            cells = zip(held["value"].to_list(), held["flag"].to_list(), strict=True)
            self._cells[series] = dict(zip(keys, cells, strict=True))
        return self._cells[series].get((code, year, sector))

    @cached_property
    def without_eu_row(self) -> frozenset[str]:
        """Series whose EU value has to be summed over countries."""
        return frozenset(
            name
            for name, series in self.series.items()
            if any(not self._described(table).eu for table in self._tables_of(series.from_))
        )

    def _place(self, territory: Territory | str) -> Territory | None:
        if isinstance(territory, Territory):
            return territory
        return None if territory.strip().upper() == "EU" else find_territory(territory)

    def _selection(self, series: str) -> Selection:
        declared = self.series[series].from_
        if isinstance(declared, Selection):
            return declared
        raise InputError(f"'{series}' is derived, not published as a table; ask for single figures instead.")

    def _read(self, name: str) -> pl.DataFrame:
        if name not in self._tables:
            entry = self._manifest.get(name)
            if entry is None or self._snapshot is None:
                self._tables[name] = read_parquet(name)
            else:
                columns = ["region", *self.catalogue.tables[name].dimensions.values(), "year", "value", "flag"]
                path = self._snapshot / f"{name}.parquet"
                self._tables[name] = read_snapshot(path, entry.sha256, columns)
        return self._tables[name]

    def _described(self, name: str) -> Table:
        entry = self._manifest.get(name)
        table = self.catalogue.tables[name]
        if entry is None:
            return table
        return table.model_copy(update=entry.differing)

    def _checksum(self, name: str) -> str:
        entry = self._manifest.get(name)
        return checksum_of(f"{name}.parquet") if entry is None else entry.sha256

    def _inputs(self, computation: Computation) -> list[str]:
        """Series that a computation uses."""
        if isinstance(computation, Sum | Relative | Growth | Specialisation):
            return [computation.of]
        if isinstance(computation, Plus):
            return computation.of
        if isinstance(computation, Ratio | Quotient):
            return [computation.numerator, computation.denominator]
        return [*computation.multiply, *computation.divide] if isinstance(computation, Cellwise) else []

    def _tables_of(self, computation: Computation) -> list[str]:
        if isinstance(computation, Selection):
            return [computation.table]
        names = [name for series in self._inputs(computation) for name in self._tables_of(self.series[series].from_)]
        return list(dict.fromkeys(names))

    def _years_of(self, computation: Computation) -> set[int]:
        if isinstance(computation, Selection):
            held = self._read(computation.table)
            for column, value in computation.where.items():
                held = held.filter(pl.col(column) == value)
            return set(held["year"].unique().to_list())
        inputs = [self._years_of(self.series[series].from_) for series in self._inputs(computation)]
        years = set.intersection(*inputs) if inputs else set()
        if isinstance(computation, Growth):
            return {year for year in years if year - computation.years in years}
        return years
