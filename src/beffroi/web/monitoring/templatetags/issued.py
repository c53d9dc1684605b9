"""How pages show monitoring reports: cells with their language, and small pictures."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from beffroi.analytics.results.months import month_of
from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.reporting.monitoring.model import Cell, Part, Picture
from beffroi.web.monitoring.wording import month_words, period_words

register = template.Library()
MOST_ROWS = 200


@register.filter
def cell(one: Cell) -> SafeString:
    """Words with the language that they are in, the shape of a status before them, and what the writer remarks."""
    said = words(one)
    if one.mark:
        said = render_to_string("monitoring/partials/_marked.html", {"mark": one.mark, "said": said})
    return format_html('{}<p class="remark">{}</p>', said, words(one.note)) if one.note else said


@register.filter
def words(one: Cell) -> SafeString:
    """Words, line by line, with the language that they are in."""
    lines = format_html("{}", one.said).replace("\n", "<br>")
    said = mark_safe(lines)  # noqa: S308 - escaped in the line above
    return format_html('<span lang="{}">{}</span>', one.lang, said) if one.lang else said


@register.filter
def drawn(one: Picture) -> SafeString:
    """A small picture."""
    return mark_safe(scene_to_html(one.small().scene()))  # noqa: S308 - ours


@register.filter
def rows_shown(part: Part) -> list[list[tuple[Cell, bool]]]:
    """The rows of a part that a page has room for, each cell with whether it is a number; all stand in the files."""
    return [list(zip(row, part.numeric, strict=True)) for row in part.rows[:MOST_ROWS]]


@register.filter
def heads(part: Part) -> list[tuple[str, bool]]:
    """The heads of its columns, each with whether it is one of numbers."""
    return list(zip(part.columns, part.numeric, strict=True))


@register.filter
def more_rows(part: Part) -> int:
    """How many rows a page does not show."""
    return max(0, len(part.rows) - MOST_ROWS)


@register.filter
def months_of(report: Any) -> str:
    """The period of a report."""
    return period_words(month_of(report.starts), month_of(report.ends))


@register.filter
def month_named(at: int) -> str:
    """A month as people write it."""
    return month_words(at)


@register.filter
def limits_of(row: Any) -> str:
    """What somebody should know who reads the values of an indicator."""
    return str(row.reading.row.said("limits"))
