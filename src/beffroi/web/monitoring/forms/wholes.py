"""Fields of the sheet of an indicator that say what it is put together from."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.monitoring.models import Indicator, Support

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

WHOLE = ("rows_of", "support", "part_of", "weight", "part_weights")


class WholeFields(forms.Form):
    """Whose beneficiaries it counts, which indicator it is part of, and what parts weigh."""

    rows_of = forms.MultipleChoiceField(
        label=gettext_lazy("Distinct beneficiaries helped under"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: under the whole strategy."),
    )  # fmt: skip
    support = forms.ChoiceField(
        label=gettext_lazy("Distinct beneficiaries helped by"), required=False,
        choices=[("", gettext_lazy("any form of support")), *Support.choices],
    )  # fmt: skip
    part_of = forms.ChoiceField(label=gettext_lazy("Part of another indicator"), required=False)
    weight = forms.DecimalField(
        label=gettext_lazy("Weight in that whole"), max_digits=18, decimal_places=4, min_value=0, required=False,
        localize=True, help_text=gettext_lazy("For a weighted mean: what its value is a share of, such as persons."),
    )  # fmt: skip
    part_weights = forms.CharField(
        label=gettext_lazy("Weights of its parts"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For a weighted mean, one a line: the part and its weight, such as small: 120."),
    )  # fmt: skip

    def offer(self, tops: "Sequence[Node]", others: "Sequence[tuple[Indicator, Node]]") -> None:
        """Give the choices, and put the fields behind the others."""
        self.others = {str(row.item.key): row for row, _node in others}
        self.fields["rows_of"].choices = [(str(node.item.key), f"{node.code} {node}") for node in tops]  # type: ignore[attr-defined]
        named = [(str(row.item.key), f"{node.code} {node}") for row, node in others]
        self.fields["part_of"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        self.fields |= {name: self.fields.pop(name) for name in WHOLE}

    def clean_part_weights(self) -> dict[str, float]:
        """Part → weight."""
        found: dict[str, float] = {}
        for number, line in enumerate(self.cleaned_data["part_weights"].splitlines(), 1):
            if not line.strip():
                continue
            part, _colon, weight = line.rpartition(":")
            try:
                found[part.strip()] = float(Decimal(weight.strip().replace(",", ".").replace("\u202f", "")))
            except (InvalidOperation, OverflowError):
                said = _("Line %(line)s: write the part, a colon and its weight, such as small: 120.")
                raise ValidationError(said % {"line": number}) from None
        return found

    def whole(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {name: data[name] for name in WHOLE} | {"part_of": self.others.get(data["part_of"])}


def whole_written(row: Indicator) -> dict[str, Any]:
    """What an indicator says of it, as the form is filled in."""
    weight = None if row.weight is None else f"{row.weight:f}".rstrip("0").rstrip(".")
    return {
        "rows_of": row.rows_of, "support": row.support, "weight": weight,
        "part_of": str(row.part_of.item.key) if row.part_of else "",
        "part_weights": "\n".join(f"{part}: {weight:g}" for part, weight in row.part_weights.items()),
    }  # fmt: skip
