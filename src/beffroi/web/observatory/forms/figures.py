"""What may be asked of the catalogue and of a series; all of it stands in the address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.names import country_name
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.catalogue import SeriesEntry
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.observations import LEVELS, Wanted, default_sector, territories_at
from beffroi.web.observatory.queries.sector_words import sector_named
from beffroi.web.observatory.queries.territories import nearest

MOST_REGIONS = 10
LEVEL_NAMES = {
    "country": gettext_lazy("Countries"),
    "NUTS 1": gettext_lazy("NUTS 1 regions"),
    "NUTS 2": gettext_lazy("NUTS 2 regions"),
}


class CatalogueForm(forms.Form):
    """Search and filters of the catalogue."""

    q = forms.CharField(
        label=gettext_lazy("Search"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"), required=False)
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Has values for"), required=False)

    def __init__(self, data: Any, entries: list[SeriesEntry]) -> None:
        super().__init__(data)
        self.entries = entries
        self._offer("source", sorted({entry.publisher for entry in entries if entry.publisher}))
        self._offer("licence", sorted({entry.licence for entry in entries if entry.licence}))
        self.fields["level"].choices = [("", _("All levels")), *LEVEL_NAMES.items()]  # type: ignore[attr-defined]

    def _offer(self, name: str, values: list[str]) -> None:
        words = {"source": _("All sources"), "licence": _("All licences")}
        choices = [("", words[name]), *((value, value) for value in values)]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def kept(self) -> list[SeriesEntry]:
        """The entries that pass the filters; a filter that is not understood holds nothing back, its field says so."""
        asked = getattr(self, "cleaned_data", {})
        return [
            entry
            for entry in self.entries
            if asked.get("source", "") in ("", entry.publisher)
            and asked.get("licence", "") in ("", entry.licence)
            and (not asked.get("level") or asked["level"] in entry.levels)
        ]


class SeriesForm(forms.Form):
    """Which values of a series are shown, and which regions stand in its chart."""

    region = forms.CharField(
        label=gettext_lazy("Region marked"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Code or name; in ochre, with the pilot regions beside it."),
    )
    regions = forms.CharField(
        label=gettext_lazy("Only these regions"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Up to ten codes or names, separated by commas."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)

    def __init__(self, data: Any, series: str, language: Language) -> None:
        super().__init__(_with_sector(data, series))
        self.series = series
        held, sectors = figures(), figures().sectors(series)
        codes = sorted({place.country for place in territories_at("country") if place.country})
        countries = sorted(((code, country_name(code, language.lang)) for code in codes), key=lambda item: item[1])
        self._offer("level", [(level, LEVEL_NAMES[level]) for level in reversed(LEVELS)])
        self._offer("country", [("", _("All countries")), *countries])
        self.fields["year"].error_messages["invalid_choice"] = _(
            "The year %(value)s is not held; choose one of the list."
        )
        self.fields["country"].error_messages["invalid_choice"] = _(
            "%(value)s is no country here; choose one of the list."
        )
        self.fields["level"].error_messages["invalid_choice"] = _("%(value)s is no level; choose one of the list.")
        self._offer("year", [("", _("All years")), *((str(year), str(year)) for year in held.years(series)[::-1])])
        if sectors:
            self.fields["sector"].error_messages["invalid_choice"] = _("%(value)s is no sector of this series.")
            self._offer("sector", [(sector, sector_named(sector, language)) for sector in sectors])
        else:
            del self.fields["sector"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_region(self) -> Territory | None:
        """The region to be marked, or none."""
        said = self.cleaned_data["region"].strip()
        return _place(said) if said else None

    def clean_regions(self) -> tuple[Territory, ...]:
        """The regions, each once."""
        parts = [part.strip() for part in self.cleaned_data["regions"].split(",") if part.strip()]
        found = tuple(dict.fromkeys(_place(part) for part in parts))
        if len(found) > MOST_REGIONS:
            message = _("%(count)s regions are more than a chart can show; leave at most %(most)s.")
            raise ValidationError(message % {"count": len(found), "most": MOST_REGIONS})
        return found

    def wanted(self) -> Wanted:
        """What was asked for; a field that is wrong counts as empty."""
        self.is_valid()
        asked = self.cleaned_data
        region, regions = asked.get("region"), asked.get("regions") or ()
        if region is not None and regions and region not in regions:
            regions = (region, *regions)
        return Wanted(
            series=self.series,
            level=asked.get("level") or "NUTS 2",
            country=asked.get("country") or "",
            year=int(asked["year"]) if asked.get("year") else None,
            sector=asked.get("sector") or default_sector(self.series),
            region=region,
            regions=regions,
        )


def _with_sector(data: Any, series: str) -> Any:
    """What was asked for, with the sector that is shown where none was named, so that the form says what is seen."""
    shown = default_sector(series)
    if not shown or data.get("sector"):
        return data
    filled = data.copy()
    filled["sector"] = shown
    return filled


def _place(said: str) -> Territory:
    try:
        return find_territory(said)
    except InputError:
        near = [f"{place.code} ({place.name(get_language() or 'en')})" for place in nearest(said)[:3]]
        message = _("“%(text)s” is not a region; write a code such as BE3, or a name such as Wallonia.")
        hint = _("Near it: %(regions)s.") % {"regions": ", ".join(near)} if near else ""
        raise ValidationError(f"{message % {'text': said[:60]}} {hint}".strip()) from None
