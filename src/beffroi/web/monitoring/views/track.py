"""Is it on track, and where did it start?"""

from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.core.access import requires
from beffroi.web.monitoring import queries
from beffroi.web.monitoring.forms.track import AtForm
from beffroi.web.monitoring.queries.track import as_json
from beffroi.web.monitoring.views.asking import SEE, the_strategy
from beffroi.web.monitoring.wording import month_words, track_words

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries import Track
    from beffroi.web.strategy.models import Strategy

A_PAGE = 100
MARKS = {"at_risk": "risk", "off_track": "off", "no_data": "review"}


@requires(SEE)
def track(request: HttpRequest, slug: str) -> HttpResponse:
    """Is it on track, and where did it start?"""
    strategy = the_strategy(request, slug)
    form, at = _asked(request)
    found = _found(request, strategy, at)
    context = {
        "strategy": strategy,
        "track": found,
        "page": Paginator(found.rows, A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "month": month_words(found.at),
        "answer": track_words(found),
        "drawing": queries.drawing_of(strategy, found.chain, _marks(found), _paths(found)),
    }
    return render(request, "monitoring/track.html", context, status=400 if form.errors else 200)


@requires(SEE)
def track_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for other programs."""
    strategy = the_strategy(request, slug)
    form, at = _asked(request)
    if form.errors:
        return JsonResponse({"error": " ".join(str(said) for said in form.errors["at"])}, status=400)
    return JsonResponse(as_json(_found(request, strategy, at)))


def _found(request: HttpRequest, strategy: "Strategy", at: int | None) -> "Track":
    """The diagnosis of a month; that of the month that everybody looks at is kept until somebody writes."""
    today = timezone.localdate()
    if at is not None:
        return queries.track_of(strategy, today, at)
    return queries.kept_track(request.user, strategy, today)


def _asked(request: HttpRequest) -> tuple[AtForm, int | None]:
    form = AtForm(request.GET if "at" in request.GET else None)
    at = form.cleaned_data["at"] if form.is_valid() else None
    return form, month_of(at) if at else None


def _marks(found: "Track") -> dict[int, str]:
    """Steps that alert by how they stand; where it begins stands out."""
    marks = {item: MARKS[status] for item, status in found.statuses().items() if status in MARKS}
    return marks | {one.step.item_id: "start" for one in found.origins}


def _paths(found: "Track") -> list[tuple[int, int]]:
    items = [[node.item_id for node in one.path] for one in found.origins]
    return [pair for path in items for pair in pairwise(path)]
