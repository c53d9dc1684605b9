"""Forms in which values are reported: all that one reporter is asked for, or one value that an officer enters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import in_language
from beffroi.web.core.editions import SeenField, SeesEdition
from beffroi.web.core.forms import UploadField
from beffroi.web.monitoring.actions.entries import EVIDENCE, MOST_FILES, Answer, Problem
from beffroi.web.monitoring.collecting_rules import plain, read_number, reads_two_ways
from beffroi.web.monitoring.forms.months import MonthField
from beffroi.web.monitoring.models import Indicator
from beffroi.web.monitoring.queries.answers import EntryRow, edition_of_answers
from beffroi.web.monitoring.report_file import too_fine, two_ways

TEXTS = ("note", "explanation", "nothing", "reason")


class NumberField(forms.Field):
    """A number with decimal point or comma, and spaces between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 40, "class": "w-s"})
        super().__init__(**{"required": False, "widget": widget, **kwargs})

    def to_python(self, value: Any) -> Any:
        """The number; None if nothing is written."""
        text = str(value or "").strip()
        if not text:
            return None
        mark = "," if get_language() == "fr" else "."
        if reads_two_ways(text, mark):
            raise ValidationError(two_ways(text, mark))
        found = read_number(text[:60], mark)
        if found is None:
            raise ValidationError(_("“%(text)s” is no number; write one, such as 12 or 12.5.") % {"text": text[:40]})
        if said := too_fine(found, mark):
            raise ValidationError(said)
        return found

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is written in the language of the page."""
        if not isinstance(value, Decimal):
            return value
        text = f"{plain(value):f}"
        return text.replace(".", ",") if get_language() == "fr" else text


class SeveralFiles(forms.FileInput):
    """A field of a page that takes several files."""

    allow_multiple_selected = True


class EvidenceField(UploadField):
    """Several files, each checked by its content."""

    def __init__(self, **kwargs: Any) -> None:
        said = _("At most %(most)s files: PDF, pictures, texts or tables.") % {"most": MOST_FILES}
        super().__init__(allowed=EVIDENCE, required=False, widget=SeveralFiles(), help_text=said, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploads, once each has passed every check."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(_("At most %(most)s files stand with a value.") % {"most": MOST_FILES})
        return [super(EvidenceField, self).clean(one, initial) for one in given]


def value_field(indicator: Indicator, label: str) -> forms.Field:
    """The field of a value: a number, or a level of the rubric."""
    if indicator.kind != Indicator.Kind.QUALITATIVE:
        return NumberField(label=label, help_text=indicator.said("unit"))
    levels = [(str(number), f"{number}: {in_language(text)}") for number, text in enumerate(indicator.rubric, 1)]
    return forms.TypedChoiceField(
        label=label, choices=[("", _("choose")), *levels], coerce=Decimal, empty_value=None, required=False
    )


@dataclass(frozen=True)
class Group:
    """What a page shows of one value: what is known of it, and its fields by name."""

    row: EntryRow
    values: Sequence[tuple[str, Any]]
    """Name of the part, and its field."""
    fields: dict[str, Any]
    is_open: bool
    """Whether more than the value is filled in, or needs another look."""


class AnswerForm(SeesEdition, forms.Form):
    """Everything that one reporter is asked for in a period; what was sent is not in it."""

    seen = SeenField()

    def __init__(self, *args: Any, rows: Sequence[EntryRow], period_state: str = "open", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.entry.is_taken(period_state)]
        for row in self.rows:
            self._add(row)
        self.open_at(edition_of_answers(rows))

    def _add(self, row: EntryRow) -> None:
        code, entry = row.node.code, row.entry
        for at, part in enumerate(row.parts):
            what = part or _("value")
            label = f"{code} {what}"
            self.fields[name_of(entry, f"value{at}")] = value_field(row.indicator, label)
            self.fields[name_of(entry, f"value{at}")].initial = _initial(row, part)
        labels = {
            "note": _("Note"), "explanation": _("Explanation"), "nothing": _("Nothing to report, because"),
            "reason": _("Why it is corrected"),
        }  # fmt: skip
        for name in TEXTS:
            if name != "reason" or row.stands() or entry.corrects_id:
                field = forms.CharField(label=f"{code} {labels[name]}", max_length=500, required=False)
                field.initial = getattr(entry, name)
                self.fields[name_of(entry, name)] = field
        evidence = _("Evidence")
        self.fields[name_of(entry, "files")] = EvidenceField(label=f"{code} {evidence}")

    def groups(self) -> Iterator[Group]:
        """The values in their order, as the page shows them."""
        for row in self.rows:
            values = [(part, self[name_of(row.entry, f"value{at}")]) for at, part in enumerate(row.parts)]
            names = [name for name in (*TEXTS, "files") if name_of(row.entry, name) in self.fields]
            fields = {name: self[name_of(row.entry, name)] for name in names}
            more = [field for name, field in fields.items() if name != "files" and (field.value() or field.errors)]
            yield Group(row, values, fields, bool(more) or bool(fields["files"].errors))

    def answers(self) -> dict[int, Answer]:
        """Entry → what is said of it."""
        return {row.entry.pk: self._answer(row) for row in self.rows}

    def _answer(self, row: EntryRow) -> Answer:
        given = self.cleaned_data
        values = {part: given[name_of(row.entry, f"value{at}")] for at, part in enumerate(row.parts)}
        texts = {name: given.get(name_of(row.entry, name), "") for name in TEXTS}
        return Answer(
            values={part: value for part, value in values.items() if value is not None},
            files=given[name_of(row.entry, "files")], **texts,
        )  # fmt: skip

    def show(self, problems: Sequence[Problem]) -> None:
        """Say at each answer what stands against it."""
        rows = {row.entry.pk: row for row in self.rows}
        for one in problems:
            row = rows[one.entry]
            at = row.parts.index(one.part) if one.part in row.parts else 0
            name = name_of(row.entry, f"value{at}" if one.field == "value" else one.field)
            self.add_error(name if name in self.fields else None, one.words)

    def carry_on(self, rows: Sequence[EntryRow]) -> None:
        """What was written is kept as a draft: go on from there."""
        self.data = self.data.copy()
        self.data["seen"] = edition_of_answers(rows)


def name_of(entry: Any, name: str) -> str:
    """The name of a field of a value."""
    return f"e{entry.pk}-{name}"


def _initial(row: EntryRow, part: str) -> Any:
    value = row.values.get(part)
    return f"{value:f}" if value is not None and row.indicator.kind == Indicator.Kind.QUALITATIVE else value


class EntryForm(forms.Form):
    """One value that an officer enters, with its parts, or the correction of one that is published."""

    period = MonthField(label=gettext_lazy("Month"))

    def __init__(self, *args: Any, indicator: Indicator, initial_values: Any = None, **kwargs: Any) -> None:
        self.is_correction = initial_values is not None
        super().__init__(*args, **kwargs)
        self.parts = ["", *indicator.breakdown]
        if self.is_correction:
            del self.fields["period"]
        for at, part in enumerate(self.parts):
            is_level = indicator.kind == Indicator.Kind.QUALITATIVE
            label = part or (_("Level") if is_level else _("Value"))
            self.fields[f"value{at}"] = field = value_field(indicator, label)
            held = (initial_values or {}).get(part)
            field.initial = f"{plain(held):f}" if is_level and held is not None else held
        if self.is_correction:
            self.fields["reason"] = forms.CharField(label=_("Why it is corrected"), max_length=500)
        self.fields["note"] = forms.CharField(
            label=_("Note"), max_length=500, required=False,
            help_text=_("How it was measured, or what has to be known."),
        )  # fmt: skip
        self.fields["explanation"] = forms.CharField(
            label=_("Explanation"), max_length=500, required=False,
            help_text=_("Where a value is unlikely: why it is right."),
        )  # fmt: skip
        self.fields["files"] = EvidenceField(label=_("Evidence"))

    def answer(self) -> Answer:
        """What is said."""
        given = self.cleaned_data
        values = {part: given[f"value{at}"] for at, part in enumerate(self.parts)}
        return Answer(
            values={part: value for part, value in values.items() if value is not None}, note=given["note"],
            explanation=given["explanation"], reason=given.get("reason", ""), files=given["files"],
        )  # fmt: skip

    def show(self, problems: Sequence[Problem]) -> None:
        """Say at each field what stands against it."""
        for one in problems:
            at = self.parts.index(one.part) if one.part in self.parts else 0
            name = f"value{at}" if one.field == "value" else one.field
            self.add_error(name if name in self.fields else None, one.words)


class HandOnForm(forms.Form):
    """Who answers instead: a colleague, or somebody by a link to an address.

    Colleagues are named only to who has signed in: a link may have come to somebody else.
    """

    person = forms.ChoiceField(label=gettext_lazy("A colleague"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), required=False,
        help_text=gettext_lazy("A link goes there with which this request is answered without an account."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.key): one for one in colleagues}
        self.fields["person"].choices = [("", "–"), *((key, str(one)) for key, one in self.people.items())]  # type: ignore[attr-defined]
        if not self.people:
            del self.fields["person"]

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"person": self.people.get(self.cleaned_data.get("person", "")), "email": self.cleaned_data["email"]}


class ReturnForm(forms.Form):
    """Why values are returned."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is returned"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("The reporter reads it."),
    )  # fmt: skip


class ValueRuleForm(forms.Form):
    """A rule between indicators."""

    formula = forms.CharField(
        label=gettext_lazy("Rule"), max_length=200,
        help_text=gettext_lazy("With the codes of indicators, such as M8 <= M7, or M1 + M2 = M3."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why it holds"), max_length=300, required=False)
    weight = forms.ChoiceField(label=gettext_lazy("Values that break it"))

    def __init__(self, *args: Any, weights: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].choices = weights  # type: ignore[attr-defined]
