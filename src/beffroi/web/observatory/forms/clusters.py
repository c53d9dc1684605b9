"""What the pages of sectors may be asked for; whatever is wrong is said at its field."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.figures.names import country_name
from beffroi.figures.territories import Territory
from beffroi.web.observatory.queries.clusters import countries, sector_table, years
from beffroi.web.observatory.queries.profile import region_named
from beffroi.web.observatory.queries.sector_words import Wanted
from beffroi.web.observatory.rules.profile import Refusal

LONGEST = 200


class RankingForm(forms.Form):
    """Measure, country, region and year of the pages of one sector."""

    by = forms.ChoiceField(
        label=gettext_lazy("Rank by"),
        required=False,
        choices=[
            ("persons", gettext_lazy("Persons employed")),
            ("quotient", gettext_lazy("Location quotient")),
            ("share", gettext_lazy("Share of the region’s employment")),
        ],
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    region = forms.CharField(
        label=gettext_lazy("Mark a region"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("A code such as BE3, or a name such as Wallonia."),
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data: Any, lang: str) -> None:
        super().__init__(data)
        held = years()
        self.latest = held[-1]
        named = sorted((country_name(code, lang), code) for code in countries(sector_table(self.latest)))
        self.fields["country"].choices = [("", _("All countries")), *((code, name) for name, code in named)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(year), str(year)) for year in reversed(held)]  # type: ignore[attr-defined]
        self.fields["by"].error_messages["invalid_choice"] = _("Regions can be ranked by persons, quotient or share.")
        self.fields["country"].error_messages["invalid_choice"] = _(
            "“%(value)s” is no country of the table; choose one from the list."
        )
        self.fields["year"].error_messages["invalid_choice"] = _(
            "The year %(value)s is not held; choose one from the list."
        )

    def clean_region(self) -> Territory | None:
        """The territory that the text names."""
        text = str(self.cleaned_data["region"]).strip()
        if not text:
            return None
        try:
            return region_named(text)
        except Refusal as refusal:
            raise forms.ValidationError(_with_nearest(refusal)) from None

    def wanted(self) -> Wanted:
        """What was asked for, without what was wrong."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            year=int(given.get("year") or self.latest),
            by=given.get("by") or "persons",
            country=given.get("country") or "",
            region=given.get("region"),
        )


def _with_nearest(refusal: Refusal) -> str:
    """The sentence of a refusal, and the regions that may have been meant."""
    if not refusal.near:
        return refusal.sentence
    listed = ", ".join(f"{region.name(get_language() or 'en')} ({region.code})" for region in refusal.near)
    meant = _("Perhaps you mean: %(regions)s.") % {"regions": listed}
    return f"{refusal.sentence} {meant}"
