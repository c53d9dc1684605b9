"""Forms of appraisals: the inputs of a price corridor, sliders to try them, costs and benefits as rows or YAML."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from beffroi.analytics.appraisal.cba.model import MOST_YEARS
from beffroi.analytics.appraisal.fields import MOST_SEED
from beffroi.analytics.appraisal.price.model import DRAWS
from beffroi.analytics.appraisal.price.model import MOST_DRAWS as MOST_PRICE_DRAWS
from beffroi.web.core.forms import UploadField
from beffroi.web.services.queries.appraisals import MOST_DRAWS, as_text

NUMBER = forms.NumberInput(attrs={"class": "w-s", "step": "any"})
EURO, COUNT, SHARE = "euro", "count", "share"
INPUTS: dict[str, tuple[Any, str]] = {
    "costs.fixed": (gettext_lazy("Cost of a session (euro)"), EURO),
    "costs.variable": (gettext_lazy("Cost of a participant (euro)"), EURO),
    "take_up.pessimistic": (gettext_lazy("Participants, if few come"), COUNT),
    "take_up.expected": (gettext_lazy("Participants, as expected"), COUNT),
    "take_up.optimistic": (gettext_lazy("Participants, if many come"), COUNT),
    "capacity": (pgettext_lazy("a session", "Seats"), COUNT),
    "membership.fee": (gettext_lazy("Yearly fee of a member (euro)"), EURO),
    "membership.fee_share": (gettext_lazy("Part of the fee that this service stands for"), SHARE),
    "membership.member_price": (gettext_lazy("Price for members (euro)"), EURO),
    "membership.members": (gettext_lazy("Members"), COUNT),
    "protect_share": (gettext_lazy("Share of using members for whom membership must pay"), SHARE),
}
"""The numbers of a price case under dotted names, each with its words and kind."""
MOST = {EURO: 10_000_000, COUNT: 100_000, SHARE: 1}
SEED = gettext_lazy("Seed of the draws: the same seed gives the same numbers")
SPLIT = re.compile(r"[;,\s]+")


def value_of(said: Mapping[str, Any], name: str) -> Any:
    """The number under a dotted name."""
    place: Any = said
    for part in name.split("."):
        place = place[part]
    return place


class PriceCaseForm(forms.Form):
    """Everything that a price corridor is found from."""

    uses = forms.CharField(
        label=gettext_lazy("Uses a year of a sample of members"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Whole numbers, as in 0, 1, 1, 2, 4."),
    )  # fmt: skip
    survey = forms.CharField(
        label=gettext_lazy("Answers to the survey, a line each"), required=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "w-l"}),
        help_text=gettext_lazy("From which price on too cheap, cheap, expensive, too expensive, as in 80 150 300 450."),
    )  # fmt: skip
    gabor_granger = forms.CharField(
        label=gettext_lazy("Who would buy at which price, a line each"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "w-l"}),
        help_text=gettext_lazy("Price, how many would buy, how many were asked, as in 200 12 20 (Gabor and Granger)."),
    )  # fmt: skip
    draws = forms.IntegerField(
        label=gettext_lazy("Draws of the intervals"), min_value=100, max_value=MOST_PRICE_DRAWS, widget=NUMBER
    )
    seed = forms.IntegerField(label=SEED, min_value=0, max_value=MOST_SEED, widget=NUMBER)
    state_aid = forms.BooleanField(
        label=gettext_lazy("Cluster funding falls under the state-aid rules for innovation clusters"), required=False
    )
    market_price = forms.FloatField(
        label=gettext_lazy("Market price (euro)"), required=False, min_value=0, max_value=MOST[EURO], widget=NUMBER
    )

    def __init__(self, *args: Any, said: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers: dict[str, forms.Field] = {}
        for name, (label, kind) in INPUTS.items():
            field = forms.IntegerField if kind == COUNT else forms.FloatField
            numbers[name] = field(
                label=label, min_value=0, max_value=MOST[kind], initial=value_of(said, name), widget=NUMBER
            )
        self.fields = {**numbers, **self.fields}
        rows = [[str(one.get(name, "")) for name in QUESTIONS] for one in said.get("survey", [])]
        uses = said["membership"].get("uses_per_year", [])
        start = {"survey": "\n".join(" ".join(row) for row in rows), "uses": ", ".join(map(str, uses))}
        asked = [" ".join(f"{one[name]:g}" for name in ASKED) for one in said.get("gabor_granger", [])]
        self.initial = {
            **self.initial,
            **start,
            "gabor_granger": "\n".join(asked),
            "draws": said.get("draws", DRAWS),
            "seed": said.get("seed", 1),
            "state_aid": said.get("state_aid", False),
            "market_price": said.get("market_price"),
        }

    def clean_uses(self) -> list[int]:
        """Whole numbers."""
        words = [word for word in SPLIT.split(self.cleaned_data["uses"]) if word]
        if any(not word.isdigit() or len(word) > 4 for word in words):
            raise forms.ValidationError(_("Write whole numbers with commas between, as in 0, 1, 1, 2, 4."))
        return [int(word) for word in words]

    def clean_survey(self) -> list[dict[str, float]]:
        """Four prices a line."""
        found = []
        for number, line in enumerate(self.cleaned_data["survey"].splitlines(), start=1):
            words = [word for word in re.split(r"[;\s]+", line.strip()) if word]
            if not words:
                continue
            try:
                prices = [float(word.replace(",", ".")) for word in words]
            except ValueError:
                prices = []
            if len(prices) != len(QUESTIONS) or not all(0 <= price <= MOST[EURO] for price in prices):
                said = _("Line %(number)s is not four prices; write it as in 80 150 300 450.")
                raise forms.ValidationError(said % {"number": number})
            found.append(dict(zip(QUESTIONS, prices, strict=True)))
        return found

    def clean_gabor_granger(self) -> list[dict[str, float]]:
        """A price and two whole numbers a line."""
        found = []
        for number, line in enumerate(self.cleaned_data["gabor_granger"].splitlines(), start=1):
            words = [word.replace(",", ".") for word in re.split(r"[;\s]+", line.strip()) if word]
            if not words:
                continue
            is_row = len(words) == len(ASKED) and NUMERAL.fullmatch(words[0])
            if not is_row or not all(word.isdigit() and len(word) < 8 for word in words[1:]):
                said = _("Line %(number)s is not a price and two whole numbers; write it as in 200 12 20.")
                raise forms.ValidationError(said % {"number": number})
            price, would_buy, asked = float(words[0]), int(words[1]), int(words[2])
            found.append({"price": price, "would_buy": would_buy, "asked": asked})
        return found

    def text(self) -> str:
        """The inputs as YAML."""
        given = self.cleaned_data
        said: dict[str, Any] = {}
        for name in INPUTS:
            *parents, last = name.split(".")
            place = said
            for parent in parents:
                place = place.setdefault(parent, {})
            place[last] = given[name]
        said["membership"]["uses_per_year"] = given["uses"]
        said["survey"] = given["survey"]
        if given["gabor_granger"]:
            said["gabor_granger"] = given["gabor_granger"]
        said["draws"], said["seed"] = given["draws"], given["seed"]
        said["state_aid"] = given["state_aid"]
        if given["market_price"] is not None:
            said["market_price"] = given["market_price"]
        return as_text(said)


QUESTIONS = ("too_cheap", "cheap", "expensive", "too_expensive")
ASKED = ("price", "would_buy", "asked")
NUMERAL = re.compile(r"\d{1,8}(\.\d{1,4})?")


class TryForm(forms.Form):
    """The numbers of a corridor on sliders; what is tried is not kept."""

    def __init__(self, *args: Any, said: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, kind) in INPUTS.items():
            now = float(value_of(said, name))
            most, step = self._range(now, kind)
            shown = self.data.get(name, f"{now:g}") if self.is_bound else f"{now:g}"
            ends = {"type": "range", "min": "0", "max": f"{most:g}", "step": f"{step:g}", "data-shows": "1"}
            self.fields[name] = forms.FloatField(
                label=label, min_value=0, max_value=most, initial=f"{now:g}", required=False,
                widget=forms.NumberInput(attrs=ends | {"aria-describedby": f"shown-{name}"}),
            )  # fmt: skip
            self.fields[name].shown = shown  # type: ignore[attr-defined]

    @staticmethod
    def _range(now: float, kind: str) -> tuple[float, float]:
        if kind == SHARE:
            return 1, 0.05
        most = max(2 * now, 10)
        return most, max(1.0, round(most / 200))

    def tried(self) -> dict[str, float]:
        """The numbers that are tried."""
        given = {name: self.cleaned_data.get(name) for name in INPUTS}
        return {name: value for name, value in given.items() if value is not None}


class FlowForm(forms.Form):
    """One cost or benefit over the years."""

    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False,
        choices=[("cost", gettext_lazy("Cost")), ("benefit", gettext_lazy("Benefit"))],
    )  # fmt: skip
    accounts = forms.ChoiceField(
        label=gettext_lazy("Account"), required=False,
        choices=[
            ("financial economic", gettext_lazy("Both")), ("financial", gettext_lazy("Financial")),
            ("economic", gettext_lazy("Economic")),
        ],
    )  # fmt: skip
    amounts = forms.CharField(label=gettext_lazy("Amounts a year, year 0 first"), required=False, max_length=2000)
    low = forms.FloatField(label=gettext_lazy("Lowest factor"), required=False, min_value=0, max_value=1)
    high = forms.FloatField(label=gettext_lazy("Highest factor"), required=False, min_value=1, max_value=1000)

    def clean_amounts(self) -> list[float]:
        """Numbers with semicolons or spaces between."""
        words = [word for word in re.split(r"[;\s]+", self.cleaned_data["amounts"]) if word]
        try:
            found = [float(word.replace(",", ".")) for word in words]
        except ValueError:
            found = [-1.0]
        if any(not 0 <= amount <= 1e12 for amount in found) or len(found) > MOST_YEARS:
            raise forms.ValidationError(_("Write amounts of zero or more with spaces between, as in 12000 0 0."))
        return found

    def clean(self) -> dict[str, Any]:
        """A row that says something says all of it."""
        found = super().clean() or {}
        if bool(found.get("name")) != bool(found.get("amounts")) and not self.errors:
            self.add_error("name", _("Give a row a name and its amounts, or leave both empty."))
        return found

    def flow(self) -> dict[str, Any] | None:
        """The row as YAML has it; nothing if it is empty."""
        given = self.cleaned_data
        if not given.get("name"):
            return None
        found = {name: given[name] for name in ("name", "kind", "amounts")}
        found["accounts"] = given["accounts"].split()
        if given["low"] is not None or given["high"] is not None:
            low, high = (1.0 if given[name] is None else given[name] for name in ("low", "high"))
            found["range"] = [low, high]
        return found


FlowRows = forms.formset_factory(FlowForm, extra=2, max_num=40, absolute_max=60)


class RatesForm(forms.Form):
    """Discount rates, and how often it is drawn."""

    financial = forms.FloatField(
        label=gettext_lazy("Financial discount rate"), min_value=0, max_value=1, initial=0.04, widget=NUMBER
    )
    social = forms.FloatField(
        label=gettext_lazy("Social discount rate"), min_value=0, max_value=1, initial=0.03, widget=NUMBER
    )
    draws = forms.IntegerField(
        label=gettext_lazy("Draws of the simulation"),
        min_value=100,
        max_value=MOST_DRAWS,
        initial=10_000,
        widget=NUMBER,
    )
    seed = forms.IntegerField(label=SEED, min_value=0, max_value=MOST_SEED, initial=1, widget=NUMBER)


class PriceFileForm(forms.Form):
    """A price case as the file that the command line reads."""

    file = UploadField(
        allowed={"yaml"}, label=gettext_lazy("File (YAML)"),
        help_text=gettext_lazy("In the form of beffroi appraise price; what it gives replaces the inputs as a whole."),
    )  # fmt: skip


class CostsFileForm(forms.Form):
    """Costs and benefits as the file that the command line reads."""

    file = UploadField(
        allowed={"yaml"}, label=gettext_lazy("File (YAML)"),
        help_text=gettext_lazy("In the form of beffroi appraise cba."),
    )  # fmt: skip


def costs_text(rates: RatesForm, rows: Any) -> str:
    """Rates and rows as YAML."""
    given = rates.cleaned_data
    flows = [flow for flow in (row.flow() for row in rows) if flow is not None]
    said = {
        "discount": {"financial": given["financial"], "social": given["social"]}, "flows": flows,
        "draws": given["draws"], "seed": given["seed"],
    }  # fmt: skip
    return as_text(said)
