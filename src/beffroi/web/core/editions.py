"""Nobody overwrites what they did not see: a form carries in short what stood when it was opened, its edition."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _


def edition(found: Model, names: Iterable[str]) -> str:
    """What these fields say, in short."""
    said = [found.serializable_value(name) for name in names]
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def refuse_unseen(found: Model, names: Iterable[str], seen: str) -> None:
    """Refuse to write where these fields no longer say what was `seen`; a writer who saw nothing is not held back."""
    if seen and seen != edition(found, names):
        raise ValidationError(
            _(
                "Somebody else changed this while you wrote: look at its page, then save again to put what stands here "
                "in its place."
            ),
            code="changed",
        )


class SeenField(forms.CharField):
    """The edition that a form was opened on."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 16, "widget": forms.HiddenInput, **kwargs})


class SeesEdition:
    """What a form with a field `seen` does, on the fields `names` of an object."""

    names: tuple[str, ...] = ()
    fields: dict[str, forms.Field]
    data: Any

    def open_on(self, found: Model) -> None:
        """Remember what stands now; of what is not there yet, nothing."""
        self.fields["seen"].initial = edition(found, self.names) if found.pk else ""

    def see(self, found: Model) -> None:
        """Carry on from what stands now: sent again, the form replaces it knowingly."""
        self.data = {name: self.data.get(name, "") for name in self.fields} | {"seen": edition(found, self.names)}
