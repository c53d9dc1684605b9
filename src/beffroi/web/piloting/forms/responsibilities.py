"""Who has which part in an action."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesEdition, edition_of
from beffroi.web.piloting.actions.roadmap import Share
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.queries.editions import parts_said
from beffroi.web.piloting.queries.responsibilities import Party

PARTS = (
    ("", _("no part")),
    ("A", _("Accountable")),
    ("AR", _("Accountable and responsible")),
    ("R", _("Responsible")),
    ("C", _("Consulted")),
    ("I", _("Informed")),
    ("O", _("Optional")),
)


class PartsForm(SeesEdition, forms.Form):
    """A part for each party, and room for one more organisation."""

    organisation: Any = forms.ModelChoiceField(None, label=_("Another organisation"), required=False)
    part = forms.ChoiceField(label=_("Its part"), choices=PARTS, required=False)
    seen = SeenField()

    def __init__(
        self, *args: Any, parties: tuple[Party, ...], held: Mapping[str, str], organisations: Any, of: Action,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.parties = parties
        last = {name: self.fields.pop(name) for name in ("organisation", "part")}
        for party in parties:
            parts = held.get(party.key, "")
            self.fields[_name(party)] = forms.ChoiceField(
                label=party.name, choices=_choices(parts), required=False, initial=parts
            )
        last["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields |= last
        self.open_at(edition_of(parts_said(of)))

    def see(self, fresh: Any) -> None:
        """Who got a part only while this was written keeps it."""
        self.fields, self.parties, self.data = fresh.fields, fresh.parties, self.data.copy()
        for name in fresh.fields:
            if name.startswith("party_") and name not in self.data:
                self.data[name] = fresh[name].value()
        super().see(fresh)

    def clean(self) -> dict[str, Any]:
        """An organisation without a part, or a part without an organisation, is a slip."""
        found = super().clean() or {}
        if bool(found.get("organisation")) != bool(found.get("part")):
            self.add_error("part", _("Choose both, the organisation and its part, or neither."))
        return found

    def shares(self) -> list[Share]:
        """What the action takes."""
        chosen = [(party.key[0], party.of, self.cleaned_data[_name(party)]) for party in self.parties]
        chosen.append(("o", self.cleaned_data["organisation"], self.cleaned_data["part"]))
        kinds = {"b": "body", "o": "organisation", "n": "name"}
        return [Share(part, **{kinds[kind]: of}) for kind, of, parts in chosen for part in parts]


def _name(party: Party) -> str:
    """The field of a party: the same whoever else has a part."""
    return f"party_{party.key if party.of and party.key[0] in 'bo' else sha256(party.key.encode()).hexdigest()[:12]}"


def _choices(parts: str) -> tuple[tuple[str, Any], ...]:
    """The usual parts, and those that a party holds together although that is not usual."""
    words = dict(PARTS)
    return PARTS if parts in words else (*PARTS, (parts, " + ".join(str(words[part]) for part in parts)))
