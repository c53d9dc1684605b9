"""Monitoring reports from inside: which there are, how one is prepared, looked at and issued."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.reporting.monitoring.model import from_data
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring.actions import issuing as actions
from beffroi.web.monitoring.forms.issuing import IssueForm, ReportForm
from beffroi.web.monitoring.issued_words import reports_words
from beffroi.web.monitoring.models import MonitoringReport
from beffroi.web.monitoring.models.issued import checksum_of, content_of
from beffroi.web.monitoring.queries.issued import last_edition, reports_of, visible_reports
from beffroi.web.monitoring.queries.paper import SAYS, compose
from beffroi.web.monitoring.queries.remarks import period_asked, remarked_in
from beffroi.web.monitoring.views.asking import PREPARE, SEE, form_page, may, the_strategy

if TYPE_CHECKING:
    from uuid import UUID

A_PAGE = 50


def the_report(request: HttpRequest, slug: str, key: "UUID") -> MonitoringReport:
    """The report of an address, for who prepares it."""
    found = visible_reports(request.user).filter(strategy__slug=slug)
    return fetch(request.user, PREPARE, found, key=key)


@requires(SEE)
def issued_reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Which monitoring reports are there?"""
    strategy = the_strategy(request, slug)
    may_prepare, found = may(request, PREPARE, strategy), reports_of(strategy)
    issued = found.filter(editions__number=1)
    page = Paginator(found if may_prepare else issued, A_PAGE).get_page(request.GET.get("page"))
    open_now = page.paginator.count - issued.count() if may_prepare else 0
    context = {
        "strategy": strategy,
        "page": page,
        "answer": reports_words(page.paginator.count - open_now, open_now),
        "may_prepare": may_prepare,
    }
    return render(request, "monitoring/issued_reports.html", context)


@requires(PREPARE)
@once
def add_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare a report: of which months, in which language."""
    strategy = the_strategy(request, slug, PREPARE)
    starts, ends = period_asked(strategy, timezone.localdate())
    first = {"starts": starts, "ends": ends, "language": get_language()}
    form, made = ReportForm(request.POST or None, initial=first), []

    def act() -> None:
        made.append(actions.save_report(actor=request.user, strategy=strategy, texts=form.texts()))

    if carried_out(request, form, act, _("The report is begun; comment on what you choose.")):
        return redirect("monitoring:edit_report", slug=slug, key=made[0].key)
    return form_page(request, form, title=_("On which months do you report?"), strategy=strategy)


@requires(PREPARE)
@once
def edit_report(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change what is written of a period."""
    found = the_report(request, slug, key)
    form = _texts(request.POST or None, found)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.save_report(
            actor=request.user, strategy=found.strategy, texts=form.texts(), report=found, seen=seen
        )  # fmt: skip

    if carried_out(request, form, act, _("The report is kept."), lambda: _texts(None, the_report(request, slug, key))):
        return redirect("monitoring:report", slug=slug, key=key)
    title = _("What do you say of these months?")
    return form_page(request, form, title=title, strategy=found.strategy, lead=found.title)


def _texts(data: Any, found: MonitoringReport) -> ReportForm:
    return ReportForm(data, report=found, remarked=remarked_in(found, timezone.localdate()))


@requires(PREPARE)
@once
def report(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What would the report say if it were issued now?"""
    found = the_report(request, slug, key)
    last = last_edition(found)
    said = compose(found, timezone.now(), last)
    form = IssueForm(request.POST or None, is_first=last is None, initial={"seen": checksum_of(content_of(said))})
    made = []

    def act() -> None:
        made.append(actions.issue_report(actor=request.user, report=found, **form.cleaned_data))

    if carried_out(request, form, act, _("The report is issued: it stays as it is.")):
        return redirect("monitoring:issued", slug=slug, key=made[0].key)
    paper = from_data(said[SAYS][get_language() or "en"])
    context = {"strategy": found.strategy, "report": found, "last": last, "paper": paper, "form": form}
    return render(request, "monitoring/report_preview.html", context, status=400 if form.errors else 200)
