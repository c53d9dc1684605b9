"""Bodies with their seats, who holds them, and how they stand against their cadence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Count, F, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from beffroi.web.accounts.queries import current, people_who_administer
from beffroi.web.core.together import read, together
from beffroi.web.piloting import rules
from beffroi.web.piloting.models import Attendance, Body, Mandate, Meeting, Seat, Term
from beffroi.web.piloting.models.bodies import Function
from beffroi.web.piloting.queries.visible import visible_bodies
from beffroi.web.piloting.states import MandateState

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

M = TypeVar("M", bound=Model)
COMING = (Meeting.State.PLANNED, Meeting.State.INVITED)


@dataclass(frozen=True)
class Sitting:
    """A seat, and who holds it today."""

    seat: Seat
    terms: list[Term]

    @property
    def term(self) -> Term | None:
        """The term of today."""
        return self.terms[0] if self.terms else None


@dataclass(frozen=True)
class BodyView:
    """A body as its pages show it."""

    body: Body
    sittings: list[Sitting]
    balance: list[rules.Side]
    cadence: rules.Cadence
    mandate: Mandate | None

    @property
    def wanted(self) -> int:
        """How many seats there are."""
        return len(self.sittings)

    @property
    def filled(self) -> int:
        """How many of them are held today."""
        return sum(bool(one.terms) for one in self.sittings)


@dataclass(frozen=True)
class Twofold:
    """An organisation that sits in two bodies of different function."""

    organisation: Any
    bodies: list[Body]


def bodies_of(user: Any, strategy: "Strategy", **only: Any) -> list[BodyView]:
    """The bodies of a strategy in one query, however many there are."""
    today = timezone.localdate()
    bodies, seats, terms, mandates = asked = reads_of_bodies(user, strategy, **only)
    with together(*asked):
        held, places, texts = (
            _sorted(read(terms), "seat_id"),
            _sorted(read(seats), "body_id"),
            _sorted(read(mandates), "body_id"),
        )
        return [_view(body, places[body.pk], held, texts[body.pk], today) for body in read(bodies)]


def reads_of_bodies(user: Any, strategy: "Strategy", **only: Any) -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the bodies: with their cadence; their seats; who holds one today; their living mandates."""
    today, now = timezone.localdate(), timezone.now().replace(second=0, microsecond=0)
    bodies = visible_bodies(user).filter(strategy=strategy, **only)
    here = bodies.values("pk")
    held = Term.objects.filter(current(today), seat__body__in=here).select_related("person", "organisation")
    coming = Min("meetings__starts_at", filter=Q(meetings__state__in=COMING, meetings__starts_at__gte=now))
    return (
        bodies.annotate(last_held=last_held(), coming_at=coming),
        Seat.objects.filter(body__in=here),
        held.order_by("starts", "pk"),
        Mandate.objects.exclude(state=MandateState.SUPERSEDED).filter(body__in=here),
    )


def _sorted(rows: Iterable[M], of: str) -> dict[int, list[M]]:
    found: dict[int, list[M]] = defaultdict(list)
    for row in rows:
        found[getattr(row, of)].append(row)
    return found


def _view(
    body: Any, seats: Iterable[Seat], held: dict[int, list[Term]], mandates: Iterable[Mandate], today: date
) -> BodyView:
    sittings = []
    for seat in seats:
        seat.body = body
        sittings.append(Sitting(seat, held[seat.pk]))
    for mandate in mandates:
        mandate.body = body
    sides = [
        (one.seat.helix, one.term.organisation.helix if one.term and one.term.organisation else None, bool(one.term))
        for one in sittings
    ]
    return BodyView(
        body, sittings, rules.balance(sides), cadence_of(body, body.last_held, body.coming_at, today),
        next(iter(mandates), None),
    )  # fmt: skip


def quorate(meetings: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    """Those of some meetings that were held with a quorum; only they count for a cadence."""
    here = Q(attendance__is_voting=True, attendance__answer=Attendance.Answer.PRESENT)
    counted = meetings.filter(state=Meeting.State.HELD).annotate(
        voting=Count("attendance", filter=Q(attendance__is_voting=True)), present=Count("attendance", filter=here)
    )
    return counted.alias(needed=F("voting") * F("body__quorum")).filter(present__gte=1, needed__lte=F("present") * 100)


def last_held() -> Subquery:
    """When the body of a query last met with a quorum."""
    held = quorate(Meeting.objects.filter(body=OuterRef("pk")))
    return Subquery(held.order_by("-starts_at").values("starts_at")[:1])


def cadence_of(body: Body, last: Any, coming: Any, today: date) -> rules.Cadence:
    """How a body stands against its cadence, from the times of its last and its next meeting."""
    return rules.cadence(
        last=timezone.localtime(last).date() if last else None,
        coming=timezone.localtime(coming).date() if coming else None,
        since=began(body),
        weeks=None if body.ended_on and body.ended_on < today else body.cadence_weeks,
        today=today,
    )


def began(body: Body) -> date:
    """Since when a body works: as stated, else as long as its strategy runs."""
    return body.started_on or body.strategy.starts


def twofold(views: Iterable[BodyView]) -> list[Twofold]:
    """Organisations whose people sit in bodies of different function: allowed, and to be looked at."""
    met: dict[Any, dict[int, Body]] = {}
    for view in views:
        for sitting in view.sittings:
            if sitting.term and sitting.term.organisation:
                met.setdefault(sitting.term.organisation, {})[view.body.pk] = view.body
    return [
        Twofold(organisation, list(bodies.values()))
        for organisation, bodies in met.items()
        if len({body.function for body in bodies.values()}) > 1
    ]


def terms_of(body: Body) -> QuerySet[Term]:
    """All terms of a body, those of today first."""
    found = Term.objects.filter(seat__body=body).select_related("person", "organisation", "seat")
    return found.order_by("-starts", "pk")


def clashing(term: Term, function: str) -> Term | None:
    """Another term of the same person that overlaps, in a body of another function."""
    others = Term.objects.filter(person=term.person).exclude(pk=term.pk).exclude(function=function)
    found = others.select_related("seat__body", "person")
    return next((one for one in found if rules.overlap((term.starts, term.ends), (one.starts, one.ends))), None)


def piloting_body(strategy: "Strategy") -> Body | None:
    """The body that leads a strategy: its steering group, else the first body that pilots."""
    found = Body.objects.filter(strategy=strategy, function=Function.PILOTING, ended_on=None)
    return min(found, key=lambda one: (one.kind != Body.Kind.STEERING_GROUP, one.position, one.code), default=None)


def people_of(body: Body) -> list[Any]:
    """Who holds a seat of a body today."""
    held = Term.objects.filter(current(), seat__body=body, person__is_active=True).select_related("person")
    return [term.person for term in held]


def people_to_warn(body: Body) -> list[Any]:
    """The members of a body and the administrators."""
    return [*people_of(body), *people_who_administer()]
