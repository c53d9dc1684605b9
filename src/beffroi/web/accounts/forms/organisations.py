"""Forms about organisations and who acts for them."""

import re
from collections.abc import Callable
from typing import Any

from babel import Locale
from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.codelists import activities, is_known_activity, is_known_region, regions
from beffroi.web.accounts.models import Helix, Organisation, Representation, SizeClass
from beffroi.web.accounts.queries.organisations import DETAILS
from beffroi.web.accounts.rules import COUNTRIES
from beffroi.web.accounts.text_checks import check_name
from beffroi.web.accounts.wording import checked_number
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.core.row_files import plain

CHOSEN = re.compile(r"#\d{1,18}")
MOST_FOUND = 20
HOW_SOUGHT = _("Words of its name, or its enterprise number.")


def country_names() -> list[tuple[str, str]]:
    """Countries in the language of the page: Belgium first, then by name."""
    names = Locale(get_language() or "en").territories
    first, *rest = COUNTRIES
    return [(first, names[first]), *sorted(((code, names[code]) for code in rest), key=lambda pair: pair[1])]


class OrganisationForm(SeesEdition, forms.ModelForm[Organisation]):
    """The details of an organisation; its description in both languages."""

    description_en = forms.CharField(
        label=_("Description in English"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    description_fr = forms.CharField(
        label=_("Description in French"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    seen = SeenField()
    names = DETAILS

    class Meta:
        model = Organisation
        fields = ("legal_name", "country", "enterprise_number", "helix", "size_class", "nace", "region")
        help_texts = {
            "enterprise_number": _("Ten digits in Belgium, as in 0403.091.220; the VAT number in other countries."),
            "nace": _("The code of the main activity, as in 20.14 or C."),
            "region": _("The code of the region in the European nomenclature, as in BE32 or DE11."),
        }
        widgets = {
            "legal_name": forms.TextInput(attrs={"autocomplete": "organization", "class": "w-l"}),
            "enterprise_number": forms.TextInput(attrs={"class": "w-m", "autocomplete": "off"}),
            "country": forms.Select(attrs={"class": "w-m"}),
            "helix": forms.Select(attrs={"class": "w-m"}),
            "size_class": forms.Select(attrs={"class": "w-m"}),
            "nace": forms.TextInput(attrs={"class": "w-s", "list": "activities", "autocomplete": "off"}),
            "region": forms.TextInput(attrs={"class": "w-s", "list": "regions", "autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"), choices=country_names(), initial="BE", widget=forms.Select(attrs={"class": "w-m"})
        )
        self.fields["helix"].choices = Helix.choices  # type: ignore[attr-defined]
        self.fields["size_class"].choices = [("", _("Not known")), *SizeClass.choices]  # type: ignore[attr-defined]
        self.fields["legal_name"].validators.append(check_name)
        self.fields["enterprise_number"].max_length = 40  # type: ignore[attr-defined]
        self.open_on(self.instance)
        for language in ("en", "fr"):
            self.fields[f"description_{language}"].initial = self.instance.description.get(language, "")

    def lists(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """What a browser offers while a code is written."""
        language = "fr" if get_language() == "fr" else "en"
        return {"activities": activities(language), "regions": regions()}

    def clean_nace(self) -> str:
        """A code of NACE."""
        code = str(self.cleaned_data["nace"]).strip().upper()
        if code and not is_known_activity(code):
            raise forms.ValidationError(
                _("NACE has no such activity; choose one of the list, or write a class of it, as in 20.14.")
            )
        return code

    def clean_region(self) -> str:
        """A code of a region of the country chosen."""
        code, country = str(self.cleaned_data["region"]).strip().upper(), str(self.cleaned_data.get("country", ""))
        if code and country and not is_known_region(code, country):
            raise forms.ValidationError(
                _("The country chosen has no such region; choose one of the list, such as BE32.")
            )
        return code

    def clean_enterprise_number(self) -> str:
        """A number whose check digits fit, in its one form."""
        country = str(self.cleaned_data.get("country") or self.data.get("country", "BE"))
        return checked_number(country, str(self.cleaned_data["enterprise_number"]))

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        found = {name: self.cleaned_data[name] for name in self.Meta.fields}
        texts = {language: self.cleaned_data[f"description_{language}"].strip() for language in ("en", "fr")}
        return found | {"description": {language: text for language, text in texts.items() if text}}

    def _post_clean(self) -> None:
        """The action builds and checks the object, under its lock."""


class ActForForm(forms.Form):
    """Ask to act for an organisation."""

    mandate = forms.ChoiceField(
        label=_("Mandate"),
        choices=Representation.Mandate.choices,
        initial=Representation.Mandate.DELEGATE,
        widget=forms.RadioSelect,
    )


class SearchForm(forms.Form):
    """Find organisations by name or number, and by kind."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    helix = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Helix.choices])


class OrganisationSought(forms.CharField):
    """An organisation by words of its name or by its number; where several are found, one of them is chosen.

    The choice is sent as `#` and the key of its row.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, "widget": forms.TextInput(attrs={"class": "w-l"}), **kwargs})
        self.find: Callable[[str], QuerySet[Organisation]] = lambda _words: Organisation.objects.none()

    def clean(self, value: Any) -> Organisation:
        """The one that is meant, or what to do to find it."""
        words = super().clean(value)
        if CHOSEN.fullmatch(words):
            found = list(self.find("").filter(pk=int(words[1:])))
        else:
            found = list(self.find(words)[: MOST_FOUND + 1])
            found = [one for one in found if plain(one.legal_name) == plain(words)] or found
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No organisation is found by that; write words of its name, or its number."))
        if len(found) > MOST_FOUND:
            said = _("More than %(most)s organisations are found; write more of the name, or the number.")
            raise forms.ValidationError(said, params={"most": MOST_FOUND})
        choices = [("", _("Choose an organisation")), *((f"#{one.pk}", with_number(one)) for one in found)]
        self.widget = forms.Select(choices=choices, attrs={**self.widget_attrs(self.widget), "class": "w-l"})
        raise forms.ValidationError(_("Several organisations are found; choose the one that you mean."))


class MergeForm(forms.Form):
    """Which organisation stays, and which one was entered twice."""

    kept = OrganisationSought(label=_("Organisation to keep"), help_text=HOW_SOUGHT)
    duplicate = OrganisationSought(label=_("Duplicate to merge into it"), help_text=HOW_SOUGHT)

    def __init__(self, *args: Any, find: Callable[[str], QuerySet[Organisation]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kept", "duplicate"):
            self.fields[name].find = find  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two different ones."""
        found = super().clean() or {}
        if found.get("kept") and found.get("kept") == found.get("duplicate"):
            self.add_error("duplicate", _("Choose another organisation than the one to keep."))
        return found


def with_number(organisation: Organisation) -> str:
    """Name, country and number, so that equal names are told apart."""
    parts = (organisation.legal_name, organisation.country, organisation.enterprise_number)
    return " · ".join(part for part in parts if part)
