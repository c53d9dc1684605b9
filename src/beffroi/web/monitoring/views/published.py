"""What everybody sees of monitoring, without signing in: published values, and reports as they were issued."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from beffroi.reporting.monitoring.model import from_data
from beffroi.web.core.access import fetch, public
from beffroi.web.monitoring.dashboard_words import picture, said_of
from beffroi.web.monitoring.issued_words import published_words, superseded_words
from beffroi.web.monitoring.models import IssuedReport
from beffroi.web.monitoring.queries.issued import corrected_since, issued_of, last_edition, visible_issued
from beffroi.web.monitoring.queries.paper import SAYS
from beffroi.web.monitoring.queries.published import published_of
from beffroi.web.monitoring.views.asking import PREPARE, may, the_strategy
from beffroi.web.monitoring.wording import month_words
from beffroi.web.strategy.queries import in_force

if TYPE_CHECKING:
    from uuid import UUID

A_PAGE = 24
SEE_ISSUED = "monitoring.view_issued"
MEDIA = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@public
def published(request: HttpRequest, slug: str) -> HttpResponse:
    """What does monitoring show of this strategy?"""
    strategy = the_strategy(request, slug, SEE_ISSUED)
    found = published_of(strategy, request.user, timezone.localdate())
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strategy": strategy,
        "found": found,
        "page": page,
        "shown": [(row, said_of(row), picture(row)) for row in page],
        "answer": published_words(found.statuses, len(found.rows)),
        "month": month_words(found.at),
        "issued": issued_of(strategy),
        "is_open": in_force(strategy) is not None,
    }
    return render(request, "monitoring/published.html", context)


@public
def issued(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What does the report say, as it was issued?"""
    found = the_issued(request, slug, key)
    corrected, last = corrected_since(found), last_edition(found.report)
    context = {
        "strategy": found.report.strategy,
        "issued": found,
        "paper": from_data(found.said[SAYS][get_language() or "en"]),
        "later": last if last is not None and last.number > found.number else None,
        "corrected": corrected,
        "corrected_words": superseded_words(corrected),
        "may_prepare": may(request, PREPARE, found),
    }
    return render(request, "monitoring/issued.html", context)


@public
def issued_file(request: HttpRequest, slug: str, key: "UUID", language: str, form: str) -> HttpResponse:
    """A report as a file, the same bytes as on the day on which it was issued."""
    found = the_issued(request, slug, key)
    held = found.files.filter(language=language, form=form).first()
    if held is None:
        raise Http404
    name = f"{slug}-monitoring-{found.report.ends:%Y-%m}-{found.number}-{language}.{form}"
    named = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(held.content), content_type=MEDIA[form], headers=named)


def the_issued(request: HttpRequest, slug: str, key: "UUID") -> IssuedReport:
    """The issued report of an address."""
    return fetch(request.user, SEE_ISSUED, visible_issued(request.user).filter(report__strategy__slug=slug), key=key)
