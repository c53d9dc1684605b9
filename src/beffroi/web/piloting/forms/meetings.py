"""Forms about meetings, minutes and decisions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import in_language
from beffroi.web.core.editions import SeenField, SeesEdition, edition_of
from beffroi.web.piloting import rules
from beffroi.web.piloting.forms.texts import DAY, TextsForm
from beffroi.web.piloting.models import Meeting
from beffroi.web.piloting.queries.editions import MEETING, minutes_said

MOMENT = "%Y-%m-%dT%H:%M"
EARLIEST = 1970


def here() -> str:
    """The language in which somebody writes on this page."""
    return (get_language() or "en")[:2]


class MeetingForm(SeesEdition, TextsForm):
    """When and where a body meets."""

    TEXTS = {"title": (gettext_lazy("Title"), 1, False)}

    starts_at = forms.DateTimeField(
        label=gettext_lazy("Begins"), input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format=MOMENT),
    )  # fmt: skip
    minutes = forms.IntegerField(label=gettext_lazy("Length in minutes"), min_value=5, max_value=1440, initial=120)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Link for taking part from afar"), max_length=500, required=False, assume_scheme="https"
    )
    seen = SeenField()
    names = MEETING

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        if meeting is not None:
            length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
            kwargs["initial"] = {
                "starts_at": meeting.starts_at, "minutes": length, "place": meeting.place, "link": meeting.link,
            }  # fmt: skip
            kwargs["texts"] = {"title": meeting.title}
        super().__init__(*args, **kwargs)
        if meeting is not None:
            self.open_on(meeting)

    def clean_starts_at(self) -> Any:
        """A day that a calendar can hold."""
        starts = self.cleaned_data["starts_at"]
        if not EARLIEST <= starts.year <= (timezone.now() + rules.MOST_AHEAD).year:
            raise forms.ValidationError(_("Give a day from 1970 on, and at most ten years ahead."))
        return starts

    def details(self) -> dict[str, Any]:
        """What the action stores."""
        starts = self.cleaned_data["starts_at"]
        return {
            "title": self.texts("title"),
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=self.cleaned_data["minutes"]),
            "place": self.cleaned_data["place"],
            "link": self.cleaned_data["link"],
        }


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class PointForm(TextsForm):
    """A point of one's own."""

    TEXTS = {"title": (gettext_lazy("Point"), 1, True)}


class HoldForm(forms.Form):
    """Who was there."""

    present = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(person.pk, str(person)) for person in people]  # type: ignore[attr-defined]


class MinutesForm(SeesEdition, forms.Form):
    """What was said, in general and at each point, in the language of the page."""

    seen = SeenField()

    def __init__(self, *args: Any, meeting: Meeting, points: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        wanted = [("general", _("In general"), meeting.minutes)]
        wanted += [(f"point_{point.pk}", in_language(point.title), point.minutes) for point in points]
        for name, label, texts in wanted:
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=20_000, initial=texts.get(here(), ""),
                widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip
        self.open_at(edition_of(minutes_said(meeting, points, [here()])))

    def minutes(self) -> dict[str, str]:
        """Language → what was said in general."""
        return {here(): self.cleaned_data["general"]}

    def by_point(self) -> dict[int, dict[str, str]]:
        """Point → language → what was said."""
        return {point.pk: {here(): self.cleaned_data[f"point_{point.pk}"]} for point in self.points}


class AddendumForm(TextsForm):
    """A correction of approved minutes."""

    TEXTS = {"text": (gettext_lazy("Correction"), 4, True)}


def codes_in(written: str) -> list[str]:
    """The codes that somebody wrote between commas, each once."""
    return list(dict.fromkeys(code.strip() for code in written.replace(";", ",").split(",") if code.strip()))


def _with_dates(data: Any, unseen: Sequence[Any]) -> Any:
    """What was sent, with the present dates of actions that its sender has not seen in the form yet."""
    if not unseen:
        return data
    data = data.copy()
    for one in unseen:
        for edge in ("start", "end"):
            data[f"{edge}_{one.item_id}"] = str(getattr(one, edge) or "")
    return data


class DecisionForm(TextsForm):
    """What was decided and why, a new action, new dates of open ones."""

    TEXTS = {"title": (gettext_lazy("Decision"), 1, False), "reasons": (gettext_lazy("Reasons"), 3, True)}

    due = forms.TypedChoiceField(
        label=gettext_lazy("Decision that was due"), required=False, coerce=int,
        help_text=gettext_lazy("It keeps its title unless you write another one."),
    )  # fmt: skip
    action = forms.CharField(label=gettext_lazy("New action"), max_length=200, required=False)
    body = forms.ModelChoiceField[Any](None, label=gettext_lazy("Who answers for it"), required=False)
    start = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    end = forms.DateField(label=gettext_lazy("To"), required=False, widget=DAY)

    more = forms.CharField(
        label=gettext_lazy("Other actions that get new dates"), max_length=200, required=False,
        help_text=gettext_lazy(
            "Actions of the agenda stand below. Codes of others, between commas: A1, A3; then show what it moves, and "
            "their dates stand below too."
        ),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *args: Any, bodies: Any, actions: list[tuple[Any, str]],
        due: list[tuple[Any, str]], unknown: Sequence[str] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        self.unknown = unknown
        self.unseen = [one for one, _title in actions if data is not None and f"end_{one.item_id}" not in data]
        super().__init__(_with_dates(data, self.unseen), *args, **kwargs)
        self.waiting = {one.pk: one for one, _title in due}
        chosen = [(one.pk, title) for one, title in due]
        self.fields["due"].choices = [("", _("none: a new one")), *chosen]  # type: ignore[attr-defined]
        self.order_fields(["due", *self.fields])
        if not due:
            del self.fields["due"]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.open = actions
        for one, title in actions:
            for edge, words in (("start", _("%(action)s: new start")), ("end", _("%(action)s: new end"))):
                self.fields[f"{edge}_{one.item_id}"] = forms.DateField(
                    label=words % {"action": title}, required=False, widget=DAY, initial=getattr(one, edge)
                )

    def clean(self) -> dict[str, Any]:
        """It has a title or was due; a new action has somebody who answers for it; none ends before it begins."""
        found = super().clean()
        if self.unknown:
            said = _("No open action has the code %(codes)s; write codes of the roadmap, between commas.")
            self.add_error("more", said % {"codes": ", ".join(self.unknown)})
        elif self.unseen and "show" not in self.data:
            self.add_error("more", _("The dates of these actions stand below now: give new ones, then save."))
        if not (found.get("due") or self.texts("title")):
            self.add_error("title_en", _("Write this in one language at least."))
        if found.get("action") and not found.get("body"):
            self.add_error("body", _("Say which body answers for the new action."))
        for start, end in [
            ("start", "end"),
            *((f"start_{one.item_id}", f"end_{one.item_id}") for one, _t in self.open),
        ]:
            if found.get(start) and found.get(end) and found[end] < found[start]:
                self.add_error(end, _("The last day lies before the first; correct one of them."))
        return found

    def decided(self) -> dict[str, Any]:
        """What the action is told."""
        texts = {name: self.texts(name) for name in self.TEXTS}
        due = self.waiting.get(self.cleaned_data.get("due") or 0)
        return texts | {"new_action": self.new_action(), "dates": self.dates(), "due": due}

    def new_action(self) -> dict[str, Any] | None:
        """The action to be made, if there is one."""
        asked = self.cleaned_data
        if not asked["action"]:
            return None
        return {"title": {here(): asked["action"]}} | {name: asked[name] for name in ("start", "end", "body")}

    def dates(self) -> dict[int, Any]:
        """Item of an action → its new dates, where they are not as before; a start that stays keeps how it was said."""
        asked = {
            one.item_id: (self.cleaned_data[f"start_{one.item_id}"], self.cleaned_data[f"end_{one.item_id}"], one)
            for one, _title in self.open
        }
        return {
            item: (None if start == one.start else start, end)
            for item, (start, end, one) in asked.items()
            if (start, end) != (one.start, one.end)
        }
