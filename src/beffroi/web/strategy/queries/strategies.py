"""Strategies and versions as a person may read them."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from beffroi.web.accounts.queries import holders
from beffroi.web.chain.queries import visible_spaces
from beffroi.web.core.permissions import somebody
from beffroi.web.core.together import read
from beffroi.web.strategy.models import ChangeRequest, Comment, Instrument, Plan, Strategy, Version

if TYPE_CHECKING:
    from beffroi.web.chain.models import Space


def visible_strategies(user: Any) -> QuerySet[Strategy]:
    """The strategies of which the person reads a version, or the living work."""
    spaces = visible_spaces(user)
    shown = Strategy.objects.filter(versions__space__in=spaces) | Strategy.objects.filter(living__in=spaces)
    return shown.select_related("living").distinct()


def all_strategies() -> QuerySet[Strategy]:
    """Every strategy, for work that nobody in person asked for."""
    return Strategy.objects.select_related("living")


def visible_versions(user: Any) -> QuerySet[Version]:
    """The versions that a person reads."""
    found = Version.objects.filter(space__in=visible_spaces(user))
    return found.select_related("space", "strategy", "strategy__living")


def in_force(strategy: Strategy) -> Version | None:
    """The published version that holds today."""
    return strategy.versions.filter(status=Version.Status.PUBLISHED).select_related("space").first()


def draft_of(strategy: Strategy) -> Version | None:
    """The version that is worked on."""
    return strategy.versions.filter(status=Version.Status.DRAFT).select_related("space").first()


def spaces_at_work(strategy: Strategy) -> "list[Space]":
    """The space of the version in force, then that of the draft, as far as there are; in one query."""
    found = read(versions_at_work(strategy))
    return [one.space for one in sorted(found, key=lambda one: one.status != Version.Status.PUBLISHED)]


def versions_at_work(strategy: Strategy) -> QuerySet[Version]:
    """The version in force and the draft, as far as there are."""
    status = Version.Status
    return strategy.versions.filter(status__in=(status.PUBLISHED, status.DRAFT)).select_related("space")


def people_who_lead(strategy: Strategy) -> "QuerySet[Any]":
    """The co-managers of a strategy, or of the site, with an open account."""
    kind = ContentType.objects.get_for_model(Strategy)
    return holders("co_manager", kind.pk, str(strategy.pk))


def the_version(user: Any, strategy: Strategy, number: int | None = None) -> Version | None:
    """A version by its number; without one the version in force, else the newest that the person reads."""
    found = versions_to_read(user, strategy)
    if number is not None:
        return found.filter(number=number).first()
    return max(
        read(found), key=lambda version: (version.status == Version.Status.PUBLISHED, version.number), default=None
    )


def versions_to_read(user: Any, strategy: Strategy) -> QuerySet[Version]:
    """The versions of a strategy that a person reads."""
    return visible_versions(user).filter(strategy=strategy)


def spaces_of(version: Version) -> "list[Space]":
    """A version's own space, then the living space of its strategy."""
    living = version.strategy.living
    return [version.space, *([living] if living else [])]


def visible_comments(user: Any) -> QuerySet[Comment]:
    """Comments on the strategies that a person reads: for those inside all, for others their own."""
    return Comment.objects.filter(_heard(user))


def visible_changerequests(user: Any) -> QuerySet[ChangeRequest]:
    """Requests on the strategies that a person reads: for those inside all, for others their own."""
    return ChangeRequest.objects.filter(_heard(user))


def _heard(user: Any) -> Q:
    if not somebody(user):
        return Q(pk=None)
    return Q(strategy__living__in=visible_spaces(user)) | Q(author=user)


def visible_plans(user: Any) -> QuerySet[Plan]:
    """The plans around the strategies that a person reads."""
    return Plan.objects.filter(strategy__in=visible_strategies(user))


def visible_instruments(user: Any) -> QuerySet[Instrument]:
    """The instruments of those plans."""
    return Instrument.objects.filter(plan__strategy__in=visible_strategies(user))
