"""A form that takes a file of a spreadsheet, CSV or XLSX; one that cannot be read is refused at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.model import Table
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.row_files import table_of

MEGABYTE = 1_048_576


class TableForm(forms.Form):
    """Has a field `file`, at most so many bytes and rows, and after cleaning its content and its table.

    A form that makes something else of its file than a table says so in `read`.
    """

    MOST_BYTES: int
    MOST_ROWS: int = 0
    ENDINGS: tuple[str, ...] = (".csv", ".xlsx")
    table: Any = None
    content = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(self.ENDINGS)

    def clean_file(self) -> Any:
        """Its table."""
        upload = self.cleaned_data["file"]
        self.content = upload.read(self.MOST_BYTES + 1)
        if len(self.content) > self.MOST_BYTES:
            said = gettext("The file is larger than %(most)s MB; divide it.")
            raise forms.ValidationError(said % {"most": self.MOST_BYTES // MEGABYTE})
        try:
            with in_the_language_of_the_reader():
                self.table = self.read(str(upload.name or ""))
        except InputError as error:
            raise forms.ValidationError(str(error)) from None
        return upload

    def read(self, name: str) -> Table | None:
        """The table of the file of that name."""
        return table_of(name, self.content, self.MOST_ROWS)
