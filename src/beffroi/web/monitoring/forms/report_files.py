"""The workbook of a request that comes back."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.table_forms import TableForm
from beffroi.web.monitoring.report_file import MOST_BYTES


class ReportFileForm(TableForm):
    """A workbook; what cannot be read in it is listed cell by cell, once it is known what was asked."""

    file = forms.FileField(
        label=_("Workbook"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_("The workbook that you took from this page, filled in and saved as XLSX; at most 5 MB."),
    )  # fmt: skip
    MOST_BYTES, ENDINGS = MOST_BYTES, (".xlsx",)

    def read(self, name: str) -> None:
        """Nothing yet: its cells are read against what was asked."""
        if not name.lower().endswith(self.ENDINGS):
            raise forms.ValidationError(gettext("Send the workbook as XLSX."))
