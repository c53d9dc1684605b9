"""The decision about a pilot, taken by the competent body, and the dossier that the next cluster begins with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core import files
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited
from beffroi.web.piloting.actions import decide_in_writing
from beffroi.web.services.actions.pilots import open_one, start_pilot
from beffroi.web.services.models import Pilot
from beffroi.web.services.pilot_rules import missing
from beffroi.web.services.pilot_states import Outcome, P
from beffroi.web.services.pilot_words import missing_words
from beffroi.web.services.queries.pilots import facts_of, kept_results, results_of_pilot

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster
    from beffroi.web.piloting.models import Decision

DECIDE = "services.decide_pilot"


@action
def decide_pilot(
    *, actor: Any, pilot: Pilot, outcome: str, reasons: Mapping[str, str], taken: "Decision | None" = None
) -> Pilot:
    """End a pilot by a decision of its body: one `taken` at a meeting, or in writing today.

    What was reached is read now and kept, so that later bookings do not change the record.
    """
    found = open_one(actor, pilot, DECIDE)
    if found.state != P.DECISION:
        raise ValidationError(_("The assessment comes first; nothing is decided before it is done."))
    steps = list(found.steps.all())
    wanted = missing(P.DECISION, facts_of(found, steps, files.of_all(steps)))
    if wanted or found.body is None:
        raise ValidationError(" ".join(str(missing_words(one)) for one in wanted))
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose what is decided.")})
    if taken is not None and (taken.body_id != found.body_id or taken.state != "taken"):
        raise ValidationError({"taken": _("This is no decision that the competent body has taken.")})
    results = results_of_pilot(found)
    made = taken or decide_in_writing(actor=actor, body=found.body, title=_title(found, outcome), reasons=reasons)
    with audited(actor, "decided", found):
        found.outcome, found.decision = outcome, made
        found.reached = kept_results(results) if results else {}
        found.close()
        found.save()
    found.steps.filter(step=P.DECISION).update(done_on=timezone.localdate())
    return found


def _title(pilot: Pilot, outcome: str) -> dict[str, str]:
    """What a decision in writing is called, in each language that the pilot is called in."""
    words = {
        "replicate": {"en": "Replicate the pilot “%s”", "fr": "Répliquer le pilote « %s »"},
        "adapt": {"en": "Adapt the pilot “%s”", "fr": "Adapter le pilote « %s »"},
        "stop": {"en": "Stop the pilot “%s”", "fr": "Arrêter le pilote « %s »"},
    }[outcome]
    return {code: words[code] % text for code, text in pilot.title.items() if code in words and text}


@action
def take_over(*, actor: Any, pilot: Pilot, cluster: "Cluster") -> Pilot:
    """Begin the next pilot with the dossier and lessons of one that was decided: elsewhere, or adapted in its cluster.

    Everything of the first is copied but for what the next cluster finds itself: its service, offer and results.
    """
    if actor is not None:
        permit(actor, DECIDE, pilot)
    if pilot.outcome not in {Outcome.REPLICATE, Outcome.ADAPT}:
        raise ValidationError(_("Nothing is taken over from a pilot that was stopped or is not decided yet."))
    if pilot.outcome == Outcome.REPLICATE and cluster.pk == pilot.cluster_id:
        raise ValidationError({"cluster": _("This cluster had the pilot already; choose another one.")})
    if pilot.outcome == Outcome.ADAPT and cluster.pk != pilot.cluster_id:
        raise ValidationError({"cluster": _("It was decided to adapt the pilot in its own cluster; choose that one.")})
    next_one = Pilot(
        strategy=pilot.strategy, title=pilot.title, cluster=cluster, body=pilot.body, weights=pilot.weights,
        lessons=pilot.lessons, follows=pilot, is_illustrative=pilot.is_illustrative,
    )  # fmt: skip
    start_pilot(actor=actor, pilot=next_one)
    for one in pilot.criteria.all():
        next_one.criteria.create(measure=one.measure, least=one.least)
    _copy_documents(actor, pilot, next_one)
    return next_one


def _copy_documents(actor: Any, pilot: Pilot, next_one: Pilot) -> None:
    steps, to = list(pilot.steps.all()), {one.step: one for one in next_one.steps.all()}
    papers = files.of_all(steps)
    for step in steps:
        for paper in reversed(papers[step.pk]):
            files.keep(
                actor=actor, name=paper.name, media_type=paper.media_type, content=files.content_of(paper),
                of=to[step.step],
            )  # fmt: skip
