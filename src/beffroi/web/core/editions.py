"""Nobody overwrites what they did not see: a form carries in short what stood when it was opened, its edition.

Who saves second is refused; the page shows what was saved meanwhile beside what they wrote, which stays in the form.
What they did not touch is not theirs to turn back: there the form takes over what was saved meanwhile. To know it, the
form carries beside the edition a short mark of each answer that it showed.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

CHANGED, OUTDATED = "changed", "outdated"
"""Codes of the refusals that a form answers by showing both."""
MARK = 6


def edition(found: Model, names: Iterable[str]) -> str:
    """What these fields say, in short."""
    return edition_of([found.serializable_value(name) for name in names])


def edition_of(said: Any) -> str:
    """What is said, in short."""
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def refuse_unseen(found: Model, names: Iterable[str], seen: str) -> None:
    """Refuse to write where these fields no longer say what was `seen`; a writer who saw nothing is not held back."""
    refuse_other(edition(found, names), seen)


def refuse_other(now: str, seen: str) -> None:
    """Refuse to write on another edition than was `seen`."""
    if seen and seen != now:
        raise ValidationError(
            _(
                "Somebody else changed this while you wrote: compare below what they saved with what you wrote, then "
                "save yours or keep theirs."
            ),
            code=CHANGED,
        )


@dataclass(frozen=True)
class Difference:
    """One answer of a form as somebody else saved it, and as it was written here."""

    label: str
    theirs: str
    mine: str
    is_kept: bool = False
    """Nothing else was written here: what somebody else saved stays."""


class SeenField(forms.CharField):
    """The edition that a form was opened on; behind a dot the marks of what it showed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 4000, "widget": forms.HiddenInput, **kwargs})

    def clean(self, value: Any) -> str:
        """The edition alone."""
        return str(super().clean(value)).partition(".")[0]


def marks(form: Any) -> str:
    """A mark of each answer that a form shows when it is opened, as text."""
    return "".join(
        _mark(name, field, field.prepare_value(form.get_initial_for_field(field, name)))
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    )


def marks_sent(form: Any) -> str:
    """A mark of each answer of a form as it was sent, as text."""
    fields = ((name, field) for name, field in form.fields.items() if not field.widget.is_hidden)
    return "".join(_mark(name, field, form[name].value()) for name, field in fields)


def untouched(form: Any, shown: str) -> set[str]:
    """The answers of a form that was sent which say what it showed when it was opened, by its marks."""
    known = {shown[at : at + MARK] for at in range(0, len(shown), MARK)}
    return {
        name
        for name, field in form.fields.items()
        if not field.widget.is_hidden and _mark(name, field, form[name].value()) in known
    }


def _mark(name: str, field: forms.Field, value: Any) -> str:
    if isinstance(field.widget, forms.CheckboxInput):
        said: Any = bool(value)
    else:
        said = field.widget.format_value(value) if hasattr(field.widget, "format_value") else value
        said = sorted(map(str, said)) if isinstance(said, list | tuple) else "\n".join(str(said or "").splitlines())
        said = said if said not in ([], [""]) else ""
    return sha256(f"{name}={said}".encode()).hexdigest()[:MARK]


class SeesEdition:
    """What a form with a field `seen` does, on the fields `names` of an object."""

    names: tuple[str, ...] = ()
    fields: dict[str, forms.Field]
    data: Any
    conflict: tuple[Difference, ...] | None = None
    """What differs from what somebody else saved meanwhile."""

    def open_on(self, found: Model) -> None:
        """Remember what stands now; of what is not there yet, nothing."""
        self.open_at(edition(found, self.names) if found.pk else "")

    def open_at(self, now: str) -> None:
        """Remember an edition, and what the form shows."""
        self.fields["seen"].initial = f"{now}.{marks(self)}" if now else ""

    @property
    def status(self) -> int:
        """409 where somebody else was faster."""
        return 200 if self.conflict is None else 409

    def told(self, error: ValidationError, fresh: Callable[[], Any]) -> None:
        """Where somebody else was faster, show what they saved, as a `fresh` form has it, and carry on from there."""
        if getattr(error, "code", None) in (CHANGED, OUTDATED):
            self.see(fresh())

    def see(self, fresh: Any) -> None:
        """Carry on from what a fresh form was opened on: sent again, this one replaces it knowingly.

        What was not touched here and changed there is taken over from there.
        """
        bound: Any = self
        mine, same = differences(fresh, self), untouched(self, str(self.data.get("seen", "")).partition(".")[2])
        self.data = self.data.copy()
        kept = {str(bound[name].label) for name in same if name in fresh.fields and _take_over(self, fresh, name)}
        self.data["seen"] = fresh["seen"].value()
        self.conflict = tuple(replace(one, is_kept=one.label in kept) for one in mine)


class SeesRevision(SeesEdition):
    """What a form with fields `seen` and `revision` does, where the revision that was seen goes with the change."""

    initial: Any

    def open_on_revision(self) -> None:
        """Remember the revision of what is changed; of what is not there yet, nothing."""
        revision = self.initial.get("revision")
        self.open_at("" if revision is None else str(revision))

    def see(self, fresh: Any) -> None:
        """Carry on from the revision that stands now."""
        super().see(fresh)
        self.data["revision"] = str(fresh["revision"].value())


def _take_over(form: Any, fresh: Any, name: str) -> bool:
    """Let a form that was sent say in one field what a fresh one says; whether it can."""
    field, value, to = form.fields[name], fresh[name].value(), form.add_prefix(name)
    if isinstance(field, forms.FileField) or isinstance(field.widget, forms.MultiWidget):
        return False
    if isinstance(field.widget, forms.CheckboxInput):
        form.data[to] = "on" if value else ""
    elif isinstance(field.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        form.data.setlist(to, field.widget.format_value(value))
    else:
        form.data[to] = field.widget.format_value(value) or ""
    return True


def differences(theirs: Any, mine: Any) -> tuple[Difference, ...]:
    """Where two forms of one kind do not answer alike."""
    found = []
    for name in [name for name, field in theirs.fields.items() if name in mine.fields and not field.widget.is_hidden]:
        (one, shown), (other, written) = answer(theirs[name]), answer(mine[name])
        if one != other:
            found.append(Difference(str(mine[name].label), shown, written))
    return tuple(found)


def answer(bound: Any) -> tuple[Any, str]:
    """What stands in a field, to compare and to read."""
    field, value = bound.field, bound.value()
    if isinstance(field, forms.ModelChoiceField):
        chosen = _python(field, value)
        return (chosen, str(field.label_from_instance(chosen)) if isinstance(chosen, Model) else "")
    if isinstance(field, forms.ChoiceField):
        known = {str(key): str(label) for key, label in field.widget.choices}
        chosen = [str(one) for one in (value if isinstance(value, list | tuple | set) else [value or ""])]
        return sorted(chosen), ", ".join(known.get(one, one) for one in chosen)
    if isinstance(field, forms.BooleanField):
        return bool(value), _("yes") if value else _("no")
    found = _python(field, field.widget.format_value(value))
    if found in field.empty_values:
        return "", ""
    if isinstance(found, str):
        found = "\n".join(found.splitlines())
    return found, str(localize(timezone.localtime(found) if isinstance(found, datetime) else found))


def _python(field: forms.Field, value: Any) -> Any:
    try:
        return field.to_python(value)
    except ValidationError:
        return str(value)
