"""Forms of a strategy as a whole: started, its people, its versions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import find_territory
from beffroi.web.accounts.queries import roles_for
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.core.forms import one_is_enough
from beffroi.web.strategy.forms.elements import LONG
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries.words import language_name
from beffroi.web.strategy.rules import DETAILS

DAY = forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d")


class TextsForm(forms.Form):
    """A form with one text in every language of the site."""

    text_name = "title"
    label: Any = gettext_lazy("Title")
    longest = 200

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        for language, _name in settings.LANGUAGES:
            self.fields[f"{self.text_name}_{language}"] = forms.CharField(
                label=f"{self.label} ({language_name(language)})", required=False, max_length=self.longest,
                widget=LONG if self.longest > 500 else forms.TextInput,
            )  # fmt: skip
            if self.text_name == "title":
                one_is_enough(self.fields[f"title_{language}"])
        self.fields.update(own)

    def texts(self) -> dict[str, str]:
        """Language → text, as far as it was written."""
        said = {code: self.cleaned_data.get(f"{self.text_name}_{code}", "") for code, _name in settings.LANGUAGES}
        return {code: text for code, text in said.items() if text}


class StrategyForm(TextsForm):
    """A strategy of a region, from a day to a day."""

    region = forms.CharField(
        label=gettext_lazy("Region"), max_length=5, widget=forms.TextInput(attrs={"class": "w-s"}),
        help_text=gettext_lazy("Its NUTS code, such as BE3 for Wallonia."),
    )  # fmt: skip
    starts = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    ends = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every element is meant to be written in each of them."),
    )  # fmt: skip

    def clean_region(self) -> str:
        """A region that the figures know."""
        code = str(self.cleaned_data["region"]).strip().upper()
        try:
            return find_territory(code).code
        except InputError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """A title, and no last day before the first."""
        found = super().clean() or {}
        if not self.texts():
            self.add_error(f"title_{settings.LANGUAGES[0][0]}", _("Give the strategy a title."))
        if found.get("ends") and found.get("starts") and found["ends"] < found["starts"]:
            self.add_error("ends", _("The last day is before the first; put it on or after the first."))
        return found

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        names = ("region", "starts", "ends")
        languages = tuple(self.cleaned_data["languages"])
        return {"title": self.texts(), "languages": languages} | {name: self.cleaned_data[name] for name in names}


class DetailsForm(SeesEdition, TextsForm):
    """Title and period of a strategy that is there."""

    names = DETAILS
    starts = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    ends = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)
    seen = SeenField()

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, text in strategy.title.items():
            if f"title_{language}" in self.fields:
                self.fields[f"title_{language}"].initial = text
        self.fields["starts"].initial, self.fields["ends"].initial = strategy.starts, strategy.ends
        self.open_on(strategy)

    def clean(self) -> dict[str, Any]:
        """A title, and no last day before the first."""
        found = super().clean() or {}
        if not self.texts():
            self.add_error(f"title_{settings.LANGUAGES[0][0]}", _("Give the strategy a title."))
        if found.get("ends") and found.get("starts") and found["ends"] < found["starts"]:
            self.add_error("ends", _("The last day is before the first; put it on or after the first."))
        return found

    def details(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"title": self.texts()} | {name: self.cleaned_data[name] for name in ("starts", "ends")}


class PublishForm(TextsForm):
    """What changed with a version, for its readers."""

    text_name, label, longest = "note", gettext_lazy("What changed"), 2000


class GrantForm(forms.Form):
    """A role for one strategy, for somebody who has an account."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the account"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose a role")), *roles_for("strategy.strategy")]
    )
    starts = forms.DateField(label=gettext_lazy("From"), widget=DAY, required=False)
    ends = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=DAY, help_text=gettext_lazy("Leave empty for no last day.")
    )
