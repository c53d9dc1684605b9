"""Forms of carrying the framework forward: first when, then what each indicator starts from and aims at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.core.editions import SeenField
from beffroi.web.monitoring.forms.months import MonthField

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.commitments import Carried


class WhenForm(forms.Form):
    """The period that ends, and the months of the new commitment."""

    label = forms.CharField(
        label=gettext_lazy("Name of the period that ends"), max_length=120,
        help_text=gettext_lazy("Such as 2021–2027, or version 1."),
    )  # fmt: skip
    baseline_on = MonthField(label=gettext_lazy("Month of the new baseline"))
    target_on = MonthField(label=gettext_lazy("Month of the new target"))

    def clean(self) -> dict[str, Any]:
        """The target lies after the baseline."""
        found = super().clean() or {}
        start, end = found.get("baseline_on"), found.get("target_on")
        if start and end and end <= start:
            self.add_error("target_on", _("The target lies after the new baseline; give a later month."))
        return found


@dataclass(frozen=True)
class Block:
    """The fields of one indicator."""

    one: "Carried"
    carry: Any
    baseline: Any
    target: Any


class CarryForm(WhenForm):
    """For each indicator whether it is carried forward, its new baseline and its new target."""

    seen = SeenField()

    def __init__(self, *args: Any, rows: "Sequence[Carried]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("label", "baseline_on", "target_on"):
            self.fields[name].widget = forms.HiddenInput()
        self.rows = rows
        for one in rows:
            code = one.reading.node.code
            reached = None if one.reached is None else f"{one.reached.value:.4f}".rstrip("0").rstrip(".")
            self.fields[f"carry_{one.name}"] = forms.BooleanField(
                label=_("Carry %(code)s forward") % {"code": code}, required=False
            )
            self.fields[f"baseline_{one.name}"] = _number(_("New baseline of %(code)s") % {"code": code}, reached)
            self.fields[f"target_{one.name}"] = _number(_("New target of %(code)s") % {"code": code}, None)

    def blocks(self) -> list[Block]:
        """The fields, indicator by indicator."""
        return [
            Block(one, *(self[f"{name}_{one.name}"] for name in ("carry", "baseline", "target"))) for one in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        """Both numbers for what is carried forward."""
        found = super().clean()
        for one in self.rows:
            if not found.get(f"carry_{one.name}"):
                continue
            for name in (f"baseline_{one.name}", f"target_{one.name}"):
                if found.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Give a number, or do not carry this indicator forward."))
        return found

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        chosen = [one for one in self.rows if data[f"carry_{one.name}"]]
        return {name: data[name] for name in ("label", "baseline_on", "target_on", "seen")} | {
            "ends": {
                one.reading.row.pk: (data[f"baseline_{one.name}"], data[f"target_{one.name}"]) for one in chosen
            }
        }  # fmt: skip


def _number(label: str, initial: str | None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=18, decimal_places=4, required=False, localize=True, initial=initial
    )
