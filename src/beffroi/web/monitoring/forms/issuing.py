"""Forms of monitoring reports: what the M&E unit writes, and why there is another edition."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.monitoring.actions.issuing import TEXTS, Texts
from beffroi.web.monitoring.forms.months import MonthField

if TYPE_CHECKING:
    from beffroi.web.monitoring.models import MonitoringReport
    from beffroi.web.monitoring.queries.remarks import Remarked


class ReportForm(SeesEdition, forms.Form):
    """The period, in which language somebody writes, title and introduction; then a comment on what they choose."""

    names = TEXTS
    seen = SeenField()
    starts = MonthField(label=gettext_lazy("First month"))
    ends = MonthField(label=gettext_lazy("Last month"))
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write?"), choices=settings.LANGUAGES, widget=forms.RadioSelect,
        help_text=gettext_lazy("The report is made in both languages; what you write stays in yours, and says so."),
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, widget=forms.TextInput(attrs={"class": "w-l"})
    )  # fmt: skip
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What somebody should know who reads nothing else."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, report: "MonitoringReport | None" = None, remarked: "Sequence[Remarked]" = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.report, self.remarked = report, remarked
        held = report.comments if report else {}
        for one in remarked:
            self.fields[one.field] = forms.CharField(
                label=_("Comment on %(name)s") % {"name": one.name}, help_text=one.says, required=False,
                max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), initial=held.get(one.key, ""),
            )  # fmt: skip
        if report is not None:
            for name in ("starts", "ends", "language", "title", "introduction"):
                self.fields[name].initial = getattr(report, name)
            self.open_on(report)

    def texts(self) -> Texts:
        """As the action takes it; comments on what is no longer shown stay."""
        asked = self.cleaned_data
        comments = {**(self.report.comments if self.report else {})}
        comments |= {one.key: asked[one.field] for one in self.remarked}
        return Texts(
            asked["starts"], asked["ends"], asked["language"], asked["title"], asked["introduction"], comments
        )  # fmt: skip


class IssueForm(forms.Form):
    """The report as it was read in the preview is issued; another edition says why."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why is there another edition?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers of the edition before learn it, in the language in which you write."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]
