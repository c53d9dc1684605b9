"""Reads about surveys: whom to ask on each side of a pilot, and what each side says; small groups say nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from beffroi.analytics.appraisal.satisfaction import LEAST, Promoters, Share, promoters, wilson
from beffroi.web.accounts.queries import holders_of
from beffroi.web.services.models import Booking, Pilot, SurveyAnswer, SurveyGroup, SurveyInvitation
from beffroi.web.services.states import BookingState, SessionState

SATISFIED = 4
"""From here on of five somebody is satisfied."""
AFTER = timedelta(days=7)
MOST_REMINDERS = 2
LEADING = ("co_manager", "administrator")
G = SurveyGroup


@dataclass(frozen=True)
class ToAsk:
    """Somebody who is to be asked, and on which side they stand."""

    group: str
    email: str
    language: str


def to_ask(pilot: Pilot) -> list[ToAsk]:
    """Everybody on each side of a pilot, each address once; who attended comes before who runs a cluster."""
    found: dict[str, ToAsk] = {}
    for one in (*_attended(pilot), *_of_clusters(pilot), *_of_administration(pilot)):
        found.setdefault(one.email.lower(), one)
    return list(found.values())


def _attended(pilot: Pilot) -> Iterator[ToAsk]:
    booked = Booking.objects.filter(
        session__offer=pilot.offer_id, session__state=SessionState.HELD, state=BookingState.CONFIRMED
    ).exclude(email="")
    for audience, email, language in booked.values_list("audience", "email", "language"):
        yield ToAsk(G.MEMBERS if audience == "member" else G.NON_MEMBERS, email, language)


def _of_clusters(pilot: Pilot) -> Iterator[ToAsk]:
    if pilot.cluster is None or pilot.offer is None:
        return
    providers = {pilot.cluster} | {one.cluster for one in pilot.offer.providers.select_related("cluster")}
    booked = Booking.objects.filter(session__offer=pilot.offer_id, promoted_by__isnull=False)
    brought = {one.promoted_by for one in booked.select_related("promoted_by") if one.promoted_by}
    promoting = brought - providers
    for group, clusters in ((G.PROVIDER, providers), (G.PROMOTERS, promoting)):
        for cluster in clusters:
            for grant in holders_of(cluster).filter(role="cluster_manager"):
                yield ToAsk(group, grant.person.email, grant.person.language)


def _of_administration(pilot: Pilot) -> Iterator[ToAsk]:
    for grant in holders_of(pilot.strategy).filter(role__in=LEADING):
        yield ToAsk(G.ADMINISTRATION, grant.person.email, grant.person.language)


@dataclass(frozen=True)
class Side:
    """What one side says; of fewer than five answers nothing but that there are too few."""

    label: str
    invited: int
    response: Share | None
    is_told: bool
    satisfied: Share | None = None
    promoters: Promoters | None = None
    words: tuple[str, ...] = ()


def sides(pilot: Pilot) -> list[Side]:
    """What each side says, in two questions."""
    asked = dict(pilot.invitations.order_by().values_list("group").annotate(many=Count("pk")))
    given: dict[str, list[SurveyAnswer]] = defaultdict(list)
    for one in pilot.answers.all():
        given[one.group].append(one)
    return [_side(str(group.label), asked.get(group, 0), given[group]) for group in G]


def _side(label: str, invited: int, given: list[SurveyAnswer]) -> Side:
    if len(given) < LEAST:
        return Side(label, invited, None, False)
    return Side(
        label=label,
        invited=invited,
        response=wilson(len(given), invited),
        is_told=True,
        satisfied=wilson(sum(one.satisfied >= SATISFIED for one in given), len(given)),
        promoters=promoters([one.recommends for one in given]),
        words=tuple(sorted(one.words for one in given if one.words)),
    )


def survey_token(invitation: SurveyInvitation) -> str:
    """What the link of somebody who is asked carries: it cannot be guessed, and is the same in a reminder."""
    return _signer().sign(invitation.key.hex)


def invited_by(token: str) -> SurveyInvitation | None:
    """Whom a link asks."""
    try:
        key = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return SurveyInvitation.objects.filter(key=key).select_related("pilot__cluster", "pilot__offer").first()


def _signer() -> Signer:
    return Signer(salt="services.survey")


def to_remind(now: datetime | None = None) -> QuerySet[SurveyInvitation]:
    """Who has not answered for a week after the link or the last reminder, as long as nothing is decided."""
    before = (now or timezone.now()) - AFTER
    waits = Q(reminded_at=None, sent_at__lte=before) | Q(reminded_at__lte=before)
    found = SurveyInvitation.objects.filter(waits, has_answered=False, reminders__lt=MOST_REMINDERS)
    return found.exclude(email="").exclude(pilot__state="decided").select_related("pilot")


def own_invitations(person: Any) -> QuerySet[SurveyInvitation]:
    """The invitations to the address of a person."""
    return SurveyInvitation.objects.filter(email__iexact=person.email).exclude(email="")
