"""What a person sees of piloting: who reads the living space of a strategy or takes part in it sees all of it."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet

from beffroi.web.chain.queries import visible_spaces
from beffroi.web.core.history import last_that_said
from beffroi.web.core.permissions import somebody
from beffroi.web.piloting.models import Action, Body, Decision, Issue, Mandate, Meeting, Risk
from beffroi.web.piloting.permissions import own_actions, taken_part_in
from beffroi.web.strategy.queries import visible_strategies

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

M = TypeVar("M", bound=Model)


def visible_of(user: Any, model: type[M], path: str = "strategy") -> QuerySet[M]:
    """The rows of a model whose strategy (at the end of a path) the person reads from inside."""
    inside = Q(**{f"{path}__living__in": visible_spaces(user)})
    return model._default_manager.filter(inside | taken_part_in(user, path))


def piloted_strategies(user: Any) -> "QuerySet[Strategy]":
    """The strategies that a person knows of: those that they read, and those in which they hold a seat."""
    known = visible_strategies(user)
    found = known.model._default_manager.filter(Q(pk__in=known.values("pk")) | taken_part_in(user))
    return found.select_related("living")


def strategies_from_inside(user: Any) -> "QuerySet[Strategy]":
    """The strategies of which a person sees how they are piloted, in one query beside that of their roles."""
    if not somebody(user):
        return piloted_strategies(user).none()
    inside = Q(living__in=visible_spaces(user), living__is_public=False) | taken_part_in(user)
    return visible_strategies(user).model._default_manager.filter(inside)


def visible_bodies(user: Any) -> QuerySet[Body]:
    """Bodies."""
    return visible_of(user, Body).select_related("strategy", "strategy__living", "host")


def code_now(user: Any, slug: str, code: str) -> str:
    """The code of the body that had this one before, for old addresses; the same code where none had it."""
    codes = {str(pk): now for pk, now in visible_bodies(user).filter(strategy__slug=slug).values_list("pk", "code")}
    return code if code in codes.values() else codes.get(last_that_said(Body, codes, code=code), code)


def visible_mandates(user: Any) -> QuerySet[Mandate]:
    """Mandates."""
    found = visible_of(user, Mandate, "body__strategy")
    return found.select_related("body__strategy__living", "based_on")


def visible_meetings(user: Any) -> QuerySet[Meeting]:
    """Meetings."""
    found = visible_of(user, Meeting, "body__strategy")
    return found.select_related("body__strategy__living", "approved_by")


def visible_decisions(user: Any) -> QuerySet[Decision]:
    """Decisions."""
    return visible_of(user, Decision).select_related("item", "body")


def visible_actions(user: Any) -> QuerySet[Action]:
    """Actions."""
    return visible_of(user, Action).select_related("item")


def openable_actions(user: Any) -> QuerySet[Action]:
    """Actions that a person may open: those that they see, and those that are theirs to carry out."""
    found = Q(pk__in=visible_actions(user).values("pk")) | Q(pk__in=own_actions(user).values("pk"))
    return Action.objects.filter(found).select_related("item", "strategy", "strategy__living")


def visible_risks(user: Any) -> QuerySet[Risk]:
    """Risks as they are rated."""
    return visible_of(user, Risk).select_related("item")


def visible_issues(user: Any) -> QuerySet[Issue]:
    """Issues."""
    return visible_of(user, Issue).select_related("item")
