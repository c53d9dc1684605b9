"""Forms about risks and issues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.editions import SeenField, SeesRevision
from beffroi.web.piloting.forms.texts import DAY, TextsForm

LIKELIHOOD = (
    (1, _("1 – rare")),
    (2, _("2 – unlikely")),
    (3, _("3 – possible")),
    (4, _("4 – likely")),
    (5, _("5 – almost certain")),
)
IMPACT = (
    (1, _("1 – minor")),
    (2, _("2 – small")),
    (3, _("3 – moderate")),
    (4, _("4 – serious")),
    (5, _("5 – severe")),
)
UNKNOWN = ("", _("not rated"))


def _level(label: Any, choices: Any, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, required=required,
        choices=choices if required else (UNKNOWN, *choices),
    )  # fmt: skip


class RiskForm(SeesRevision, TextsForm):
    """A risk: what may happen, what is done about it, who watches it."""

    TEXTS = {
        "title": (_("What may happen"), 2, True),
        "text": (_("More about it"), 3, False),
        "mitigation": (_("What is done about it"), 3, False),
    }

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = SeenField()
    intervention = forms.TypedChoiceField(label=_("Which intervention it threatens"), required=False, coerce=int)
    owner: Any = forms.ModelChoiceField(None, label=_("Which body watches it"), required=False)
    review_on = forms.DateField(label=_("To be looked at again on"), required=False, widget=DAY)

    def __init__(self, *args: Any, bodies: Any, interventions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = bodies  # type: ignore[attr-defined]
        chosen = [(node.item_id, f"{node.code} {node}") for node in interventions]
        self.fields["intervention"].choices = [("", _("none")), *chosen]  # type: ignore[attr-defined]
        self.interventions = {node.item_id: node.item for node in interventions}
        self.open_on_revision()

    def details(self) -> dict[str, Any]:
        """What the action stores beside title and text."""
        found = {name: self.cleaned_data[name] for name in ("owner", "review_on")}
        return found | {"mitigation": self.texts("mitigation")}

    @property
    def threatened(self) -> Any:
        """The intervention that was chosen."""
        return self.interventions.get(self.cleaned_data["intervention"] or 0)


class RatingForm(TextsForm):
    """How likely, how harmful: before and after mitigation."""

    TEXTS = {"note": (_("Why it is rated so"), 2, False)}

    likelihood = _level(_("Likelihood as things stand"), LIKELIHOOD, required=True)
    impact = _level(_("Impact as things stand"), IMPACT, required=True)
    likelihood_after = _level(_("Likelihood after mitigation"), LIKELIHOOD, required=False)
    impact_after = _level(_("Impact after mitigation"), IMPACT, required=False)
    review_on = forms.DateField(label=_("To be looked at again on"), required=False, widget=DAY)


class HappenedForm(TextsForm):
    """A risk happened: the issue, and the action that meets it."""

    TEXTS = {
        "title": (_("What happened"), 2, True),
        "step": (_("The action that meets it"), 2, True),
    }

    start = forms.DateField(label=_("The action starts on"), required=False, widget=DAY)
    end = forms.DateField(label=_("The action ends on"), required=False, widget=DAY)


class OutcomeForm(TextsForm):
    """How an issue ended."""

    TEXTS = {"outcome": (_("How it ended"), 3, True)}
