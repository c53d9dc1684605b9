"""Filters for figures: the chart as fluid SVG, and the rows of a table, written without a template a cell."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from beffroi.reporting.charts.chart import Chart, to_html
from beffroi.reporting.profile.pictures.model import Cell, DataTable, Row

register = template.Library()
NUMBER = '<td class="n">'


@register.filter
def chart(drawn: Chart) -> SafeString:
    """The chart as HTML; every text in it is escaped where it is written."""
    return mark_safe(to_html(drawn))  # noqa: S308


@register.filter
def rows(table: DataTable, prefix: str) -> SafeString:
    """The body of a table: the first cell of a row is its heading, numbers stand right, notes are links."""
    numbers = [column.is_number for column in table.columns]
    return mark_safe("\n".join(_row(row, numbers, prefix) for row in table.rows))  # noqa: S308


def _row(row: Row, numbers: list[bool], prefix: str) -> str:
    classes = " ".join([*(["is-region"] if row.is_region else []), *(["opens-group"] if row.opens_group else [])])
    head, *rest = row.cells
    cells = [f'<th scope="row">{_cell(head, prefix)}</th>']
    for cell, is_number in zip(rest, numbers[1:], strict=True):
        cells.append(f"{NUMBER if is_number else '<td>'}{_cell(cell, prefix)}</td>")
    opening = f'<tr class="{classes}">' if classes else "<tr>"
    return f"{opening}{''.join(cells)}</tr>"


def _cell(cell: Cell, prefix: str) -> str:
    flag = f"<sup>{escape(cell.flag)}</sup>" if cell.flag else ""
    note = ""
    if cell.note:
        said = escape(_("Why: note %(number)s") % {"number": cell.note})
        note = f'<sup><a href="#{escape(prefix)}-note-{cell.note}" aria-label="{said}">{cell.note}</a></sup>'
    return f"{escape(cell.text)}{flag}{note}"
