"""Reads about pilots: who sees which, and the dossier with what is missing at each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.chain.queries import in_language
from beffroi.web.core import files
from beffroi.web.core.together import read, together
from beffroi.web.piloting.queries import strategies_from_inside
from beffroi.web.piloting.queries.meetings import titles
from beffroi.web.services.models import Candidate, Criterion, Offer, Pilot, PilotStep, Service
from beffroi.web.services.pilot_results import Contribution, Results
from beffroi.web.services.pilot_rules import MEASURES, Facts, Uniqueness, is_reached, missing, uniqueness
from beffroi.web.services.pilot_states import ORDER, PROVIDED
from beffroi.web.services.queries.pilot_results import results_of
from beffroi.web.services.queries.prices import prices_of_today
from beffroi.web.services.queries.promotion import promoting
from beffroi.web.services.states import SessionState

NETWORKS = "networks"
CRITERIA = ("elsewhere", "remit", "demand", "capacity")


def visible_pilots(user: Any) -> QuerySet[Pilot]:
    """Pilots of the clusters that the person manages, and of the strategies that they read from inside."""
    seen = Q(cluster__in=clusters_managed(user)) | Q(strategy__in=strategies_from_inside(user).values("pk"))
    along = ("strategy__living", "cluster", "body", "service", "offer__service", "follows__cluster", "decision")
    return Pilot.objects.filter(seen).select_related(*along)


def visible_steps(user: Any) -> QuerySet[PilotStep]:
    """The steps of the pilots that a person sees; their documents go with them."""
    return PilotStep.objects.filter(pilot__in=visible_pilots(user).values("pk"))


@dataclass(frozen=True)
class StepView:
    """A step as the dossier shows it: how it stands, what is missing, its documents, its dates on the roadmap."""

    step: PilotStep
    state: str
    """`done`, `here` or `ahead`."""
    missing: tuple[str, ...]
    documents: tuple[Any, ...]
    action: str
    starts: date | None
    ends: date | None

    @property
    def name(self) -> str:
        """Its name in the addresses."""
        return str(self.step.step)


@dataclass(frozen=True)
class Judged:
    """A criterion with what was reached."""

    criterion: Criterion
    value: float | None
    is_met: bool | None


@dataclass(frozen=True)
class Dossier:
    """Everything about one pilot."""

    pilot: Pilot
    steps: tuple[StepView, ...]
    facts: Facts
    judged: tuple[Judged, ...]
    networks: tuple[Contribution, ...] = ()
    """What each network brought until the decision, or until today."""

    @property
    def may_set_criteria(self) -> bool:
        """Whether what it has to reach is not fixed yet."""
        return self.pilot.state not in PROVIDED

    @property
    def here(self) -> StepView | None:
        """The step at which it stands; none once it is decided."""
        return next((one for one in self.steps if one.state == "here"), None)


def dossier_of(pilot: Pilot) -> Dossier:
    """A dossier in a fixed number of questions."""
    steps = list(pilot.steps.select_related("person", "organisation", "action").order_by("pk"))
    papers = files.of_all(steps)
    criteria = list(pilot.criteria.all())
    facts = facts_of(pilot, steps, papers, len(criteria))
    called = titles(pilot.strategy, [one.action.item_id for one in steps if one.action])
    views = tuple(_view(pilot, one, facts, papers[one.pk], called) for one in steps)
    results = None if pilot.outcome else results_of_pilot(pilot)
    return Dossier(pilot, views, facts, _judged_by(pilot, criteria, results), networks_of(pilot, results))


def _view(pilot: Pilot, step: PilotStep, facts: Facts, papers: list[Any], called: Mapping[int, Any]) -> StepView:
    at, here = ORDER[step.step], ORDER[pilot.state]
    action = step.action
    return StepView(
        step=step,
        state="done" if at < here else "here" if at == here else "ahead",
        missing=() if at < here else missing(step.step, facts),
        documents=tuple(papers),
        action=in_language(called.get(action.item_id, {})) if action else "",
        starts=action.start if action else None,
        ends=action.end if action else None,
    )


def facts_of(pilot: Pilot, steps: list[PilotStep], papers: Mapping[Any, Any], criteria: int | None = None) -> Facts:
    """What the platform knows that bears on the steps."""
    candidates, kinds, invited, promoters = _read_of(pilot)
    compared = {one.service_id for one in candidates if score_of(pilot, one).score is not None}
    return Facts(
        responsible=frozenset(one.step for one in steps if one.person_id or one.organisation_id),
        dated=frozenset(one.step for one in steps if one.action_id),
        documented=frozenset(one.step for one in steps if papers[one.pk]),
        has_cluster=pilot.cluster_id is not None,
        compared=len(compared),
        is_chosen_compared=pilot.service_id in compared,
        has_service=pilot.service_id is not None,
        criteria=pilot.criteria.count() if criteria is None else criteria,
        has_lessons=any(pilot.lessons.values()),
        has_body=pilot.body_id is not None,
        has_corridor="price" in kinds,
        has_costs="costs" in kinds,
        asked=sum(invited.values()),
        answered=invited.get(True, 0),
        promoting=promoters if pilot.offer_id else 0,
        **_of_offer(pilot.offer),
    )


def _read_of(pilot: Pilot) -> tuple[list[Candidate], set[str], dict[bool, int], int]:
    """Services compared, kinds of appraisals, how many were asked and answered, who promotes, in one question."""
    candidates = pilot.candidates.all()
    kinds = pilot.appraisals.order_by().values_list("kind").distinct()
    invited = pilot.invitations.order_by().values_list("has_answered").annotate(many=Count("pk"))
    promoters = promoting(pilot.offer_id).order_by().values_list("pk")
    with together(candidates, kinds, invited, promoters):
        known = {str(kind) for (kind,) in read(kinds)}
        return read(candidates), known, dict(read(invited)), len(read(promoters))


def _of_offer(offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        return {}
    others = [one for one in prices_of_today(offer) if one.audience == "non_member"]
    sessions = offer.sessions.aggregate(
        live=Count("pk", filter=~Q(state=SessionState.CANCELLED)), held=Count("pk", filter=Q(state=SessionState.HELD))
    )
    return {
        "has_offer": True,
        "has_price_for_others": bool(others),
        "has_reason_of_price": all(any(one.rationale.get("words", {}).values()) for one in others),
        "has_refund_terms": bool(offer.refund_steps),
        "is_published": offer.state == "published",
        "sessions": sessions["live"],
        "held": sessions["held"],
    }


def results_of_pilot(pilot: Pilot) -> Results | None:
    """What the pilot brought so far; nothing where it has no offer yet."""
    return results_of([pilot.offer_id]) if pilot.offer_id else None


def judged(pilot: Pilot) -> tuple[Judged, ...]:
    """Each criterion with what was reached: on the day of the decision, or until today."""
    return _judged_by(pilot, list(pilot.criteria.all()), None if pilot.outcome else results_of_pilot(pilot))


def _judged_by(pilot: Pilot, criteria: list[Criterion], found: Results | None) -> tuple[Judged, ...]:
    return tuple(_judged(pilot, one, found) for one in criteria)


def networks_of(pilot: Pilot, found: Results | None) -> tuple[Contribution, ...]:
    """What each network brought: as it was kept on the day of the decision, or until today."""
    if found is not None:
        return found.networks
    kept = pilot.reached.get(NETWORKS, ())
    return tuple(Contribution(via, seats, others, Decimal(revenue)) for via, seats, others, revenue in kept)


def kept_results(results: Results) -> dict[str, Any]:
    """What is kept with a decision: each measure, and what each network brought."""
    networks = [[one.via, one.seats, one.non_members, str(one.revenue)] for one in results.networks]
    return {name: results.value(name) for name in MEASURES} | {NETWORKS: networks}


def _judged(pilot: Pilot, criterion: Criterion, found: Results | None) -> Judged:
    value = found.value(criterion.measure) if found else pilot.reached.get(criterion.measure)
    return Judged(criterion, value, is_reached(value, float(criterion.least)))


@dataclass(frozen=True)
class Compared:
    """A service of the portfolio beside others: its answers, if any, and how unique they make it."""

    service: Service
    candidate: Candidate | None
    found: Uniqueness
    is_chosen: bool

    @property
    def is_flagged(self) -> bool:
        """Outside the remit of the cluster, by the portfolio or by the answer."""
        return not self.service.is_in_remit or self.found.is_outside_remit


def score_of(pilot: Pilot, candidate: Candidate) -> Uniqueness:
    """How unique a service is by the weights of the pilot."""
    return uniqueness({name: getattr(candidate, name) for name in CRITERIA}, pilot.weights)


def compared(pilot: Pilot) -> list[Compared]:
    """The portfolio of the cluster side by side, the most unique first, those not compared yet last."""
    answers = {one.service_id: one for one in pilot.candidates.all()}
    rows = []
    for service in Service.objects.filter(cluster=pilot.cluster_id).select_related("cluster"):
        one = answers.get(service.pk)
        found = score_of(pilot, one) if one else Uniqueness(None)
        rows.append(Compared(service, one, found, service.pk == pilot.service_id))
    return sorted(rows, key=lambda row: (row.found.score is None, -(row.found.score or 0), row.service.pk))


def pilots_of(user: Any) -> QuerySet[Pilot]:
    """The list of pilots that a person sees, those that go on first."""
    steps = Prefetch("steps", PilotStep.objects.select_related("person", "organisation"))
    return visible_pilots(user).prefetch_related(steps).order_by("outcome", "-pk")


def criteria_now(pilot: Pilot) -> list[tuple[str, str]]:
    """What the pilot has to reach as it stands, to notice whether somebody else changed it."""
    return sorted((one.measure, f"{one.least:.2f}") for one in pilot.criteria.all())
