"""Own series: what they are, the file with their values, and what of them is shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.language import Language
from beffroi.web.observatory.models import OwnSeries, Visibility
from beffroi.web.observatory.queries.catalogue import LANGUAGES, unit_in_words
from beffroi.web.observatory.queries.own_series_page import Choice, Held
from beffroi.web.observatory.queries.territories import nearest
from beffroi.web.observatory.reading.check import read_series
from beffroi.web.observatory.reading.model import MOST_BYTES, Reading
from beffroi.web.observatory.rules.series import LICENCES, UNITS, Description, Lang

OTHER = "other"
MOST_REGIONS = 10
POLARITIES = (
    (0, gettext_lazy("Neither high nor low is better")),
    (1, gettext_lazy("Higher is better")),
    (-1, gettext_lazy("Lower is better")),
)


class FileForm(forms.Form):
    """The file with the values; it is read here, so that a file that cannot be read is refused at its field."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV or XLSX, at most 5 MB and 100,000 rows: a heading with region, year, value, "
            "and flag or sector where needed; below it one row a value."
        ),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Of a workbook; without a name, the first one."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note on this vintage"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("What is new in it, such as: revised after the survey of May."),
    )
    content = b""
    unit = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx"

    def clean_file(self) -> UploadedFile[Any]:
        """Its bytes, as long as it is not too large."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        self.content = upload.read(MOST_BYTES + 1)
        return upload

    def clean(self) -> dict[str, Any]:
        """What the file holds."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and not self.errors:
            try:
                cleaned["reading"] = self._read(upload, cleaned)
            except InputError as error:
                self.add_error("file", str(error))
        return cleaned

    def _read(self, upload: UploadedFile[Any], cleaned: dict[str, Any]) -> Reading:
        return read_series(str(upload.name or ""), self.content, self.unit or cleaned["unit"], cleaned.get("sheet", ""))


class VintageForm(FileForm):
    """A new vintage of a series."""

    def __init__(self, *args: Any, series: OwnSeries, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = series.unit


class NewSeriesForm(FileForm):
    """A new series: what it is in one language or both, and its values."""

    label_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=120, required=False)
    label_fr = forms.CharField(label=gettext_lazy("Name in French"), max_length=120, required=False)
    definition_en = forms.CharField(
        label=gettext_lazy("Definition in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    definition_fr = forms.CharField(
        label=gettext_lazy("Definition in French"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))  # type: ignore[assignment]
    other_unit = forms.CharField(
        label=gettext_lazy("Other unit"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only if the unit is not in the list."),
    )
    polarity = forms.TypedChoiceField(label=gettext_lazy("Reading"), choices=POLARITIES, coerce=int, initial=0)
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=200, help_text=gettext_lazy("Who made the figures, and where.")
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=200,
        help_text=gettext_lazy("What others may do with them, such as CC BY 4.0."),
    )
    visibility = forms.ChoiceField(label=gettext_lazy("Who sees it"), choices=Visibility.choices, initial="private")
    organisation = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int, empty_value=None)

    field_order = (
        *("label_en", "label_fr", "definition_en", "definition_fr", "unit", "other_unit", "polarity"),
        *("source", "licence", "visibility", "organisation", "file", "sheet", "note"),
    )

    def __init__(self, *args: Any, organisations: list[tuple[int, str]], language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(unit, unit_in_words(language, unit)) for unit in UNITS]
        self.fields["unit"].choices = [*words, (OTHER, _("Another unit"))]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("None")), *organisations]  # type: ignore[attr-defined]
        self.fields["organisation"].required = False
        self.fields["licence"].widget.attrs["list"] = "licences"
        self.licences = [str(licence) for licence in LICENCES]

    def clean(self) -> dict[str, Any]:
        """A language at least, a unit, an organisation where it is shared; then the file."""
        given = self.cleaned_data
        told = [lang for lang in ("en", "fr") if given.get(f"label_{lang}") or given.get(f"definition_{lang}")]
        here = "fr" if get_language() == "fr" else "en"
        for lang in told or [here]:
            for name in ("label", "definition"):
                if not given.get(f"{name}_{lang}") and f"{name}_{lang}" not in self.errors:
                    said = _("Write the name and the definition in this language, or neither of them.")
                    self.add_error(f"{name}_{lang}", said if told else _("Write it in one language at least."))
        if given.get("unit") == OTHER and not given.get("other_unit"):
            self.add_error("other_unit", _("Name the unit."))
        if given.get("visibility") == Visibility.ORGANISATION and not given.get("organisation"):
            self.add_error("organisation", _("Choose the organisation that sees the series; you must act for it."))
        return super().clean()

    def _read(self, upload: UploadedFile[Any], cleaned: dict[str, Any]) -> Reading:
        return read_series(str(upload.name or ""), self.content, self.unit_given(), cleaned.get("sheet", ""))

    def unit_given(self) -> str:
        """The code of a unit, or its words."""
        given = self.cleaned_data
        return str(given["other_unit"] if given["unit"] == OTHER else given["unit"])

    def description(self) -> Description:
        """What the series is."""
        given = self.cleaned_data
        return Description(
            label=self._both("label"),
            definition=self._both("definition"),
            unit=self.unit_given(),
            polarity=given["polarity"],
            source=given["source"],
            licence=given["licence"],
            visibility=given["visibility"],
            organisation_id=given["organisation"] or None,
        )

    def _both(self, name: str) -> dict[Lang, str]:
        given, langs = self.cleaned_data, LANGUAGES
        return {lang: given[f"{name}_{lang}"] for lang in langs if given[f"{name}_{lang}"]}


class OwnSeriesForm(forms.Form):
    """Which values of an own series are shown."""

    vintage = forms.ChoiceField(label=gettext_lazy("Vintage"), required=False)
    regions = forms.CharField(
        label=gettext_lazy("Only these regions"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Up to ten codes or names, separated by commas."),
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)

    def __init__(self, data: Any, held: Held) -> None:
        super().__init__(data)
        self.held = held
        numbers = [str(number) for number in range(held.series.latest, 0, -1)]
        self._offer("vintage", [("", _("The newest")), *((number, number) for number in numbers)])
        self._offer("year", [("", _("All years")), *((str(year), str(year)) for year in held.years[::-1])])
        self._offer("sector", [(sector, sector or _("All sectors")) for sector in held.sectors])
        if held.sectors in ((), ("",)):
            del self.fields["sector"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        said = _("%(value)s is not held; choose one of the list.")
        self.fields[name].error_messages["invalid_choice"] = said

    def clean_regions(self) -> tuple[Territory, ...]:
        """The regions, each once."""
        parts = [part.strip() for part in self.cleaned_data["regions"].split(",") if part.strip()]
        found = tuple(dict.fromkeys(_place(part) for part in parts))
        if len(found) > MOST_REGIONS:
            said = _("%(count)s regions are more than a chart can show; leave at most %(most)s.")
            raise ValidationError(said % {"count": len(found), "most": MOST_REGIONS})
        return found

    def choice(self) -> Choice:
        """What was asked for; a field that is wrong counts as empty."""
        self.is_valid()
        asked = self.cleaned_data
        year = asked.get("year")
        sector = asked.get("sector") if "sector" in self.data else None
        return Choice(asked.get("regions") or (), int(year) if year else None, sector)


class CompareForm(forms.Form):
    """Which two vintages are compared."""

    before = forms.TypedChoiceField(label=gettext_lazy("From vintage"), coerce=int)
    after = forms.TypedChoiceField(label=gettext_lazy("To vintage"), coerce=int)

    def __init__(self, data: Any, latest: int) -> None:
        given = {"before": max(latest - 1, 1), "after": latest}
        super().__init__({name: data.get(name) or str(given[name]) for name in given})
        for name in given:
            self.fields[name].choices = [(n, n) for n in range(1, latest + 1)]  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = _("There is no vintage %(value)s; choose one.")


def _place(said: str) -> Territory:
    try:
        return find_territory(said)
    except InputError:
        near = ", ".join(f"{place.code} ({place.name(get_language() or 'en')})" for place in nearest(said)[:3])
        told = _("“%(text)s” is not a region; write a code such as BE3, or a name such as Wallonia.")
        hint = _("Near it: %(regions)s.") % {"regions": near} if near else ""
        raise ValidationError(f"{told % {'text': said[:60]}} {hint}".strip()) from None
