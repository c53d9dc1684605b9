"""Forms about pilots: the dossier, its steps and documents, services compared, criteria, the decision."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.accounts.queries import clusters, member_with_address, my_clusters, visible_to
from beffroi.web.chain.queries import in_language
from beffroi.web.core.editions import SeenField, SeesEdition, edition_of
from beffroi.web.core.forms import UploadField
from beffroi.web.core.permissions import allows
from beffroi.web.piloting.forms.texts import TextsForm
from beffroi.web.piloting.queries import visible_actions, visible_bodies, visible_decisions
from beffroi.web.piloting.queries.meetings import decision_titles, titles
from beffroi.web.services.actions.pilots import CANDIDATE, DOCUMENTS, PILOT, STEP
from beffroi.web.services.models import Candidate, Criterion, Offer, Pilot, PilotStep
from beffroi.web.services.pilot_rules import ANSWERS, MOST_WEIGHT
from beffroi.web.services.pilot_states import Outcome
from beffroi.web.services.queries.pilots import criteria_now
from beffroi.web.strategy.queries import visible_strategies

SHORT = {"class": "w-s"}
DECIDE = "services.decide_pilot"


class StartForm(TextsForm):
    """A pilot is begun."""

    TEXTS = {"title": (gettext_lazy("Title"), 1, True)}

    strategy: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Strategy"), help_text=gettext_lazy("Its roadmap gives the steps their dates.")
    )
    cluster: Any = forms.ModelChoiceField(None, label=gettext_lazy("Cluster"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = self.fields
        self.user = user
        own = my_clusters(user)
        choices["strategy"].queryset = visible_strategies(user)
        choices["cluster"].queryset = own if own else clusters()
        self.fields["cluster"].help_text = "" if own else _("Leave it open where the cluster is still to be chosen.")

    def clean(self) -> dict[str, Any]:
        """A cluster begins for itself; only who leads the strategy begins without one."""
        found = super().clean()
        made = Pilot(strategy=found.get("strategy"), cluster=found.get("cluster")) if found.get("strategy") else None
        if made is not None and not allows(self.user, "services.change_pilot", made):
            self.add_error("cluster", _("Choose the cluster that you manage."))
        return found

    def pilot(self) -> Pilot:
        """What the action stores."""
        said = {name: self.cleaned_data[name] for name in ("strategy", "cluster")}
        return Pilot(title=self.texts("title"), **said)


class PilotForm(SeesEdition, TextsForm):
    """What the dossier says of the pilot as a whole."""

    TEXTS = {"title": (gettext_lazy("Title"), 1, True), "lessons": (gettext_lazy("Lessons"), 5, False)}

    cluster: Any = forms.ModelChoiceField(None, label=gettext_lazy("Cluster"), required=False)
    offer: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Offer"), required=False,
        help_text=gettext_lazy("Of the service that was chosen; make it under Our services first."),
    )  # fmt: skip
    body: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Body that decides"), required=False,
        help_text=gettext_lazy("A body of the strategy; it replicates, adapts or stops the pilot."),
    )  # fmt: skip
    seen = SeenField()
    names = PILOT

    def __init__(self, *args: Any, user: Any, pilot: Pilot, **kwargs: Any) -> None:
        kwargs["texts"] = {name: getattr(pilot, name) for name in self.TEXTS}
        start = {name: getattr(pilot, f"{name}_id") for name in ("cluster", "offer", "body")}
        super().__init__(*args, **kwargs, initial=start)
        choices: dict[str, Any] = self.fields
        choices["cluster"].queryset = clusters()
        choices["offer"].queryset = Offer.objects.filter(service=pilot.service_id)
        choices["body"].queryset = visible_bodies(user).filter(strategy=pilot.strategy_id)
        if not allows(user, DECIDE, pilot):
            del self.fields["cluster"], self.fields["body"]
        self.open_on(pilot)

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        chosen = {name: self.cleaned_data[name] for name in ("cluster", "offer", "body") if name in self.fields}
        return chosen | {name: self.texts(name) for name in self.TEXTS}


class StepForm(SeesEdition, TextsForm):
    """Who is responsible for a step, and when."""

    TEXTS = {"note": (gettext_lazy("Note"), 3, False)}

    organisation: Any = forms.ModelChoiceField(None, label=gettext_lazy("Responsible organisation"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Responsible person"), required=False, widget=forms.EmailInput(attrs={"class": "w-l"}),
        help_text=gettext_lazy("The address of their account."),
    )  # fmt: skip
    action: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Action of the roadmap"), required=False,
        help_text=gettext_lazy("Its dates are those of this step."),
    )  # fmt: skip
    seen = SeenField()
    names = STEP

    def __init__(self, *args: Any, user: Any, step: PilotStep, **kwargs: Any) -> None:
        kwargs["texts"] = {"note": step.note}
        start = {"organisation": step.organisation_id, "action": step.action_id}
        super().__init__(*args, **kwargs, initial=start | {"email": step.person.email if step.person else ""})
        choices: dict[str, Any] = self.fields
        model: Any = PilotStep._meta.get_field("organisation").related_model
        choices["organisation"].queryset = visible_to(user, model)
        actions = visible_actions(user).filter(strategy=step.pilot.strategy_id)
        if step.action_id:
            actions |= actions.model._default_manager.filter(pk=step.action_id).select_related("item")
        called = titles(step.pilot.strategy, [one.item_id for one in actions])
        choices["action"].queryset = actions
        choices["action"].label_from_instance = lambda one: in_language(called.get(one.item_id, {}))
        self.open_on(step)

    def clean_email(self) -> str:
        """The address of an account."""
        address = str(self.cleaned_data["email"])
        self.person = member_with_address(address) if address else None
        if address and self.person is None:
            raise forms.ValidationError(
                _("Nobody with an account has this address; correct it, or name an organisation.")
            )
        return address

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        chosen = {name: self.cleaned_data[name] for name in ("organisation", "action")}
        return chosen | {"person": self.person, "note": self.texts("note")}


class DocumentForm(forms.Form):
    """A document of a step."""

    file = UploadField(allowed=DOCUMENTS, label=gettext_lazy("Document"))


class CandidateForm(SeesEdition, TextsForm):
    """A service by the criteria that are stated."""

    TEXTS = {"reasons": (gettext_lazy("Why"), 3, False)}

    seen = SeenField()
    names = CANDIDATE

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        kwargs["texts"] = {"reasons": candidate.reasons}
        super().__init__(*args, **kwargs)
        asked = {}
        for name in ANSWERS:
            field: Any = Candidate._meta.get_field(name)
            asked[name] = forms.ChoiceField(
                label=field.verbose_name, choices=field.choices, required=False, widget=forms.RadioSelect,
                initial=getattr(candidate, name),
            )  # fmt: skip
        self.fields = {**asked, **self.fields}
        self.open_on(candidate)

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        return {name: self.cleaned_data[name] for name in ANSWERS} | {"reasons": self.texts("reasons")}


class WeightsForm(SeesEdition, forms.Form):
    """What each criterion weighs."""

    seen = SeenField()
    names = ("weights",)

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ANSWERS:
            field: Any = Candidate._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=field.verbose_name, min_value=0, max_value=MOST_WEIGHT, initial=pilot.weights.get(name, 0),
                widget=forms.NumberInput(attrs=SHORT),
            )  # fmt: skip
        self.open_on(pilot)

    def said(self) -> dict[str, int]:
        """What the action stores."""
        return {name: self.cleaned_data[name] for name in ANSWERS}


class CriteriaForm(SeesEdition, forms.Form):
    """What the pilot has to reach at least; empty is not asked for."""

    seen = SeenField()

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {one.measure: f"{one.least.normalize():f}" for one in pilot.criteria.all()}
        for name, label in Criterion.Measure.choices:
            self.fields[name] = forms.DecimalField(
                label=label, min_value=Decimal(0), max_digits=12, decimal_places=2, required=False,
                initial=held.get(name), widget=forms.NumberInput(attrs=SHORT), help_text=_("At least so much."),
            )  # fmt: skip
        self.open_at(edition_of(criteria_now(pilot)))

    def clean(self) -> dict[str, Any]:
        """Something has to be reached."""
        found = super().clean() or {}
        if not self.errors and all(found.get(name) is None for name in Criterion.Measure.values):
            raise forms.ValidationError(_("Say of one measure at least what has to be reached."))
        return found

    def said(self) -> dict[str, Decimal]:
        """What the action stores."""
        given = {name: self.cleaned_data[name] for name in Criterion.Measure.values}
        return {name: value for name, value in given.items() if value is not None}


class DecideForm(TextsForm):
    """Replicate, adapt or stop, and why."""

    TEXTS = {"reasons": (gettext_lazy("Reasons"), 4, True)}

    outcome = forms.ChoiceField(
        label=gettext_lazy("What is decided"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    taken: Any = forms.ModelChoiceField(
        None, label=gettext_lazy("Taken at a meeting as"), required=False,
        empty_label=gettext_lazy("in writing, today"),
        help_text=gettext_lazy("A decision of the body that piloting has recorded already, or none."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = self.fields
        taken = visible_decisions(user).filter(body=pilot.body_id, state="taken")
        called = decision_titles(pilot.strategy)
        choices["taken"].queryset = taken
        choices["taken"].label_from_instance = lambda one: in_language(called.get(one.item_id, {}))

    def said(self) -> dict[str, Any]:
        """What the action stores."""
        chosen = {name: self.cleaned_data[name] for name in ("outcome", "taken")}
        return chosen | {"reasons": self.texts("reasons")}


class TakeOverForm(forms.Form):
    """Which cluster begins with the dossier."""

    cluster: Any = forms.ModelChoiceField(None, label=gettext_lazy("Cluster"))

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = self.fields
        every = clusters()
        is_own = pilot.outcome == Outcome.ADAPT
        choices["cluster"].queryset = (
            every.filter(pk=pilot.cluster_id or 0) if is_own else every.exclude(pk=pilot.cluster_id or 0)
        )
