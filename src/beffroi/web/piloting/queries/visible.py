"""What a person sees of piloting: those who read the living space of a strategy see all of it, others nothing."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from beffroi.web.chain.queries import visible_spaces
from beffroi.web.piloting.models import Action, Body, Decision, Meeting

M = TypeVar("M", bound=Model)


def visible_of(user: Any, model: type[M], path: str = "strategy") -> QuerySet[M]:
    """The rows of a model whose strategy (at the end of a path) the person reads from inside."""
    return model._default_manager.filter(**{f"{path}__living__in": visible_spaces(user)})


def visible_bodies(user: Any) -> QuerySet[Body]:
    """Bodies."""
    return visible_of(user, Body)


def visible_meetings(user: Any) -> QuerySet[Meeting]:
    """Meetings."""
    return visible_of(user, Meeting, "body__strategy").select_related("body")


def visible_decisions(user: Any) -> QuerySet[Decision]:
    """Decisions."""
    return visible_of(user, Decision).select_related("item", "body")


def visible_actions(user: Any) -> QuerySet[Action]:
    """Actions."""
    return visible_of(user, Action).select_related("item")
