"""Forms of those who may not edit: a comment, a request for a change; and of those who decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.strategy.forms.elements import LONG
from beffroi.web.strategy.queries.words import language_name


class CommentForm(forms.Form):
    """A remark."""

    text = forms.CharField(label=gettext_lazy("Your comment"), max_length=4000, widget=LONG)


class RequestForm(forms.Form):
    """What the element should say, and why."""

    base_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, node: Any, languages: Sequence[str], **kwargs: Any) -> None:
        initial = {"base_revision": node.revision}
        for language in languages:
            initial |= {
                f"title_{language}": node.title.get(language, ""),
                f"body_{language}": node.text.get(language, ""),
            }
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.node, self.languages = node, tuple(languages)
        for language in languages:
            name = {"language": language_name(language)}
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % name, required=False, max_length=300
            )
            self.fields[f"body_{language}"] = forms.CharField(
                label=_("Text (%(language)s)") % name, required=False, max_length=8000, widget=LONG
            )
        self.fields["text"] = forms.CharField(label=_("Why it should change"), max_length=4000, widget=LONG)

    def proposed(self) -> dict[str, dict[str, str]]:
        """What differs from what stands: {"title": {language: text}, "text": {…}}."""
        found: dict[str, dict[str, str]] = {}
        for part, prefix, held in (("title", "title", self.node.title), ("text", "body", self.node.text)):
            for language in self.languages:
                said = self.cleaned_data.get(f"{prefix}_{language}") or ""
                if said != (held.get(language) or ""):
                    found.setdefault(part, {})[language] = said
        return found


class DecisionForm(forms.Form):
    """What a co-manager decides on a request, having seen what stands now."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), widget=forms.RadioSelect,
        choices=(("accept", gettext_lazy("Accept and apply it")), ("decline", gettext_lazy("Decline it"))),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=LONG)
