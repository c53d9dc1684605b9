"""The roadmap in a spreadsheet that comes back."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.analytics.planning.gathering import Reading
from beffroi.analytics.planning.model import Plan
from beffroi.analytics.planning.reading import plan_of
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.core.table_forms import MEGABYTE, TableForm
from beffroi.web.piloting.roadmap_file import FIELDS, columns_of, faults


class SpreadsheetForm(TableForm):
    """A file with actions, one a row; what cannot be read in it is listed cell by cell."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_("The workbook that you took away, or a CSV file with the same headings; at most 5 MB."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why dates move"), max_length=300, help_text=_("It stays with every action that gets new dates.")
    )
    reading: Reading | None = None
    columns: tuple[str, ...] = FIELDS
    """What it has a column for."""
    mistakes: list[tuple[int, str, str]] = []
    mistake_count = 0
    MOST_BYTES = 5 * MEGABYTE

    def read(self, name: str) -> None:
        """The plan that it holds, or its mistakes."""
        if not name.lower().endswith(self.ENDINGS):
            raise forms.ValidationError(gettext("Send a CSV or an XLSX file."))
        reading = plan_of(name, self.content)
        self.reading, self.mistake_count = reading, reading.mistake_count
        self.columns = columns_of(reading)
        self.mistakes = [(one.row, one.column, said_to_the_reader(one.message)) for one in reading.mistakes]

    def plan_against(self, now: Plan, interventions: Collection[str]) -> Plan | None:
        """The plan of the file; None if a cell cannot be read or the roadmap speaks against one, with all of them."""
        if self.reading is None:
            return None
        found = faults(now, self.reading, interventions)
        self.mistakes = sorted([*self.mistakes, *found], key=lambda one: one[0])
        self.mistake_count += len(found)
        return self.reading.plan if not self.mistakes else None
