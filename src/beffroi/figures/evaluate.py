"""How each kind of declared series is computed for a territory and for the EU."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from beffroi.analytics.messages import Message
from beffroi.figures.catalogue import (
    Absent,
    Cellwise,
    Composed,
    Growth,
    Plus,
    Quotient,
    Ratio,
    Relative,
    Selection,
    Specialisation,
    Sum,
)
from beffroi.figures.membership import eu_members
from beffroi.figures.model import Coverage, Figure
from beffroi.figures.territories import Territory, find_territory

if TYPE_CHECKING:
    from beffroi.figures.store import Figures

EU = "EU"
Place = Territory | None
"""A territory, or None for the EU."""


class Evaluation:
    """One question: a year, a place, and the figures that answer."""

    def __init__(self, figures: "Figures", place: Place, year: int, sector: str | None = None) -> None:
        self.figures, self.place, self.year, self.sector = figures, place, year, sector

    def figure(self, series: str) -> Figure:
        """The figure of a series, by its kind."""
        computation = self.figures.series[series].from_
        methods: dict[type, Callable[..., Figure]] = {
            Selection: self._selection,
            Sum: self._sum,
            Plus: self._plus,
            Cellwise: self._cellwise,
            Ratio: self._ratio,
            Quotient: self._quotient,
            Specialisation: self._specialisation,
            Relative: self._relative,
            Growth: self._growth,
            Absent: self._absent,
        }
        found = methods[type(computation)](series, computation)
        return replace(found, series=series, region=self._code, year=self.year)

    @property
    def _code(self) -> str:
        return EU if self.place is None else self.place.code

    def _made(
        self,
        value: float | None,
        inputs: Iterable[Figure],
        reason: str | None = None,
        coverage: Coverage | None = None,
    ) -> Figure:
        """A figure from others: union of flags and codes; a missing value takes the first reason of its inputs."""
        inputs = list(inputs)
        if value is None and reason is None:
            reason = next((item.missing_reason for item in inputs if item.missing_reason), None)
        return Figure(
            series="",
            region=self._code,
            year=self.year,
            value=value,
            flag="" if value is None else "".join(sorted({mark for item in inputs for mark in item.flag})),
            missing_reason=None if value is not None else reason or Message("not published"),
            codes=tuple(dict.fromkeys(code for item in inputs for code in item.codes)),
            coverage=coverage or next((item.coverage for item in inputs if item.coverage), None),
            notes=tuple(dict.fromkeys(note for item in inputs for note in item.notes)),
        )

    def _absent(self, _series: str, declared: Absent) -> Figure:
        return self._made(None, [], Message(declared.reason.en))

    def _selection(self, series: str, declared: Selection) -> Figure:
        if declared.by is not None and self.sector is None:
            return self._made(None, [], Message("the series is by sector; name one"))
        if self.place is None:
            return self._eu_selection(series, declared)
        codes = self.figures.codes_of(series)
        candidates = codes.candidates(self.place)
        if not candidates:
            return self._made(None, [], _reason_in(codes.of(self.place)))
        first = self._cells(series, declared, candidates[0])
        if first.value is not None:
            return first
        others = (self._cells(series, declared, candidate) for candidate in candidates[1:])
        return next((found for found in others if found.value is not None), first)

    def _cells(self, series: str, declared: Selection, codes: Sequence[str]) -> Figure:
        """The value under one code, or the sum under several."""
        if len(codes) > 1 and not declared.additive:
            return self._composed(declared.composed, codes)
        cells = [self.figures.cell(series, code, self.year, self.sector) for code in codes]
        absent = [code for code, cell in zip(codes, cells, strict=True) if cell is None or cell[0] is None]
        if absent:
            return self._made(None, [], self._why_no_cell(series, codes, absent))
        flags = "".join(sorted({mark for cell in cells if cell for mark in cell[1]}))
        value = sum(cell[0] for cell in cells if cell and cell[0] is not None)
        return replace(self._made(value, []), flag=flags, codes=tuple(codes))

    def _why_no_cell(self, series: str, codes: Sequence[str], absent: Sequence[str]) -> Message:
        if self.year not in self.figures.years(series):
            return Message("no data for {year}", year=self.year)
        if len(codes) == 1:
            return Message("not published or confidential for {code} in {year}", code=codes[0], year=self.year)
        return Message(
            "not published or confidential for {absent}, so the sum over {codes} is missing",
            absent=", ".join(absent),
            codes=", ".join(codes),
        )

    def _composed(self, declared: Composed | None, codes: Sequence[str]) -> Figure:
        if declared is None:
            reason = _not_averaged(codes)
            return replace(self._made(None, [], reason), codes=tuple(codes))
        numerator = self._sum_over(declared.numerator, codes)
        denominator = self._sum_over(declared.denominator, codes)
        value = _divided(numerator.value, denominator.value, declared.scale)
        if value is not None and declared.rounded_to:
            value = round(value / declared.rounded_to) * declared.rounded_to
        made = self._made(value, [numerator, denominator])
        return replace(made, notes=(*made.notes, Message("computed from sums over {codes}", codes=", ".join(codes))))

    def _sum_over(self, series: str, codes: Sequence[str]) -> Figure:
        """Sum of a series over single codes, missing where one of them is missing."""
        parts = [
            Evaluation(self.figures, find_territory(code), self.year, self.sector).figure(series) for code in codes
        ]
        complete = all(part.value is not None for part in parts)
        return self._made(sum(part.value or 0.0 for part in parts) if complete else None, parts)

    def _eu_selection(self, series: str, declared: Selection) -> Figure:
        rows = self.figures.table_of(series).eu
        for row in rows:
            cell = self.figures.cell(series, row, self.year, self.sector)
            if cell is not None and cell[0] is not None:
                return replace(self._made(cell[0], []), flag=cell[1], codes=(row,))
        if rows or not declared.additive:
            return self._made(None, [], Message("no EU value is published for {year}", year=self.year))
        return self._over_members([series])[0]

    def _over_members(self, names: Sequence[str]) -> list[Figure]:
        """Sums over the member countries that report every one of several series, with the coverage."""
        members = sorted(eu_members(self.year))
        reported: list[list[Figure]] = []
        missing = []
        for code in members:
            country = Evaluation(self.figures, find_territory(code), self.year, self.sector)
            figures = [country.figure(name) for name in names]
            if all(item.value is not None for item in figures):
                reported.append(figures)
            else:
                missing.append(code)
        coverage = Coverage(len(reported), len(members), tuple(missing))
        if not reported:
            reason = Message("no member country reports for {year}", year=self.year)
            return [self._made(None, [], reason, coverage) for _ in names]
        return [
            self._made(sum(item.value or 0.0 for item in column), column, None, coverage)
            for column in zip(*reported, strict=True)
        ]

    def _sum(self, _series: str, declared: Sum) -> Figure:
        if self.place is None:
            return self._over_members([_series])[0]
        parts = {
            sector: Evaluation(self.figures, self.place, self.year, sector).figure(declared.of)
            for sector in declared.sectors
        }
        absent = [sector for sector, part in parts.items() if part.value is None]
        if not absent:
            return self._made(sum(part.value or 0.0 for part in parts.values()), parts.values())
        if len(absent) < len(parts):
            reason = Message("confidential or not published: {sectors}", sectors=", ".join(absent))
            return self._made(None, parts.values(), reason)
        return self._made(None, parts.values())

    def _plus(self, _series: str, declared: Plus) -> Figure:
        parts = [self.figure(name) for name in declared.of]
        complete = all(part.value is not None for part in parts)
        return self._made(sum(part.value or 0.0 for part in parts) if complete else None, parts)

    def _cellwise(self, series: str, declared: Cellwise) -> Figure:
        """Code by code, then summed: a product of sums would not be the sum of products."""
        names = [*declared.multiply, *declared.divide]
        first = self._first_selection(names[0])
        if self.place is not None:
            codes = self.figures.codes_of(first).of(self.place)
            if not isinstance(codes, tuple):
                return self._made(None, [], codes)
            if len(codes) > 1:
                return self._sum_over(series, codes)
        inputs = {name: self.figure(name) for name in names}
        value: float | None = declared.scale
        for name in declared.multiply:
            value = None if value is None or inputs[name].value is None else value * (inputs[name].value or 0.0)
        for name in declared.divide:
            value = _divided(value, inputs[name].value, 1.0)
        return self._made(value, inputs.values())

    def _first_selection(self, series: str) -> str:
        computation = self.figures.series[series].from_
        if isinstance(computation, Cellwise):
            return self._first_selection([*computation.multiply, *computation.divide][0])
        return series

    def _pair(self, numerator: str, denominator: str) -> tuple[Figure, Figure]:
        """Numerator and denominator; for the EU from its rows, else from the countries that report both."""
        if self.place is not None or not {numerator, denominator} & self.figures.without_eu_row:
            return self.figure(numerator), self.figure(denominator)
        above, below = self._over_members([numerator, denominator])
        return above, below

    def _union_pair(self, numerator: str, denominator: str) -> tuple[Figure, Figure]:
        """The EU's numerator and denominator, computed once a year: every region is held against them."""
        key, pairs = (numerator, denominator, self.year), self.figures.union_pairs
        if key not in pairs:
            pairs[key] = Evaluation(self.figures, None, self.year)._pair(numerator, denominator)
        return pairs[key]

    def _ratio(self, _series: str, declared: Ratio) -> Figure:
        above, below = self._pair(declared.numerator, declared.denominator)
        return self._made(_divided(above.value, below.value, declared.scale), [above, below])

    def _quotient(self, _series: str, declared: Quotient) -> Figure:
        own_above, own_below = self._pair(declared.numerator, declared.denominator)
        own = _divided(own_above.value, own_below.value, 1.0)
        above, below = self._union_pair(declared.numerator, declared.denominator)
        share = _divided(above.value, below.value, 1.0)
        made = self._made(_divided(own, share, 1.0), [own_above, own_below, above, below], None, above.coverage)
        return replace(made, codes=tuple(dict.fromkeys((*own_above.codes, *own_below.codes))))

    def _relative(self, _series: str, declared: Relative) -> Figure:
        own = self.figure(declared.of)
        union = own if self.place is None else Evaluation(self.figures, None, self.year).figure(declared.of)
        made = self._made(_divided(own.value, union.value, 100.0), [own, union])
        return replace(made, codes=own.codes)

    def _specialisation(self, series: str, declared: Specialisation) -> Figure:
        """A division's share in all divisions published, over its share in the countries that publish it."""
        if self.sector is None:
            return self._made(None, [], Message("the series is by sector; name one"))
        share, _ = self.figures.eu_shares(self.year).get(self.sector, (None, 0))
        coverage = self._publishing(declared.of)
        if share is None:
            reason = Message("no member country reports for {year}", year=self.year)
            return self._made(None, [], reason, coverage)
        if self.place is None:
            return self._made(1.0, [], None, coverage)
        own = self.figure(declared.of)
        total = self._over_divisions(series, declared.of, self.place)
        return self._made(_divided(own.value, total * share, 1.0), [own], None, coverage)

    def _over_divisions(self, series: str, of: str, place: Territory) -> float:
        """Sum over all divisions that a place publishes, computed once: each division is held against it."""
        key, totals = (of, place.code, self.year), self.figures.division_totals
        if key not in totals:
            divisions = self.figures.sectors(series)
            parts = [Evaluation(self.figures, place, self.year, division).figure(of) for division in divisions]
            totals[key] = sum(part.value for part in parts if part.value is not None)
        return totals[key]

    def _publishing(self, series: str) -> Coverage:
        """How many member countries publish the sector."""
        members = sorted(eu_members(self.year))
        cells = {code: self.figures.cell(series, code, self.year, self.sector) for code in members}
        missing = tuple(code for code, cell in cells.items() if cell is None or cell[0] is None)
        return Coverage(len(members) - len(missing), len(members), missing)

    def _growth(self, _series: str, declared: Growth) -> Figure:
        last = self.figure(declared.of)
        first = Evaluation(self.figures, self.place, self.year - declared.years).figure(declared.of)
        if first.value is None or last.value is None:
            return self._made(None, [last, first])
        if first.value <= 0 or last.value <= 0:
            return self._made(None, [], Message("growth is not defined for values that are not positive"))
        return self._made(100.0 * ((last.value / first.value) ** (1.0 / declared.years) - 1.0), [last, first])


def _not_averaged(codes: Sequence[str]) -> Message:
    """Why a rate of several regions is missing; many regions are counted, few are named."""
    if len(codes) > 6:
        return Message("published for its {count} regions only; rates and indices are not averaged", count=len(codes))
    return Message("published for {codes} only; rates and indices are not averaged", codes=", ".join(codes))


def _reason_in(codes: tuple[str, ...] | Message) -> Message:
    """The reason in an answer that has no codes."""
    return codes if isinstance(codes, Message) else Message("not published")


def _divided(numerator: float | None, denominator: float | None, scale: float) -> float | None:
    return None if numerator is None or not denominator else scale * numerator / denominator
