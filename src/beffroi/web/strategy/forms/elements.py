"""The form of an element, built from the fields that its kind declares, in every language of the strategy."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.chain.kinds import Field, NodeKind
from beffroi.web.core.editions import answer, marks, marks_sent, untouched
from beffroi.web.core.forms import UploadField, one_is_enough
from beffroi.web.strategy.kinds import BOARDS, HELICES
from beffroi.web.strategy.queries.words import language_name

LONG = forms.Textarea(attrs={"rows": 4})
MINE, THEIRS = "mine", "theirs"


class ElementForm(forms.Form):
    """Title and text by language, then the fields of the kind; `take_…` chooses between two texts after a conflict."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stood = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    compared = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args: Any, kind: NodeKind, languages: Sequence[str], node: Any = None, **kwargs: Any) -> None:
        self.kind, self.languages, self.node = kind, tuple(languages), node
        super().__init__(*args, **{"initial": self.written(node) if node else {}} | kwargs)
        for language in self.languages:
            name = language_name(language)
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, max_length=300, required=False
            )
            if len(self.languages) > 1:
                one_is_enough(self.fields[f"title_{language}"])
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name}, max_length=8000, required=False, widget=LONG
            )
        for field in kind.fields:
            self.fields |= self._of(field)
        self.fields["stood"].initial = marks(self) if node else ""

    def _of(self, field: Field) -> dict[str, forms.Field]:
        label, needed, said = str(field.label), field.required, str(field.help)
        if field.kind in ("text", "texts"):
            said = said or (str(_("One a line.")) if field.kind == "texts" else "")
            return {
                f"{field.name}_{language}": forms.CharField(
                    label=f"{label} ({language_name(language)})", required=False, widget=LONG, help_text=said,
                    max_length=8000,
                )
                for language in self.languages
            }  # fmt: skip
        made: forms.Field
        if field.kind == "choice":
            empty = [] if needed else [("", _("not said"))]
            made = forms.ChoiceField(choices=[*empty, *field.choices], required=needed)
        elif field.kind == "flag":
            made = forms.BooleanField(required=False)
        elif field.kind == "date":
            made = forms.DateField(required=needed, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        elif field.kind == "whole":
            made = forms.IntegerField(min_value=0, required=needed)
        elif field.kind == "amount":
            made = forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, required=needed)
        else:
            made = forms.CharField(max_length=500, required=needed)
        made.label, made.help_text = label, said
        return {field.name: made}

    @staticmethod
    def asked_for(kind: NodeKind, query: Mapping[str, str]) -> dict[str, str]:
        """What an address proposes for the choices of a kind, such as the heading under which a factor is added."""
        choices = {field.name: dict(field.choices) for field in kind.fields if field.kind == "choice"}
        return {name: value for name, value in query.items() if value in choices.get(name, ())}

    def written(self, node: Any) -> dict[str, Any]:
        """What an element says, field by field of this form."""
        found: dict[str, Any] = {"revision": node.revision}
        for language in self.languages:
            found |= {
                f"title_{language}": node.title.get(language, ""),
                f"text_{language}": node.text.get(language, ""),
            }
        for field in self.kind.fields:
            held = node.details.get(field.name)
            if field.kind not in ("text", "texts"):
                found[field.name] = held
                continue
            texts = held if isinstance(held, Mapping) else {self.languages[0]: held or ""}
            for language in self.languages:
                text = texts.get(language) or ""
                found[f"{field.name}_{language}"] = "\n".join(text) if isinstance(text, list) else text
        return found

    def clean(self) -> dict[str, Any]:
        """At least one title; and what somebody chose to leave as it stands, as it stands.

        Who writes in a field of the comparison after that choice means what they wrote.
        """
        cleaned = super().clean() or {}
        standing = self.written(self.node) if self.node else {}
        shown = str(self.data.get("compared", ""))
        as_shown = untouched(self, shown) if shown else set(cleaned)
        for name in list(cleaned):
            if self.data.get(f"take_{name}") == THEIRS and name in as_shown:
                cleaned[name] = standing.get(name)
        if not any(cleaned.get(f"title_{language}") for language in self.languages):
            self.add_error(f"title_{self.languages[0]}", _("Say in a few words what it is."))
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and Decimal(low) > Decimal(high):
            self.add_error("high", _("The highest amount is below the lowest."))
        if self.kind.name == "factor":
            self._require_heading_of(cleaned.get("board"), cleaned.get("heading"))
        if self.kind.name == "consultation":
            self._require_reached(cleaned)
        return cleaned

    def _require_heading_of(self, board: Any, heading: Any) -> None:
        """A factor stands under a heading of its own analysis."""
        if board in BOARDS and heading and heading not in dict(BOARDS[board]):
            names = ", ".join(str(label) for _name, label in BOARDS[board])
            self.add_error(
                "heading", _("This analysis has no such heading; choose one of: %(names)s.") % {"names": names}
            )

    def _require_reached(self, cleaned: Mapping[str, Any]) -> None:
        """No more people of all helices together than were reached."""
        reached, parts = cleaned.get("reached"), sum(cleaned.get(name) or 0 for name in HELICES)
        if reached is not None and parts > reached:
            said = _("The helices together come to %(many)s people, more than were reached; correct one of them.")
            self.add_error("reached", said % {"many": parts})

    def said(self) -> dict[str, Any]:
        """Title, text and details as actions take them; other languages and fields stay as they are."""
        held = self.node
        title, text = (dict(held.title), dict(held.text)) if held else ({}, {})
        details = dict(held.details) if held else {}
        for language in self.languages:
            title[language] = self.cleaned_data.get(f"title_{language}") or ""
            text[language] = self.cleaned_data.get(f"text_{language}") or ""
        for field in self.kind.fields:
            details[field.name] = self._value(field)
        kept = {name: value for name, value in details.items() if value not in (None, "", {}, [])}
        return {
            "title": {language: words for language, words in title.items() if words},
            "text": {language: words for language, words in text.items() if words},
            "details": kept,
        }

    def _value(self, field: Field) -> Any:
        if field.kind in ("text", "texts"):
            said = {language: self.cleaned_data.get(f"{field.name}_{language}") or "" for language in self.languages}
            if field.kind == "texts":
                parts = {language: [line.strip() for line in text.splitlines()] for language, text in said.items()}
                return {language: [line for line in lines if line] for language, lines in parts.items() if any(lines)}
            return {language: text for language, text in said.items() if text}
        value = self.cleaned_data.get(field.name)
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral() else float(value)
        return value.isoformat() if isinstance(value, date) else value

    def conflicts(self, current: Any) -> list[dict[str, Any]]:
        """Field by field, what stands now beside what was written here; only where they differ.

        `is_mine` is false where nothing was written here: there only somebody else changed what stands.
        """
        fresh = type(self)(kind=self.kind, languages=self.languages, node=current)
        same = untouched(self, str(self.data.get("stood", "")))
        rows = []
        for name, field in self.fields.items():
            if field.widget.is_hidden:
                continue
            (theirs, shown), (mine, _words) = answer(fresh[name]), answer(self[name])
            if theirs != mine:
                rows.append({"name": name, "theirs": shown, "is_mine": name not in same})
        return rows

    def go_on_from(self, current: Any) -> "ElementForm":
        """The same answers once more, now for what stands."""
        sent: Any = self.data
        data = sent.copy()
        for name in [name for name in data if name.startswith("take_")]:
            del data[name]
        fresh = type(self)(kind=self.kind, languages=self.languages, node=current)
        data["revision"], data["stood"] = str(current.revision), fresh["stood"].value()
        data["compared"] = marks_sent(self)
        return type(self)(data, kind=self.kind, languages=self.languages, node=current)


class LinkForm(forms.Form):
    """The other end of a link, and why the one follows from the other."""

    other = forms.ChoiceField(label=gettext_lazy("Element"))

    def __init__(self, *args: Any, choices: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        for language in self.languages:
            self.fields[f"rationale_{language}"] = forms.CharField(
                label=_("Why (%(language)s)") % {"language": language_name(language)},
                required=False, max_length=2000, widget=LONG,
            )  # fmt: skip

    def rationale(self) -> dict[str, str]:
        """Why, by language."""
        said = {language: self.cleaned_data.get(f"rationale_{language}", "") for language in self.languages}
        return {language: text for language, text in said.items() if text}


class EvidenceForm(forms.Form):
    """A pinned figure, a document or a statement."""

    KINDS: ClassVar[Any] = (
        ("figure", gettext_lazy("Figure of the observatory")),
        ("document", gettext_lazy("Document")),
        ("statement", gettext_lazy("Statement")),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=KINDS, widget=forms.RadioSelect)
    pin = forms.CharField(
        label=gettext_lazy("Pin"), required=False, max_length=200,
        help_text=gettext_lazy("For a figure: the short address of the pin (…/e/abcd2345/) or its key."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Source"), required=False, max_length=500,
        help_text=gettext_lazy("For a document its title, author and year; for a statement who said it and when."),
    )  # fmt: skip
    url = forms.URLField(
        label=gettext_lazy("Address on the web"), required=False, max_length=500, assume_scheme="https"
    )
    upload = UploadField(label=gettext_lazy("File"), allowed={"pdf", "csv", "xlsx"}, required=False)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for language in self.languages:
            self.fields[f"note_{language}"] = forms.CharField(
                label=_("What it shows (%(language)s)") % {"language": language_name(language)},
                required=False, max_length=1000,
            )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        plain = {name: self.cleaned_data.get(name) for name in ("kind", "pin", "source", "url", "upload")}
        note = {language: self.cleaned_data.get(f"note_{language}", "") for language in self.languages}
        return {**plain, "note": {language: text for language, text in note.items() if text}}
