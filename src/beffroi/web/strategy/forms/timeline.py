"""Forms of the policy timeline: a plan, an instrument; texts in every language of the strategy."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.core.forms import one_is_enough
from beffroi.web.strategy.forms.elements import LONG
from beffroi.web.strategy.models import Instrument, Plan
from beffroi.web.strategy.queries.words import language_name
from beffroi.web.strategy.rules import INSTRUMENT, PLAN

YEAR = forms.NumberInput(attrs={"class": "w-s"})


class SpokenForm(SeesEdition, forms.Form):
    """A form of which some fields are texts in several languages (`TEXTS`: name → label, longest, is a line)."""

    TEXTS: ClassVar[dict[str, tuple[Any, int, bool]]] = {}

    def __init__(self, *args: Any, languages: Sequence[str], of: Plan | Instrument, **kwargs: Any) -> None:
        self.languages, self.of = tuple(languages), of
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        for name, (label, longest, is_line) in self.TEXTS.items():
            for language in self.languages:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} ({language_name(language)})", max_length=longest, required=False,
                    widget=forms.TextInput if is_line else LONG, initial=getattr(of, name).get(language, ""),
                )  # fmt: skip
                if name == "name" and len(self.languages) > 1:
                    one_is_enough(self.fields[f"name_{language}"])
        self.fields.update(own)
        for name in set(self.names) & set(own):
            self.fields[name].initial = getattr(of, name)
        self.open_on(of)

    def details(self) -> dict[str, Any]:
        """As the action takes it; texts in other languages stay."""
        found = {name: self.cleaned_data[name] for name in self.names if name not in self.TEXTS}
        for name in self.TEXTS:
            said = dict(getattr(self.of, name))
            said |= {language: self.cleaned_data[f"{name}_{language}"] for language in self.languages}
            found[name] = {language: text for language, text in said.items() if text}
        return found

    def refuse(self, error: Any) -> None:
        """Say what the action refused at its field; a text is refused at its first language."""
        held = error.error_dict if hasattr(error, "error_dict") else {None: error}
        for name, faults in held.items():
            at = f"{name}_{self.languages[0]}" if name in self.TEXTS else name
            self.add_error(at, faults)


class PlanForm(SpokenForm):
    """A plan or programme, a launch: from a year to a year as far as they are known."""

    TEXTS = {"name": (_("Name"), 300, True), "aim": (_("Aim"), 2000, False)}
    first_year = forms.IntegerField(label=_("From (year)"), min_value=1945, max_value=2100, required=False, widget=YEAR)
    last_year = forms.IntegerField(
        label=_("To (year)"), min_value=1945, max_value=2100, required=False, widget=YEAR,
        help_text=_("Leave empty for a plan that goes on, or whose end is not known."),
    )  # fmt: skip
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    seen = SeenField()
    names = PLAN


class InstrumentForm(SpokenForm):
    """An instrument: who runs it, for whom, with which money."""

    TEXTS = {
        "name": (_("Name"), 300, True),
        "for_whom": (_("For whom"), 300, True),
        "money": (_("Which money"), 300, True),
    }
    run_by = forms.CharField(label=_("Who runs it"), max_length=200, required=False)
    amount = forms.DecimalField(
        label=_("Amount (euro)"), min_value=0, max_digits=14, decimal_places=2, required=False,
        widget=forms.NumberInput(attrs={"class": "w-m", "step": "0.01"}),
    )  # fmt: skip
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    seen = SeenField()
    names = INSTRUMENT
