"""What the pages of the index may be asked for; whatever is wrong is said at its field, and nothing else is lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import BaseValidator, DecimalValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.analytics.errors import InputError
from beffroi.figures.names import country_name
from beffroi.figures.territories import Territory, find_territory
from beffroi.web.observatory.queries.index import index_years, node_label, ranking, spec
from beffroi.web.observatory.rules.index import MOST_COMPARED, official_weights, split_regions, weighed

LONGEST = 200
LARGEST_WEIGHT = Decimal(100)


class TerritoryField(forms.CharField):
    """A region by code or name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> Territory | None:
        """The territory that the text names, None where nothing was written."""
        text = str(super().clean(value)).strip()
        return territory_of(text) if text else None


def territory_of(text: str) -> Territory:
    """The territory that a text names, or the sentence that says it names none."""
    try:
        return find_territory(text)
    except InputError:
        said = _("“%(text)s” is not a region; write a code such as BE3, or a name such as Wallonia.")
        raise forms.ValidationError(said % {"text": text[:80]}) from None


class YearForm(forms.Form):
    """The year, the latest unless another is asked for."""

    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"year": str(index_years()[-1])})
        self.fields["year"].choices = [(str(held), str(held)) for held in reversed(index_years())]  # type: ignore[attr-defined]
        self.fields["year"].error_messages["invalid_choice"] = _(
            "The scoreboard holds no year %(value)s; choose one from the list."
        )

    @property
    def given(self) -> dict[str, Any]:
        """What was asked for, without what was wrong."""
        self.is_valid()
        return self.cleaned_data

    @property
    def latest_year(self) -> int:
        """The year shown where none is asked for."""
        return index_years()[-1]

    @property
    def chosen_year(self) -> int:
        """The year asked for, else the latest."""
        return int(self.given.get("year") or index_years()[-1])


class IndexRankingForm(YearForm):
    """Search, country, order and marked region of the ranking."""

    q = forms.CharField(label=gettext_lazy("Name or code"), required=False, max_length=100)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Rank by"), required=False)
    region = TerritoryField(label=gettext_lazy("Mark a region"))
    field_order = ("q", "country", "sort", "year", "region")

    def __init__(self, data: Any, lang: str) -> None:
        super().__init__(data)
        codes = {zone.country for zone in ranking(index_years()[-1], lang).zones}
        named = sorted((country_name(code, lang), code) for code in codes)
        nodes = [spec().total, *weighed(spec())]
        self.fields["country"].choices = [("", _("All countries")), *((code, name) for name, code in named)]  # type: ignore[attr-defined]
        self.fields["sort"].choices = [(node, node_label(node, lang)) for node in nodes]  # type: ignore[attr-defined]
        self.fields["country"].error_messages["invalid_choice"] = _(
            "“%(value)s” is no country of the scoreboard; choose one from the list."
        )
        self.fields["sort"].error_messages["invalid_choice"] = _(
            "“%(value)s” is no dimension of the index; choose one from the list."
        )


class IndexCompareForm(YearForm):
    """The regions that stand side by side, and one to add."""

    regions = forms.CharField(required=False, max_length=LONGEST * 6, widget=forms.HiddenInput)
    add = TerritoryField(
        label=gettext_lazy("Add a region"),
        help_text=gettext_lazy("A code such as BE3, or a name such as Wallonia."),
    )
    field_order = ("regions", "add", "year")

    def clean_regions(self) -> list[Territory]:
        """The regions known among those listed, the first five; whatever is wrong is said at the field for adding."""
        found: list[Territory] = []
        for text in split_regions(self.cleaned_data["regions"]):
            try:
                found.append(territory_of(text))
            except forms.ValidationError as error:
                self.add_error("add", error)
        known = list(dict.fromkeys(found))
        if len(known) > MOST_COMPARED:
            self.add_error("add", _too_many())
        return known[:MOST_COMPARED]

    def clean(self) -> dict[str, Any]:
        """With the region to add, if there is room for it."""
        given = dict(self.cleaned_data)
        regions, more = given.get("regions") or [], given.get("add")
        if more is not None and more not in regions:
            if len(regions) < MOST_COMPARED:
                given["regions"] = [*regions, more]
            else:
                self.add_error("add", _too_many())
        return given


def _too_many() -> str:
    return _("Five regions at most can be compared; remove one before you add another.")


class WeightField(forms.DecimalField):
    """The weight of a dimension: zero or more; a comma is taken for the decimal point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_WEIGHT, max_digits=6, decimal_places=3, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        said = gettext_lazy("Write a number from 0 to 100, with at most three decimals.")
        kinds = (
            "required",
            "invalid",
            "min_value",
            "max_value",
            "max_digits",
            "max_decimal_places",
            "max_whole_digits",
        )
        self.error_messages |= dict.fromkeys(kinds, said)
        for validator in self.validators:
            if isinstance(validator, BaseValidator):
                validator.message = said
            if isinstance(validator, DecimalValidator):
                worded: Any = dict.fromkeys(list(validator.messages), said)
                validator.messages = worded

    def to_python(self, value: Any) -> Any:
        """The number as written in either language."""
        return super().to_python(value.strip().replace(",", ".") if isinstance(value, str) else value)


class WhatIfForm(YearForm):
    """Another weight for each dimension that can be measured, and the region to mark."""

    region = TerritoryField(label=gettext_lazy("Mark a region"))

    def __init__(self, data: Mapping[str, Any], lang: str) -> None:
        official = {node: f"{weight:g}" for node, weight in official_weights(spec()).items()}
        super().__init__(official | {name: data[name] for name in (*official, *self.base_fields) if name in data})
        for node in official:
            self.fields[node] = WeightField(label=node_label(node, lang))
        self.order_fields([*official, "year", "region"])

    def clean(self) -> dict[str, Any]:
        """Refuse weights that are all zero."""
        given = dict(self.cleaned_data)
        weights = [given.get(node) for node in weighed(spec())]
        if all(weight is not None and not weight for weight in weights):
            self.add_error(weighed(spec())[0], _("All weights are zero; give at least one dimension some weight."))
        return given

    @property
    def weights(self) -> dict[str, float] | None:
        """The weights asked for, None where one of them is wrong."""
        given = self.given
        found = {node: given[node] for node in weighed(spec()) if given.get(node) is not None}
        return {node: float(weight) for node, weight in found.items()} if len(found) == len(weighed(spec())) else None

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        """The fields of the weights."""
        return [self[node] for node in weighed(spec())]
