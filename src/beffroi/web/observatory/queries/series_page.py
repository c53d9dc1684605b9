"""What the page of a series shows: the answer in a sentence, the chart, the table, flags and coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.figures.model import Figure
from beffroi.figures.territories import Territory
from beffroi.reporting.charts.dots import DotPlot, DotRow, Role, ordered
from beffroi.reporting.charts.lines import Course, Lines
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Notes, Row
from beffroi.reporting.profile.pictures.words import flags_in_words
from beffroi.web.observatory.exports.dataset import Described
from beffroi.web.observatory.queries.catalogue import described
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.observations import RegionRow, Wanted, eu_row, pilots, rows
from beffroi.web.observatory.queries.sector_words import sector_named
from beffroi.web.observatory.rules.reasons import kind_of

AFTER_THE_NUMBER = frozenset({"percent_per_year", "persons", "thousand_persons", "million_eur", "fte", "eur_per_head"})
"""Units that are said after a number; others stand only where the series is named."""
CHARTED = 10
"""Regions of a country that a chart can hold."""
EU = "EU"


@dataclass(frozen=True)
class SeriesView:
    """A series as asked for: what it is, the chosen values, and the EU's."""

    about: Described
    wanted: Wanted
    rows: tuple[RegionRow, ...]
    eu: tuple[Figure, ...]
    language: Language

    @property
    def years(self) -> tuple[int, ...]:
        """The years shown."""
        return self.wanted.years

    @property
    def union(self) -> tuple[float | None, ...]:
        """The EU's value of each year as far as regions can be held against it: never where it is their total."""
        series = figures().series.get(self.wanted.series)
        is_total = series is not None and series.additive
        return tuple(None if is_total else figure.value for figure in self.eu)


def series_view(wanted: Wanted, language: Language) -> SeriesView:
    """Everything that a page, an export or a pin of a series is made from."""
    return SeriesView(described(wanted.series, language), wanted, rows(wanted), eu_row(wanted), language)


def why_absent(name: str, language: Language) -> str:
    """Why a series is declared but not held, as a sentence; empty where it is held."""
    reason = language.typeset(figures().why_absent(name, language.lang) or "")
    told = {"reason": reason[:1].lower() + reason[1:].rstrip(".")}
    return _("This series is not held: %(reason)s.") % told if reason else ""


def answer(view: SeriesView) -> str:
    """The page's question answered in one sentence."""
    place = view.wanted.region or (view.wanted.regions[0] if len(view.wanted.regions) == 1 else None)
    return _of_region(view, place) if place is not None else _of_all(view)


def _of_region(view: SeriesView, place: Territory) -> str:
    own = _charted(view, place)
    last = max((index for index, figure in enumerate(own.figures) if figure.value is not None), default=None)
    name = view.language.subject(view.language.typeset(place.name(view.language.lang)))
    if last is None:
        reason = own.figures[-1].missing_reason if own.figures else None
        said = view.language.message(reason or "") or _("nothing is held for it")
        return _("%(region)s has no value: %(reason)s.") % {"region": name, "reason": said}
    told = {"region": name, "year": own.figures[last].year, "value": _amount_of(view, own.figures[last])}
    union = view.union[last]
    if union is None:
        return _("%(region)s stood at %(value)s in %(year)s.") % told
    told["eu"] = amount(view.language, view.about, union)
    return _("%(region)s stood at %(value)s in %(year)s, the EU at %(eu)s.") % told


def _of_all(view: SeriesView) -> str:
    """From the lowest to the highest in the latest year with a value."""
    for position in reversed(range(len(view.years))):
        known = [row for row in view.rows if row.figures[position].value is not None]
        if known:
            return _range(view, sorted(known, key=lambda row: row.figures[position].value or 0.0), position)
    return _("No region asked for has a value; the reasons stand below.")


def _range(view: SeriesView, known: Sequence[RegionRow], position: int) -> str:
    def end(row: RegionRow) -> str:
        place, language = row.territory, view.language
        parts = [language.typeset(place.name(language.lang))]
        if place.level != "country" and place.country:
            parts.append(language.country(place.country))
        return f"{_amount_of(view, row.figures[position])} ({', '.join(parts)})"

    told = {"year": view.years[position], "count": view.language.number(len(known)), "low": end(known[0])}
    if len(known) == 1:
        return _("In %(year)s one region has a value: %(low)s.") % told
    told["high"] = end(known[-1])
    union = view.union[position]
    if union is None:
        return _("In %(year)s the values of %(count)s regions run from %(low)s to %(high)s.") % told
    told["eu"] = amount(view.language, view.about, union)
    return _("In %(year)s the values of %(count)s regions run from %(low)s to %(high)s; the EU is at %(eu)s.") % told


def _amount_of(view: SeriesView, figure: Figure) -> str:
    return amount(view.language, view.about, figure.value or 0.0)


def amount(language: Language, about: Described, value: float) -> str:
    """A number with its unit, as it stands in a sentence."""
    if about.unit == "percent":
        return language.percent(value, about.decimals)
    number = language.number(value, about.decimals)
    return f"{number} {about.unit_text}" if about.unit in AFTER_THE_NUMBER else number


def subtitle(view: SeriesView) -> str:
    """What is measured, in which unit and years."""
    years = view.years
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(str(year) for year in years)
    unit = [] if view.about.unit_text in view.about.label else [view.about.unit_text]
    sector = [sector_named(view.wanted.sector, view.language)] if view.wanted.sector else []
    return ", ".join([view.about.label, *sector, *unit, *([span] if span else [])])


def chosen(view: SeriesView) -> tuple[Territory, ...]:
    """The regions of the chart: those chosen, else the marked one beside those of the country, or the pilot regions."""
    if view.wanted.regions:
        return view.wanted.regions
    marked = (view.wanted.region,) if view.wanted.region else ()
    beside = tuple(row.territory for row in _highest(view)) if view.wanted.country else pilots()
    return tuple(dict.fromkeys((*marked, *beside)))


def _highest(view: SeriesView) -> list[RegionRow]:
    """The rows with the highest values in the latest year that any has."""
    for position in reversed(range(len(view.years))):
        known = [row for row in view.rows if row.figures[position].value is not None]
        if known:
            return sorted(known, key=lambda row: -(row.figures[position].value or 0.0))[:CHARTED]
    return []


def selection(view: SeriesView) -> str:
    """Which regions of a country are drawn, where not all of them are."""
    if view.wanted.regions or not view.wanted.country or len(view.rows) <= len(_highest(view)):
        return ""
    told = {"count": len(_highest(view)), "of": len(view.rows)}
    return _("Of the %(of)s regions of the table, the %(count)s with the highest values are drawn.") % told


def finding(view: SeriesView) -> str:
    """What the chart shows, as its title: the course of the marked region, else who is highest and lowest."""
    charted = [_charted(view, place) for place in chosen(view)]
    own = next((row for row in charted if _is_marked(view, row.territory)), None)
    known = [figure for figure in own.figures if figure.value is not None] if own else []
    if own and len(known) > 1:
        return _course(view, own.territory, known[0], known[-1])
    return _ends(view, charted)


def _course(view: SeriesView, place: Territory, first: Figure, last: Figure) -> str:
    """Whether a region rose, fell or stayed, from when to when."""
    told = {"region": _name(view, place), "start": first.year, "end": last.year}
    told |= {"first": _amount_of(view, first), "last": _amount_of(view, last)}
    if told["first"] == told["last"]:
        return _("%(region)s: %(last)s in %(end)s, as in %(start)s") % told
    if (last.value or 0.0) > (first.value or 0.0):
        return _("%(region)s: up from %(first)s in %(start)s to %(last)s in %(end)s") % told
    return _("%(region)s: down from %(first)s in %(start)s to %(last)s in %(end)s") % told


def _ends(view: SeriesView, charted: Sequence[RegionRow]) -> str:
    for position in reversed(range(len(view.years))):
        known = [row for row in charted if row.figures[position].value is not None]
        if known:
            ranked = sorted(known, key=lambda row: row.figures[position].value or 0.0)
            told = {"year": view.years[position], "high": _name(view, ranked[-1].territory)}
            if len(ranked) == 1:
                told["value"] = _amount_of(view, ranked[0].figures[position])
                return _("%(high)s: %(value)s in %(year)s") % told
            told["low"] = _name(view, ranked[0].territory)
            return _("Of the regions drawn, %(high)s is highest and %(low)s lowest in %(year)s") % told
    return view.about.label


def _name(view: SeriesView, place: Territory) -> str:
    return view.language.typeset(place.name(view.language.lang))


def chart(view: SeriesView) -> Lines | DotPlot | None:
    """Lines over the years, or a dot plot of the only year; None where nothing can be drawn."""
    charted = [_charted(view, place) for place in chosen(view)]
    if not any(figure.value is not None for row in charted for figure in row.figures):
        return None
    return _lines(view, charted) if len(view.years) > 1 else _dots(view, charted)


def _charted(view: SeriesView, place: Territory) -> RegionRow:
    held = next((row for row in view.rows if row.territory.code == place.code), None)
    wanted = view.wanted
    return held or rows(Wanted(wanted.series, year=wanted.year, sector=wanted.sector, regions=(place,)))[0]


def _is_marked(view: SeriesView, place: Territory) -> bool:
    return view.wanted.region is not None and place.code == view.wanted.region.code


def _role(view: SeriesView, place: Territory) -> Role:
    return "region" if _is_marked(view, place) else "peer"


def _lines(view: SeriesView, charted: list[RegionRow]) -> Lines:
    language = view.language
    courses = [
        Course(
            _name(view, row.territory),
            tuple(figure.value for figure in row.figures),
            "region" if _is_marked(view, row.territory) else "peer",
        )
        for row in charted
    ]
    if any(value is not None for value in view.union):
        courses.append(Course(language.text("EU"), view.union, "eu"))
    return Lines(
        description=_("Lines of %(what)s: %(regions)s.") % {"what": subtitle(view), "regions": names(view)},
        years=view.years,
        courses=tuple(courses),
        axis_title=view.about.unit_text,
        from_above_zero=_("(the scale does not start at zero)"),
        keys=_keys(view),
        tick=lambda value: language.number(value, _digits(value)),
    )


def _keys(view: SeriesView) -> tuple[Key, ...]:
    keys = [Key("peer", _("regions compared"))]
    if view.wanted.region is not None:
        keys.insert(0, Key("region", view.language.typeset(view.wanted.region.name(view.language.lang))))
    if any(value is not None for value in view.union):
        keys.append(Key("eu", view.language.text("EU")))
    return tuple(keys)


def _dots(view: SeriesView, charted: list[RegionRow]) -> DotPlot:
    language, about = view.language, view.about
    union = view.union[0] if view.union else None
    return DotPlot(
        description=_("Dot plot of %(what)s: %(regions)s.") % {"what": subtitle(view), "regions": names(view)},
        rows=ordered([_dot(view, row) for row in charted], descending=about.polarity >= 0),
        eu=union,
        eu_label="" if union is None else language.text("EU {value}", value=language.number(union, about.decimals)),
        axis_title=about.unit_text,
        tick=lambda value: language.number(value, _digits(value)),
    )


def _dot(view: SeriesView, row: RegionRow) -> DotRow:
    figure, language = row.figures[0], view.language
    name = language.typeset(row.territory.name(language.lang))
    if figure.value is None:
        return DotRow(name, None, language.text("n/a"), _role(view, row.territory))
    shown = language.number(figure.value, view.about.decimals)
    return DotRow(name, figure.value, shown, _role(view, row.territory), figure.flag)


def names(view: SeriesView) -> str:
    """The regions of the chart."""
    return ", ".join(_name(view, place) for place in chosen(view))


def _digits(value: float) -> int:
    """As many decimals as a tick needs."""
    return next((digits for digits in range(4) if abs(round(value, digits) - value) < 1e-9), 4)


@dataclass(frozen=True)
class NotedTable:
    """A table with its numbered notes and the legend of its flags."""

    table: DataTable
    notes: tuple[str, ...]
    flags: str


def table(view: SeriesView, shown: Sequence[RegionRow] | None = None, with_eu: bool = True) -> NotedTable:
    """Regions by years; `shown` are the rows of one page, all where none are given."""
    held = tuple(view.rows if shown is None else shown)
    return _table(view, (*_marked_apart(view), *held) if with_eu else held, with_eu)


def chart_table(view: SeriesView, with_eu: bool = True) -> NotedTable:
    """What the chart draws, with the EU where it has a value to be held against."""
    return _table(view, [_charted(view, place) for place in chosen(view)], with_eu)


def drawn_query(view: SeriesView, query: QueryDict) -> str:
    """The parameters of a file that holds what the chart draws."""
    asked = query.copy()
    for name in ("page", "lang", "country", "level"):
        asked.pop(name, None)
    others = [place.code for place in chosen(view) if not _is_marked(view, place)]
    asked["regions"] = ",".join(others) or asked.get("region", "")
    return f"?{asked.urlencode()}"


def seen_table(view: SeriesView) -> NotedTable:
    """All that the page shows, each region once: the EU, the regions of the chart, and the table."""
    drawn = [_charted(view, place) for place in chosen(view)]
    by_code = {row.territory.code: row for row in (*_marked_apart(view), *drawn, *view.rows)}
    return _table(view, tuple(by_code.values()), with_eu=True)


def _table(view: SeriesView, held: Sequence[RegionRow], with_eu: bool) -> NotedTable:
    notes, name = Notes(), _("European Union")
    body = [Row((Cell(name, name), Cell(EU, EU), *_cells(view, view.eu, notes)))] if with_eu else []
    body += [_line(view, row, notes) for row in held]
    columns = (
        Column(_("Region"), "region"),
        Column(_("Code"), "code"),
        *(Column(str(year), str(year), is_number=True) for year in reversed(view.years)),
    )
    flags = [figure.flag for row in held for figure in row.figures]
    flags += [figure.flag for figure in view.eu] if with_eu else []
    made = DataTable(f"{view.about.id}.csv", columns, tuple(body))
    return NotedTable(made, tuple(notes.said), flags_in_words(view.language, flags))


def _marked_apart(view: SeriesView) -> tuple[RegionRow, ...]:
    """The marked region where it is not one of those asked for."""
    marked = view.wanted.region
    if marked is None or any(row.territory.code == marked.code for row in view.rows):
        return ()
    return (_charted(view, marked),)


def _line(view: SeriesView, row: RegionRow, notes: Notes) -> Row:
    name = view.language.typeset(row.territory.name(view.language.lang))
    heads = (Cell(name, name), Cell(row.territory.code, row.territory.code))
    return Row((*heads, *_cells(view, row.figures, notes)), is_region=_is_marked(view, row.territory))


def _cells(view: SeriesView, figures: Sequence[Figure], notes: Notes) -> list[Cell]:
    """One cell a year, the newest first."""
    language = view.language
    made = []
    for figure in reversed(figures):
        if figure.value is None:
            note = notes.number(language.typeset(kind_of(figure.missing_reason or "", language.message)))
            made.append(Cell(language.text("n/a"), None, note=note))
        else:
            shown = language.number(figure.value, view.about.decimals)
            made.append(Cell(shown, round(figure.value, 6), figure.flag))
    return made


def covered(view: SeriesView) -> str:
    """How much of what was asked for has a value, in a sentence."""
    total = len(view.rows) * len(view.years)
    having = sum(figure.value is not None for row in view.rows for figure in row.figures)
    return ngettext("%(having)s of %(total)s value is held.", "%(having)s of %(total)s values are held.", total) % {
        "having": view.language.number(having),
        "total": view.language.number(total),
    }
