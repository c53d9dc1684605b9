"""Forms about bodies, seats, terms and mandates."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.accounts.queries import member_with_address
from beffroi.web.core.editions import SeenField, SeesEdition, edition_of
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.piloting.models import Body, Function, Mandate, Seat
from beffroi.web.piloting.models.bodies import Wanted
from beffroi.web.piloting.queries.editions import BODY, BODY_FIELDS, SEAT, mandate_said

SHORT = forms.TextInput(attrs={"class": "w-s"})


class BodyForm(SeesEdition, TextsForm):
    """A body: what it is for, who hosts it, how often it meets."""

    TEXTS = {
        "name": (gettext_lazy("Name"), 1, True),
        "duty": (gettext_lazy("Duty"), 3, False),
        "condition": (gettext_lazy("Condition"), 2, False),
        "leadership": (gettext_lazy("Leadership"), 1, False),
        "host_name": (gettext_lazy("Host, where it is no organisation of the site"), 1, False),
    }

    code = forms.SlugField(label=gettext_lazy("Code"), max_length=20, widget=SHORT)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind.choices)
    function = forms.ChoiceField(
        label=gettext_lazy("Function"), choices=Function.choices,
        help_text=gettext_lazy("Nobody sits in bodies of different function at the same time."),
    )  # fmt: skip
    host: Any = forms.ModelChoiceField(None, label=gettext_lazy("Host"), required=False)
    fte = forms.DecimalField(
        label=gettext_lazy("Full-time equivalents"), required=False, min_value=0, max_digits=5, decimal_places=2
    )
    cadence_weeks = forms.IntegerField(
        label=gettext_lazy("Meets at least every … weeks"), required=False, min_value=1, max_value=104
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum (percent of the voting seats)"), min_value=1, max_value=100, initial=50
    )
    started_on = forms.DateField(label=gettext_lazy("Works since"), required=False, widget=DAY)
    ended_on = forms.DateField(label=gettext_lazy("Ended on"), required=False, widget=DAY)
    seen = SeenField()
    names = BODY

    def __init__(self, *args: Any, organisations: Any, body: Body | None = None, **kwargs: Any) -> None:
        if body is not None:
            kwargs["initial"] = {name: getattr(body, name) for name in BODY_FIELDS}
            kwargs["texts"] = {name: getattr(body, name) for name in self.TEXTS}
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = organisations  # type: ignore[attr-defined]
        if body is not None:
            self.open_on(body)

    def clean_code(self) -> str:
        """A code that is no address of another page."""
        if self.cleaned_data["code"] == "new":
            raise forms.ValidationError(_("This word is taken; choose another code."))
        return str(self.cleaned_data["code"])

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        found = {name: self.cleaned_data[name] for name in BODY_FIELDS}
        return found | {name: self.texts(name) for name in self.TEXTS}


class SeatForm(SeesEdition, TextsForm):
    """A seat: for whom, on which side, and whether it votes."""

    TEXTS = {"label": (gettext_lazy("For whom"), 1, False)}

    helix = forms.ChoiceField(label=gettext_lazy("Side"), choices=Wanted.choices)
    is_voting = forms.BooleanField(label=gettext_lazy("Votes"), required=False, initial=True)
    seen = SeenField()
    names = SEAT

    def __init__(self, *args: Any, seat: Seat | None = None, **kwargs: Any) -> None:
        if seat is not None:
            kwargs["initial"] = {"helix": seat.helix, "is_voting": seat.is_voting}
            kwargs["texts"] = {"label": seat.label}
        super().__init__(*args, **kwargs)
        if seat is not None:
            self.open_on(seat)

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        found = {name: self.cleaned_data[name] for name in ("helix", "is_voting")}
        return found | {"label": self.texts("label")}


class TermForm(forms.Form):
    """Who holds a seat, for whom, from when to when."""

    person = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("The address of an account on this site."),
        widget=forms.EmailInput(attrs={"class": "w-l", "autocomplete": "off"}),
    )
    organisation: Any = forms.ModelChoiceField(None, label=gettext_lazy("For the organisation"), required=False)
    starts = forms.DateField(label=gettext_lazy("From"), widget=DAY, initial=timezone.localdate)
    ends = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        """Somebody with an account."""
        found = member_with_address(self.cleaned_data["person"])
        if found is None:
            raise forms.ValidationError(_("Nobody has an account with this address; have them invited first."))
        return found


class EndForm(forms.Form):
    """The last day of a term."""

    ends = forms.DateField(label=gettext_lazy("Last day"), widget=DAY, initial=timezone.localdate)


class MandateForm(SeesEdition, TextsForm):
    """The text of a mandate, its tasks and who has to agree."""

    TEXTS = {
        "text": (gettext_lazy("Mandate"), 6, True),
        "tasks": (gettext_lazy("Tasks, one a line,"), 6, False),
    }

    parties = forms.CharField(
        label=gettext_lazy("Parties that agree, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = SeenField()

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        kwargs["initial"] = {"parties": "\n".join(party.name for party in mandate.parties.all())}
        super().__init__(*args, texts={"text": mandate.text, "tasks": mandate.tasks}, **kwargs)
        self.open_at(edition_of(mandate_said(mandate)))

    def clean_parties(self) -> list[str]:
        """The names, without empty lines."""
        names = [line.strip() for line in self.cleaned_data["parties"].splitlines()]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("A name has at most 200 characters."))
        return [name for name in names if name]


class AgreementForm(forms.Form):
    """Who signed for a party, and when."""

    signed_by = forms.CharField(label=gettext_lazy("Signed by"), max_length=200)
    on = forms.DateField(label=gettext_lazy("On"), widget=DAY, initial=timezone.localdate)
