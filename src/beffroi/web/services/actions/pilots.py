"""Writes about pilots: begun, carried from step to step, compared, judged by criteria, decided, taken over."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from beffroi.web.core import files
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import edition_of, refuse_other, refuse_unseen
from beffroi.web.services.models import Candidate, Criterion, Pilot, PilotStep, Service
from beffroi.web.services.pilot_rules import ANSWERS, missing
from beffroi.web.services.pilot_states import PROVIDED, STEPS, P
from beffroi.web.services.pilot_words import missing_words
from beffroi.web.services.queries.pilots import criteria_now, facts_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

CHANGE = "services.change_pilot"
PILOT = ("title", "cluster_id", "body_id", "offer_id", "lessons")
STEP = ("person_id", "organisation_id", "action_id", "note")
CANDIDATE = (*ANSWERS, "reasons")
DOCUMENTS = frozenset({"txt", "pdf", "docx", "odt", "xlsx", "csv", "png", "jpg"})


def open_one(actor: Any, pilot: Pilot, permission: str = CHANGE) -> Pilot:
    """The pilot under a lock, for who may change it, as long as nothing is decided."""
    found = lock(pilot)
    if actor is not None:
        permit(actor, permission, found)
    if found.state == P.DECIDED:
        raise ValidationError(_("This pilot is decided and stays as it is."))
    return found


@action
def start_pilot(*, actor: Any, pilot: Pilot) -> Pilot:
    """Begin a pilot at its first step; who begins it may carry it."""
    if actor is not None:
        permit(actor, CHANGE, pilot)
    pilot.started_by = actor
    with audited(actor, "created", pilot):
        pilot.save()
    PilotStep.objects.bulk_create(PilotStep(pilot=pilot, step=step) for step in STEPS)
    return pilot


@action
def save_pilot(*, actor: Any, pilot: Pilot, said: Mapping[str, Any], seen: str = "") -> Pilot:
    """Change what the dossier says as a whole; its cluster and who decides are up to those who lead the strategy."""
    found = open_one(actor, pilot)
    refuse_unseen(found, PILOT, seen)
    before = (found.cluster_id, found.body_id)
    with audited(actor, "changed", found):
        for name in PILOT:
            field = name.removesuffix("_id")
            setattr(found, field, said.get(field, getattr(found, field)))
        _check(found)
        found.save()
    if actor is not None and (found.cluster_id, found.body_id) != before:
        permit(actor, "services.decide_pilot", found)
    return found


def _check(pilot: Pilot) -> None:
    """What belongs together: the service and its offer are of the cluster, the body of the strategy."""
    if pilot.cluster is None and pilot.state not in {P.AWARENESS, P.CLUSTER}:
        raise ValidationError({"cluster": _("The pilot needs its cluster from here on; choose one.")})
    if pilot.service and pilot.service.cluster_id != pilot.cluster_id:
        raise ValidationError({"cluster": _("The service that was chosen is of another cluster; choose anew first.")})
    if pilot.offer and pilot.offer.service_id != pilot.service_id:
        raise ValidationError({"offer": _("This offer is not of the service that was chosen.")})
    if pilot.body and pilot.body.strategy_id != pilot.strategy_id:
        raise ValidationError({"body": _("This body belongs to another strategy.")})


@action
def save_step(*, actor: Any, step: PilotStep, said: Mapping[str, Any], seen: str = "") -> PilotStep:
    """Say who is responsible for a step, and which action of the roadmap gives it its dates."""
    open_one(actor, step.pilot)
    found = lock(step)
    refuse_unseen(found, STEP, seen)
    with audited(actor, "changed", found):
        for name in STEP:
            field = name.removesuffix("_id")
            setattr(found, field, said.get(field, getattr(found, field)))
        if found.action and found.action.strategy_id != step.pilot.strategy_id:
            raise ValidationError({"action": _("This action belongs to another strategy.")})
        found.save()
    return found


@action
def add_document(*, actor: Any, step: PilotStep, upload: "UploadedFile[Any]") -> Any:
    """Put a document into the dossier at a step."""
    open_one(actor, step.pilot)
    with audited(actor, "added a document", step):
        return files.store(actor=actor, upload=upload, of=step, allowed=DOCUMENTS)


@action
def advance(*, actor: Any, pilot: Pilot, step: str) -> Pilot:
    """Take the next step; refused while something is missing at this one, or if it was taken already."""
    found = open_one(actor, pilot)
    if found.state != step:
        raise ValidationError(_("The pilot is not at that step any more; reload the page to see where it is."))
    steps = list(found.steps.all())
    wanted = missing(step, facts_of(found, steps, files.of_all(steps)))
    if wanted:
        raise ValidationError(
            _("This is still missing: %(what)s") % {"what": " ".join(str(missing_words(one)) for one in wanted)}
        )
    with audited(actor, "took the next step", found):
        try:
            found.advance()
        except TransitionNotAllowed:
            raise ValidationError(_("A pilot ends with a decision of the competent body.")) from None
        found.save()
    found.steps.filter(step=step).update(done_on=timezone.localdate())
    return found


@action
def compare(*, actor: Any, pilot: Pilot, service: Service, said: Mapping[str, Any], seen: str = "") -> Candidate:
    """Answer the criteria for a service of the cluster."""
    found = open_one(actor, pilot)
    if service.cluster_id != found.cluster_id:
        raise ValidationError(_("This service is of another cluster."))
    held = found.candidates.select_for_update().filter(service=service).first()
    one = held or Candidate(pilot=found, service=service)
    if held:
        refuse_unseen(held, CANDIDATE, seen)
    with audited(actor, "changed" if held else "compared", one):
        for name in CANDIDATE:
            setattr(one, name, said.get(name, getattr(one, name)))
        one.save()
    return one


@action
def weigh(*, actor: Any, pilot: Pilot, weights: Mapping[str, int], seen: str = "") -> Pilot:
    """Say what each criterion of the comparison weighs."""
    found = open_one(actor, pilot)
    refuse_unseen(found, ("weights",), seen)
    if not any(weights.values()):
        raise ValidationError(_("Let one criterion at least weigh something."))
    with audited(actor, "weighed the criteria", found):
        found.weights = {name: int(weights[name]) for name in ANSWERS}
        found.save()
    return found


@action
def choose_service(*, actor: Any, pilot: Pilot, service: Service) -> Pilot:
    """Choose the service that the pilot opens to others; not any more once it is provided."""
    found = open_one(actor, pilot)
    if found.state in PROVIDED or service.cluster_id != found.cluster_id:
        raise ValidationError(
            _("The service cannot be chosen any more: it is provided already, or of another cluster.")
        )
    if found.offer and found.offer.service_id != service.pk:
        raise ValidationError(_("The pilot has an offer of another service; take the offer out of the dossier first."))
    with audited(actor, "chose the service", found):
        found.service = service
        found.save()
    return found


@action
def set_criteria(*, actor: Any, pilot: Pilot, least: Mapping[str, Any], seen: str = "") -> Pilot:
    """Fix what the pilot has to reach; from provision on neither this nor the database lets it change."""
    found = open_one(actor, pilot)
    if found.state in PROVIDED:
        raise ValidationError(_("The criteria were fixed before the service was provided; they stay."))
    refuse_other(edition_of(criteria_now(found)), seen)
    with audited(actor, "set the criteria", found):
        found.criteria.exclude(measure__in=least).delete()
        for measure, value in least.items():
            Criterion.objects.update_or_create(pilot=found, measure=measure, defaults={"least": value})
    return found
