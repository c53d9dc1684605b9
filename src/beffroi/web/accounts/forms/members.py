"""Forms about members of a cluster: one more, its evidence, its renewal, a whole list."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.actions.clusters import RENEWED
from beffroi.web.accounts.forms.people import DAY, today
from beffroi.web.accounts.member_file import MOST_BYTES, MOST_ROWS, Step
from beffroi.web.accounts.models import Cluster, ClusterMembership, MembershipTier, Organisation
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.core.row_files import Fault
from beffroi.web.core.table_forms import TableForm

NEW = "0"


def _evidence() -> Any:
    return ClusterMembership._meta.get_field("evidence").formfield(
        required=True, widget=forms.TextInput(attrs={"class": "w-l"})
    )


class MemberForm(forms.Form):
    """A new member of a cluster."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), widget=forms.Select(attrs={"class": "w-l"})
    )
    tier = forms.ModelChoiceField(
        MembershipTier.objects.none(), label=_("Tier"), widget=forms.Select(attrs={"class": "w-m"})
    )
    starts = forms.DateField(label=_("From"), initial=today, widget=DAY)
    ends = forms.DateField(label=_("To"), required=False, widget=DAY, help_text=_("Leave empty for no last day."))
    evidence = _evidence()
    is_listed = forms.BooleanField(label=_("The member agrees to be named in public"), required=False)

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.filter(merged_into=None)
        self.fields["organisation"].queryset = found  # type: ignore[attr-defined]
        self.fields["tier"].queryset = cluster.tiers.all()  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    """By what a membership is verified."""

    evidence = _evidence()


class RenewalForm(SeesEdition, forms.Form):
    """Until when a membership holds on."""

    ends = forms.DateField(
        label=_("New last day"), required=False, widget=DAY, help_text=_("Leave empty for no last day.")
    )

    seen = SeenField()
    names = RENEWED

    def __init__(self, *args: Any, membership: ClusterMembership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"ends": membership.ends}
        self.open_on(membership)


class ListForm(TableForm):
    """A member list, and the tier of rows that name none; a file that cannot be read is refused at its field."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, error_messages={"required": _("Choose a file.")},
        help_text=_(
            "CSV or XLSX, at most 2 MB and 2,000 rows: a heading with name, number (of the enterprise) and since, and "
            "until, evidence, tier, listed (yes or no), country and kind where you have them. A row with evidence is "
            "verified by you when you take it over."
        ),
    )  # fmt: skip
    tier = forms.ModelChoiceField(
        MembershipTier.objects.none(), label=_("Tier of new members whose row names none"), required=False,
        widget=forms.Select(attrs={"class": "w-m"}),
    )  # fmt: skip
    is_complete = forms.BooleanField(
        label=_("The file names every member"), required=False,
        help_text=_("Memberships of today that are not in the file then end today; they stay on record."),
    )  # fmt: skip
    MOST_BYTES, MOST_ROWS = MOST_BYTES, MOST_ROWS

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].queryset = cluster.tiers.all()  # type: ignore[attr-defined]


class MatchForm(forms.Form):
    """For each row whose name is known almost the same: is it one of those, or a new organisation?"""

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in steps:
            known = [(str(one.pk), _known(one)) for one in step.near]
            self.fields[f"row_{step.row.row}"] = forms.ChoiceField(
                label=gettext("Row %(row)s, “%(name)s”: which organisation is it?")
                % {"row": step.row.row, "name": step.row.name},
                choices=[*known, (NEW, gettext("None of these: a new organisation"))], widget=forms.RadioSelect,
                error_messages={"required": gettext("Choose one; nothing is chosen for you.")},
            )  # fmt: skip

    def choices(self) -> dict[int, int]:
        """Number of a row → the organisation chosen, 0 for a new one."""
        return {int(name.removeprefix("row_")): int(chosen) for name, chosen in self.cleaned_data.items()}

    def blame(self, faults: Iterable[Fault]) -> None:
        """What speaks against the choices, at the row that chose; what it means for another row, above all."""
        for one in faults:
            name = f"row_{one.row}"
            where = gettext("Row %(row)s: %(words)s") % {"row": one.row, "words": one.words}
            self.add_error(name if name in self.fields else None, one.words if name in self.fields else where)


def _known(firm: Any) -> str:
    return f"{firm.name} ({firm.country} {firm.number})" if firm.number else str(firm.name)
