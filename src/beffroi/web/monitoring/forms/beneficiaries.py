"""Forms of beneficiary rows: a file of an agency, and its confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.analytics.spreadsheets.model import Table, TooManyRows
from beffroi.web.core.table_forms import TableForm
from beffroi.web.monitoring.beneficiary_file import AT_ONCE, MOST_BYTES


class FileForm(TableForm):
    """Whose file it is, and the file; one that cannot be read is refused at its field.

    Of one with many rows only the first are read: it has no table yet.
    """

    organisation: Any = forms.ModelChoiceField(
        None, label=_("Organisation that sends it"), help_text=_("Its references are its own.")
    )
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_(
            "CSV or XLSX, at most 5 MB and 10,000 rows: a heading with reference, number (of the enterprise), code (of "
            "the intervention or priority), support (grant, instrument, non_financial), amount and date, and name, "
            "country and size where you have them."
        ),
    )  # fmt: skip
    is_complete = forms.BooleanField(
        label=_("The file names every row of this organisation"), required=False,
        help_text=_("What stands and is not in the file is then taken out, with your reason; it stays on record."),
    )  # fmt: skip
    MOST_BYTES, MOST_ROWS = MOST_BYTES, AT_ONCE

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def read(self, name: str) -> Table | None:
        """Its table, where it is small."""
        try:
            return super().read(name)
        except TooManyRows:
            return None


class TakeOverForm(forms.Form):
    """Why a file changes what stood."""

    reason = forms.CharField(label=_("Why it changes what stands"), max_length=500)
