"""Forms about the roadmap."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from beffroi.analytics.planning.replan import Change
from beffroi.web.chain.queries import in_language
from beffroi.web.core.editions import SeenField, SeesRevision
from beffroi.web.core.forms import LongSelect
from beffroi.web.piloting.actions.roadmap import Wish
from beffroi.web.piloting.dates import read_date
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.queries.roadmap import Roadmap, Row
from beffroi.web.piloting.roadmap_words import STANDINGS

PARTIAL = _("A year, a month or a day: 2020, 2020-05 or 2020-05-15.")


Decisions = Sequence[tuple[Any, str]]


def offer(field: Any, decisions: Decisions) -> dict[int, Any]:
    """Let a field choose among decisions; gives them by key."""
    field.choices = [("", _("none")), *[(one.pk, title) for one, title in decisions]]
    return {one.pk: one for one, _title in decisions}


class FilterForm(forms.Form):
    """Which actions are shown."""

    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    owner = forms.ChoiceField(label=_("Owner"), required=False, widget=LongSelect)
    intervention = forms.ChoiceField(label=_("Intervention"), required=False, widget=LongSelect)
    standing = forms.ChoiceField(label=_("Standing"), required=False)

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roadmap = roadmap
        owners = sorted({owner for row in roadmap.rows for owner in row.owners}, key=str.lower)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "owner": [(owner, owner) for owner in owners],
            "intervention": [(node.code, f"{node.code} {in_language(node.title)}") for node in roadmap.interventions],
            "standing": list(STANDINGS.items()),
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("all")), *found]  # type: ignore[attr-defined]

    def kept(self) -> list[Row]:
        """The rows that are asked for; what is asked wrongly is not asked."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return [row for row in self.roadmap.rows if all(_fits(row, name, value) for name, value in asked.items())]


def _fits(row: Row, name: str, value: str) -> bool:
    if name == "q":
        return value.lower() in f"{row.code} {' '.join(row.node.title.values())}".lower()
    if name == "owner":
        return value in row.owners
    if name == "intervention":
        return row.intervention is not None and row.intervention.code == value
    return row.standing == value


class ActionForm(SeesRevision, TextsForm):
    """An action of the roadmap; who has which part is said on the matrix of responsibilities."""

    TEXTS = {"title": (_("What is done"), 1, True), "text": (_("More about it"), 3, False)}

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = SeenField()
    code = forms.CharField(label=_("Code"), max_length=20, required=False, help_text=_("Empty: the next free one."))
    intervention = forms.TypedChoiceField(label=_("Which intervention it carries out"), required=False, coerce=int)
    start = forms.CharField(label=_("Start"), max_length=10, required=False, help_text=PARTIAL)
    end = forms.CharField(label=_("End"), max_length=10, required=False, help_text=PARTIAL)
    is_milestone = forms.BooleanField(label=_("A milestone: it has one day"), required=False)
    after = forms.CharField(
        label=_("Comes after"), max_length=300, required=False, help_text=_("Codes of actions, between commas: A1, A3.")
    )

    def __init__(self, *args: Any, roadmap: Roadmap, dates_stand: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(node.item_id, f"{node.code} {in_language(node.title)}") for node in roadmap.interventions]
        self.fields["intervention"].choices = [("", _("none")), *chosen]  # type: ignore[attr-defined]
        self.interventions = {node.item_id: node.item for node in roadmap.interventions}
        if dates_stand:
            del self.fields["start"], self.fields["end"]
        self.open_on_revision()

    def wish(self) -> Wish:
        """What the action takes."""
        given = self.cleaned_data
        return Wish(
            title=self.texts("title"), text=self.texts("text"), code=given["code"].strip(),
            start=given.get("start", ""), end=given.get("end", ""), is_milestone=given["is_milestone"],
            intervention=self.interventions.get(given["intervention"] or 0),
            after=[code.strip() for code in given["after"].replace(";", ",").split(",") if code.strip()],
        )  # fmt: skip


class DeliverableForm(TextsForm):
    """What an action has to hand over."""

    TEXTS = {"title": (_("What is handed over"), 1, True)}

    due_on = forms.DateField(label=_("Due on"), required=False, widget=DAY)


class DeliveredForm(TextsForm):
    """That something was handed over, and what proves it."""

    TEXTS = {"note": (_("Where it can be seen"), 2, False)}

    on = forms.DateField(label=_("Handed over on"), widget=DAY)
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    decision = forms.TypedChoiceField(label=_("Or the decision that proves it"), required=False, coerce=int)

    def __init__(self, *args: Any, decisions: Decisions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = offer(self.fields["decision"], decisions)
        if not decisions:
            del self.fields["decision"]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        found = {name: self.cleaned_data[name] for name in ("on", "url")}
        decision = self.decisions.get(self.cleaned_data.get("decision") or 0)
        return found | {"note": self.texts("note"), "decision": decision}


class StateForm(TextsForm):
    """How far an action has come, and what proves that it is done where nothing does yet."""

    TEXTS = {"title": (_("What was handed over"), 1, False), "note": (_("Where it can be seen"), 2, False)}

    state = forms.ChoiceField(label=_("State"), choices=Action.State.choices)
    on = forms.DateField(label=_("On"), required=False, widget=DAY, help_text=_("Of what is done; empty: today."))
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    decision = forms.TypedChoiceField(label=_("Or the decision that proves it"), required=False, coerce=int)

    def __init__(self, *args: Any, decisions: Decisions, is_proved: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = offer(self.fields["decision"], decisions)
        self.named = {one.pk: title for one, title in decisions}
        self.order_fields(["state", "on", *self.fields])
        for name in [name for name in self.fields if is_proved and name not in ("state", "on")]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What proves it has a name; a decision has its own."""
        found = super().clean()
        if (found.get("url") or self.texts("note")) and not (self.texts("title") or found.get("decision")):
            self.add_error("title_en", gettext("Write this in one language at least."))
        return found

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        chosen, title = said.get("decision") or 0, self.texts("title")
        if not title and chosen:
            title = {(get_language() or "en")[:2]: self.named[chosen][:200]}
        proof = {
            "title": title, "url": said.get("url", ""), "decision": self.decisions.get(chosen),
            "note": self.texts("note"),
        }  # fmt: skip
        return {"state": said["state"], "on": said["on"], "proof": proof if title else None}


class ReplanForm(forms.Form):
    """New dates, why, and by which decision."""

    start = forms.CharField(label=_("New start"), max_length=10, required=False, help_text=PARTIAL)
    end = forms.CharField(
        label=_("New end"), max_length=10, required=False,
        help_text=_("Empty: the action keeps its length when its start moves."),
    )  # fmt: skip
    with_successors = forms.BooleanField(label=_("Move what comes after it too"), required=False, initial=True)
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    decision = forms.TypedChoiceField(label=_("By which decision"), required=False, coerce=int)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, decisions: Decisions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = offer(self.fields["decision"], decisions)

    def clean(self) -> dict[str, Any]:
        """One of both dates at least."""
        found = super().clean() or {}
        if not self.errors and not (found.get("start") or found.get("end")):
            self.add_error("start", gettext("Give a new start, a new end, or both."))
        return found

    def change(self) -> Change:
        """The new dates."""
        return Change(*(read_date(self.cleaned_data[name], name) for name in ("start", "end")))

    def decided_by(self) -> Any:
        """The decision that was chosen."""
        return self.decisions.get(self.cleaned_data["decision"] or 0)
