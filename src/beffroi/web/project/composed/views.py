"""The co-manager's Monday and the adviser's page."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from beffroi.reporting.brief.pdf import render_brief
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.waiting import Asked, found_for, until_written
from beffroi.web.piloting.queries import piloted_strategies
from beffroi.web.project.composed.brief import brief_of
from beffroi.web.project.composed.monday import monday_of
from beffroi.web.strategy.queries.overview import region_name

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

SEE = "piloting.view_piloting"


@requires(SEE)
def monday(request: HttpRequest, slug: str) -> HttpResponse:
    """Is the strategy on track, and what needs me this week?"""
    strategy, today = _strategy(request, slug), timezone.localdate()
    context = {
        "strategy": strategy,
        "region": region_name(strategy.region, get_language() or "en"),
        "monday": monday_of(found_for(Asked(strategy, request.user, today)), today),
        "today": today,
        "leads": allows(request.user, "piloting.change_roadmap", strategy),
    }
    return render(request, "project/composed/monday.html", context)


@requires(SEE)
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """Where does the strategy stand, and what does it need next?"""
    strategy = _strategy(request, slug)
    context = {"strategy": strategy, "brief": brief_of(Asked(strategy, request.user, timezone.localdate()))}
    return render(request, "project/composed/brief.html", context)


@requires(SEE)
def brief_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF of two pages."""
    asked = Asked(_strategy(request, slug), request.user, timezone.localdate())
    content = until_written("brief.pdf", asked, lambda: render_brief(brief_of(asked)))
    name = f"{slug}-brief-{asked.today.isoformat()}-{get_language() or 'en'}.pdf"
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=named)


def _strategy(request: HttpRequest, slug: str) -> "Strategy":
    return fetch(request.user, SEE, piloted_strategies(request.user), slug=slug)
