"""The workbook of a request that comes back."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.monitoring.report_file import MOST_BYTES


class ReportFileForm(forms.Form):
    """A workbook; what cannot be read in it is listed cell by cell."""

    file = forms.FileField(
        label=_("Workbook"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_("The workbook that you took from this page, filled in and saved as XLSX; at most 5 MB."),
    )  # fmt: skip

    def clean_file(self) -> object:
        """A workbook that is not too large."""
        upload = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 5 MB; divide it."))
        if not str(upload.name or "").lower().endswith(".xlsx"):
            raise forms.ValidationError(gettext("Send the workbook as XLSX."))
        return upload

    def content(self) -> tuple[str, bytes]:
        """Name and content."""
        upload = self.cleaned_data["file"]
        return str(upload.name or ""), upload.read(MOST_BYTES + 1)
