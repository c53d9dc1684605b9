"""Tables as CSV files to take away, written so that nothing in them runs in a spreadsheet."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from beffroi.analytics.spreadsheets.writing import Value, csv_lines


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A table as an attachment."""
    return HttpResponse(
        "".join(csv_lines(header, rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
