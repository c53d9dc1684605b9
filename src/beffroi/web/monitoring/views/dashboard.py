"""Is the strategy on track? The indicators as small pictures, of the whole or of a part."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of, month_text
from beffroi.web.core.access import requires
from beffroi.web.monitoring import queries
from beffroi.web.monitoring.dashboard_words import dashboard_words, picture, said_of
from beffroi.web.monitoring.forms.track import AtForm
from beffroi.web.monitoring.queries.dashboard import Dashboard, dashboard_of
from beffroi.web.monitoring.views.asking import SEE, the_strategy
from beffroi.web.monitoring.wording import month_words

A_PAGE = 24


@requires(SEE)
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Is it on track: the strategy, a priority area, an intervention, what somebody reports?"""
    strategy, today = the_strategy(request, slug), timezone.localdate()
    form = AtForm(request.GET if request.GET.get("at") else None)
    at = form.cleaned_data["at"] if form.is_valid() else None
    track = queries.track_of(strategy, today, month_of(at)) if at else queries.kept_track(request.user, strategy, today)
    found = dashboard_of(strategy, track, request.GET.get("of", ""))
    if found is None:
        raise Http404
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strategy": strategy,
        "found": found,
        "form": form,
        "page": page,
        "shown": [(row, said_of(row), picture(row), found.alerts.get(row.reading.row.pk, 0)) for row in page],
        "answer": dashboard_words(found),
        "month": month_words(track.at),
        "permalink": _permalink(slug, track.at, found),
        "groups": [(label, found.of_kind(kind)) for label, kind in _kinds()],
    }
    return render(request, "monitoring/dashboard.html", context, status=400 if form.errors else 200)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        (_("Priority areas"), "priority_area"), (_("Interventions"), "intervention"), (_("Who reports"), "reporter"),
    )  # fmt: skip


def _permalink(slug: str, at: int, found: Dashboard) -> str:
    """The address that shows the same month and part later too."""
    asked = {"at": month_text(at)} | ({"of": found.part.key} if found.part else {})
    return f"{reverse('monitoring:dashboard', kwargs={'slug': slug})}?{urlencode(asked)}"
