"""The figure on the first page: where the ten pilot regions stand, from the latest year that has them."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers
from beffroi.reporting.charts.chart import to_html
from beffroi.reporting.charts.dots import DotPlot, DotRow
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.words import flags_in_words, vintage_in_words
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.project.navigation import address_of

SERIES = "gdp_per_head_pps_eu100"
UNION = 100.0


@dataclass(frozen=True)
class Row:
    """One pilot region: how it is called, its value, the value as it is written, and its page."""

    code: str
    name: str
    value: float | None
    text: str
    flag: str
    reason: str
    url: str
    is_region: bool


@dataclass(frozen=True)
class PilotsFigure:
    """The figure with its finding, its drawing and what must be said under it."""

    year: int
    rows: tuple[Row, ...]
    finding: str
    chart: str
    unit: str
    source: str
    flags: str
    series_url: str

    @property
    def marked(self) -> Row:
        """The region in ochre, or the first one."""
        return next((row for row in self.rows if row.is_region), self.rows[0])

    @property
    def place(self) -> str:
        """Where the marked region stands among those that have the figure."""
        known = [row for row in self.rows if row.value is not None]
        return _("{place} of {count}").format(place=known.index(self.marked) + 1, count=len(known))

    @property
    def pin_target(self) -> str:
        """The address that pins these regions and this year as evidence."""
        asked = {"regions": ",".join(sorted(row.code for row in self.rows)), "year": self.year}
        return f"{self.series_url}?{urlencode(asked)}"

    @property
    def by_name(self) -> list[Row]:
        """The regions in the order of their names."""
        return sorted(self.rows, key=lambda row: row.name)


def pilots_figure(lang: Literal["en", "fr"], region: str = "") -> PilotsFigure:
    """The ten pilot regions by gross domestic product per head, one of them in ochre if wanted."""
    return _composed(fingerprint(), lang, region)


def pilots_table(lang: Literal["en", "fr"]) -> str:
    """The same figure as CSV."""
    figure = pilots_figure(lang)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["code", "region", "year", SERIES, "flag"])
    writer.writerows(
        (row.code, row.name, figure.year, "" if row.value is None else row.value, row.flag) for row in figure.rows
    )
    return out.getvalue()


@lru_cache(maxsize=16)
def _composed(_fingerprint: str, lang: Literal["en", "fr"], region: str) -> PilotsFigure:
    held, language = figures(), Language(lang)
    year = max(held.years(SERIES))
    rows, source = _rows(held, language, year, region), held.source(SERIES)
    chart = DotPlot(
        description=_("One dot a region on an axis that starts at zero; the European Union is the dashed line at 100."),
        rows=tuple(
            DotRow(row.name, row.value, row.text, "region" if row.is_region else "peer", row.flag) for row in rows
        ),
        eu=UNION,
        eu_label=language.text("EU {value}", value=language.number(UNION)),
        axis_title=_("European Union = 100"),
        tick=language.number,
    )
    return PilotsFigure(
        year=year,
        rows=rows,
        finding=_finding(rows, year),
        chart=to_html(chart),
        unit=_unit(year),
        source=_("Source: {publisher}, {dataset}. Licence: {licence}. Vintage: {vintage}.").format(
            publisher=source.publisher,
            dataset=source.dataset,
            licence=source.licence,
            vintage=vintage_in_words(language, source.vintage),
        ),
        flags=flags_in_words(language, sorted({flag for row in rows for flag in row.flag})),
        series_url=address_of("observatory:series", SERIES),
    )


def _rows(held: Figures, language: Language, year: int, region: str) -> tuple[Row, ...]:
    """Highest first; a region without the figure stands last, with the reason."""
    rows = []
    for peer in find_peers("pilots"):
        found = held.figure(SERIES, peer, year)
        rows.append(
            Row(
                code=peer.code,
                name=language.typeset(peer.name(language.lang)),
                value=found.value,
                text=language.text("n/a") if found.value is None else language.number(found.value),
                flag=found.flag or "",
                reason=language.message(found.missing_reason or ""),
                url=address_of("observatory:profile", peer.code) or address_of("observatory:home"),
                is_region=peer.code == region,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.value is None, -(row.value or 0))))


def _finding(rows: tuple[Row, ...], year: int) -> str:
    """What the figure shows, in one sentence."""
    known = [row for row in rows if row.value is not None]
    return _(
        "Per head, the ten pilot regions produced between {least} ({lowest}) and {most} ({highest}) in {year}, "
        "the European Union being 100."
    ).format(year=year, lowest=known[-1].name, least=known[-1].text, highest=known[0].name, most=known[0].text)


def _unit(year: int) -> str:
    return _("Gross domestic product per head in purchasing power, {year}, European Union = 100").format(year=year)
