"""Nobody overwrites what they did not see: a form carries in short what stood when it was opened, its edition.

Who saves second is refused; the page shows what was saved meanwhile beside what they wrote, which stays in the form.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

CHANGED = "changed"


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


class SeenField(forms.CharField):
    """The edition that a form was opened on."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 16, "widget": forms.HiddenInput, **kwargs})


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
        """Remember an edition."""
        self.fields["seen"].initial = now

    @property
    def status(self) -> int:
        """409 where somebody else was faster."""
        return 200 if self.conflict is None else 409

    def told(self, error: ValidationError, fresh: Callable[[], Any]) -> None:
        """Where somebody else was faster, show what they saved, as a `fresh` form has it, and carry on from there."""
        if getattr(error, "code", None) == CHANGED:
            self.see(fresh())

    def see(self, fresh: Any) -> None:
        """Carry on from what a fresh form was opened on: sent again, this one replaces it knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = fresh["seen"].value()
        self.conflict = differences(fresh, self)


def differences(theirs: Any, mine: Any) -> tuple[Difference, ...]:
    """Where two forms of one kind do not answer alike."""
    found = []
    for name in [name for name, field in theirs.fields.items() if name in mine.fields and not field.widget.is_hidden]:
        (one, shown), (other, written) = _answer(theirs[name]), _answer(mine[name])
        if one != other:
            found.append(Difference(str(mine[name].label), shown, written))
    return tuple(found)


def _answer(bound: Any) -> tuple[Any, str]:
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
