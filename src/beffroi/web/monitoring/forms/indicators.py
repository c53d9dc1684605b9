"""The form of an indicator: what is measured, from where to where, and who reports it."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.months import month_text, parse_month
from beffroi.web.core.editions import SeenField, SeesRevision
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.monitoring.counted import COUNTED
from beffroi.web.monitoring.eu_common import common_indicators
from beffroi.web.monitoring.forms.months import MonthField
from beffroi.web.monitoring.forms.wholes import WholeFields, whole_written
from beffroi.web.monitoring.models import Indicator
from beffroi.web.piloting.forms.texts import TextsForm

SHEET = ("unit", "formula", "source", "verification", "limits")
PLAIN = (
    "kind", "common_code", "series", "region", "counted", "polarity", "frequency", "reporter_organisation",
    "reporter_body", "baseline_on", "baseline_value", "target_on", "target_value", "rule", "least", "most",
)  # fmt: skip
FIRST = ("step", "kind", "common_code", "series", "region", "peers", "counted")
MOST_LEVELS = 10


class IndicatorForm(SeesRevision, WholeFields, TextsForm):
    """The sheet of an indicator."""

    TEXTS = {
        "title": (gettext_lazy("Name"), 2, False),
        "text": (gettext_lazy("Definition"), 3, False),
        "unit": (gettext_lazy("Unit"), 1, False),
        "formula": (gettext_lazy("Formula"), 2, False),
        "source": (gettext_lazy("Source"), 1, False),
        "verification": (gettext_lazy("How it is verified"), 2, False),
        "limits": (gettext_lazy("Limits"), 2, False),
        "rubric": (gettext_lazy("Rubric, a level a line, the lowest first,"), 4, False),
    }
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = SeenField()
    step = forms.ChoiceField(label=gettext_lazy("Measured at"))
    kind = forms.ChoiceField(label=gettext_lazy("Where its values come from"), choices=Indicator.Kind.choices)
    common_code = forms.ChoiceField(
        label=gettext_lazy("EU common indicator"), required=False,
        help_text=gettext_lazy("Brings its official name and unit where none is written."),
    )  # fmt: skip
    series = forms.ChoiceField(label=gettext_lazy("Series of the observatory"), required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=200, required=False)
    peers = forms.CharField(
        label=gettext_lazy("Peer regions"), max_length=400, required=False,
        help_text=gettext_lazy("Their codes, such as DED, FRE, ES21; shown beside, and asked when it falls short."),
    )  # fmt: skip
    counted = forms.ChoiceField(label=gettext_lazy("What the platform counts"), required=False)
    polarity = forms.ChoiceField(label=gettext_lazy("Which way is good"), choices=Indicator.Polarity.choices)
    frequency = forms.ChoiceField(label=gettext_lazy("How often it is measured"), choices=Indicator.Frequency.choices)
    reporter_body: Any = forms.ModelChoiceField(None, label=gettext_lazy("Body that reports"), required=False)
    reporter_organisation: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Organisation that reports"), required=False
    )
    baseline_on = MonthField(label=gettext_lazy("Month of the baseline"), required=False)
    baseline_value = forms.DecimalField(
        label=gettext_lazy("Baseline"), max_digits=18, decimal_places=4, required=False, localize=True
    )
    milestones = forms.CharField(
        label=gettext_lazy("Milestones"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line: the month and the value, such as 2024-06: 12."),
    )  # fmt: skip
    target_on = MonthField(label=gettext_lazy("Month of the target"), required=False)
    target_value = forms.DecimalField(
        label=gettext_lazy("Target"), max_digits=18, decimal_places=4, required=False, localize=True
    )
    band = forms.IntegerField(
        label=gettext_lazy("Acceptable band, in percent of the planned change"), min_value=0, max_value=100, initial=10,
        help_text=gettext_lazy("A shortfall up to it is on track, up to twice as much at risk."),
    )  # fmt: skip
    least = forms.DecimalField(
        label=gettext_lazy("Least possible value"), max_digits=18, decimal_places=4, required=False, localize=True,
        help_text=gettext_lazy("A value below it is refused, such as a negative number of firms."),
    )  # fmt: skip
    most = forms.DecimalField(
        label=gettext_lazy("Greatest possible value"), max_digits=18, decimal_places=4, required=False, localize=True,
        help_text=gettext_lazy("A value above it is refused, such as a share of more than 100 percent."),
    )  # fmt: skip
    rule = forms.ChoiceField(
        label=gettext_lazy("How a whole is put together from its parts"), choices=Indicator.Rule.choices
    )
    breakdown = forms.CharField(
        label=gettext_lazy("Broken down by"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The names of its parts, one a line."),
    )  # fmt: skip

    def __init__(self, *args: Any, steps: Sequence[Any], bodies: Any, organisations: Any, **kwargs: Any) -> None:
        self.series_held = kwargs.pop("series")
        tops, others = kwargs.pop("tops"), kwargs.pop("others")
        super().__init__(*args, **kwargs)
        self.items = {str(node.item.key): node.item for node in steps}
        lists: dict[str, Any] = {
            "step": [("", _("choose")), *((str(node.item.key), f"{node.code} {node}") for node in steps)],
            "common_code": [("", "–"), *((code, str(one)) for code, one in common_indicators().items())],
            "series": [("", "–"), *self.series_held],
            "counted": [("", "–"), *((name, one.label) for name, one in COUNTED.items())],
        }
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["reporter_body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["reporter_organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.order_fields(FIRST)
        self.offer(tops, others)
        self.open_on_revision()

    def clean_milestones(self) -> list[list[Any]]:
        """[month, value] in the order of time."""
        rows = []
        for number, line in enumerate(self.cleaned_data["milestones"].splitlines(), 1):
            if not line.strip():
                continue
            month, _colon, value = line.partition(":")
            try:
                with in_the_language_of_the_reader():
                    at = parse_month(month)
                rows.append([month_text(at), float(Decimal(value.strip().replace(",", ".").replace("\u202f", "")))])
            except InputError as error:
                raise ValidationError(_("Line %(line)s: %(said)s.") % {"line": number, "said": error}) from None
            except (InvalidOperation, OverflowError):
                said = _("Line %(line)s: write the month, a colon and the value, such as 2024-06: 12.")
                raise ValidationError(said % {"line": number}) from None
        return sorted(rows)

    def clean_breakdown(self) -> list[str]:
        """The names of the parts, each once."""
        names = [line.strip() for line in self.cleaned_data["breakdown"].splitlines() if line.strip()]
        if any(len(name) > 80 for name in names):
            raise ValidationError(_("A name of a part has at most 80 characters."))
        return list(dict.fromkeys(names))

    def clean_peers(self) -> list[str]:
        """The codes of the peers, each once."""
        return list(dict.fromkeys(self.cleaned_data["peers"].replace(",", " ").split()))

    def clean(self) -> dict[str, Any]:
        """A name, unless the origin brings one."""
        found = super().clean()
        if not self.texts("title") and not self._official():
            self.add_error(f"title_{settings.LANGUAGES[0][0]}", _("Write this in one language at least."))
        return found

    def _official(self) -> dict[str, Any]:
        """Name and unit that the origin brings, by language."""
        one = common_indicators().get(self.cleaned_data.get("common_code", ""))
        if self.cleaned_data.get("kind") == Indicator.Kind.COMMON and one:
            return {"title": one.name, "unit": one.unit}
        return {}

    def rubric(self) -> list[dict[str, str]]:
        """The levels, each by language."""
        texts = self.texts("rubric")
        lines = {code: [line.strip() for line in text.splitlines() if line.strip()] for code, text in texts.items()}
        rows = zip_longest(*lines.values(), fillvalue="")
        return [{code: text for code, text in zip(lines, row, strict=True) if text} for row in rows][:MOST_LEVELS]

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        official = self._official()
        sheet = {name: self.texts(name) for name in SHEET}
        sheet["unit"] = sheet["unit"] or dict(official.get("unit", {}))
        details = (
            {name: self.cleaned_data[name] for name in PLAIN}
            | self.whole()
            | {
                "peers": self.cleaned_data["peers"],
                "milestones": self.cleaned_data["milestones"],
                "breakdown": self.cleaned_data["breakdown"],
                "band": Decimal(self.cleaned_data["band"]) / 100,
                "texts": {name: text for name, text in sheet.items() if text},
                "rubric": self.rubric(),
            }
        )
        title = self.texts("title") or dict(official.get("title", {}))
        return {
            "step": self.items[self.cleaned_data["step"]],
            "said": {"title": title, "text": self.texts("text")},
            "details": details,
            "revision": self.cleaned_data["revision"] or 0,
        }


def written(row: Indicator, node: Any, step: Any) -> dict[str, Any]:
    """What an indicator says, as the form is filled in: `initial` and `texts`."""
    lines = {
        code: "\n".join(level.get(code, "") for level in row.rubric) for code, _name in settings.LANGUAGES
    }  # fmt: skip
    values = {name: getattr(row, name) for name in PLAIN}
    for name in ("baseline_value", "target_value", "least", "most"):
        values[name] = values[name] if values[name] is None else f"{values[name]:f}".rstrip("0").rstrip(".")
    initial = values | whole_written(row) | {
        "revision": node.revision, "step": str(step.item.key) if step else "", "peers": ", ".join(row.peers),
        "milestones": "\n".join(f"{month}: {value:g}" for month, value in row.milestones),
        "breakdown": "\n".join(row.breakdown), "band": round(100 * row.band),
    }  # fmt: skip
    texts = {"title": node.title, "text": node.text, **row.texts, "rubric": lines}
    return {"initial": initial, "texts": texts}
