"""What the views of monitoring share: the strategy, the indicator, and how a form is carried out."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.web.core.access import fetch
from beffroi.web.core.permissions import allows
from beffroi.web.monitoring.models import Indicator
from beffroi.web.monitoring.queries import visible_indicators
from beffroi.web.piloting.queries import piloted_strategies

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

SEE = "monitoring.view_results"
CHAIN, CHANGE = "monitoring.change_chain", "monitoring.change_indicators"
PREPARE = "monitoring.prepare_report"


def the_strategy(request: HttpRequest, slug: str, permission: str = SEE) -> "Strategy":
    """The strategy of an address."""
    return fetch(request.user, permission, piloted_strategies(request.user), slug=slug)


def the_indicator(request: HttpRequest, slug: str, key: "UUID", permission: str = SEE) -> Indicator:
    """The indicator of an address."""
    found = visible_indicators(request.user).filter(strategy__slug=slug)
    return fetch(request.user, permission, found, item__key=key)


def may(request: HttpRequest, permission: str, of: Any) -> bool:
    """Whether who asks holds a permission of monitoring on something."""
    return allows(request.user, permission, of)


def form_page(request: HttpRequest, form: Any, *, title: str, strategy: "Strategy", **more: Any) -> HttpResponse:
    """A page with one form on it."""
    return render(
        request, "monitoring/form.html", {"form": form, "title": title, "strategy": strategy, **more},
        status=getattr(form, "status", 200),
    )  # fmt: skip
