"""Indicators: what is measured, what was measured, and what the framework lacks."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.accounts.queries import organisations_found
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions, queries
from beffroi.web.monitoring.actions.entries import Doubtful
from beffroi.web.monitoring.forms.answers import EntryForm
from beffroi.web.monitoring.forms.indicators import IndicatorForm, written
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries.alerts import alerts_about
from beffroi.web.monitoring.queries.answers import under_way_of
from beffroi.web.monitoring.queries.beneficiaries import helped_under
from beffroi.web.monitoring.queries.pages import page_of, series_held, table_of
from beffroi.web.monitoring.views.asking import CHANGE, SEE, form_page, may, the_indicator, the_strategy
from beffroi.web.monitoring.wording import findings_words, indicators_words, month_words
from beffroi.web.observatory.queries.figures_store import language_of
from beffroi.web.piloting.queries import visible_bodies

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.monitoring.queries import Chain
    from beffroi.web.strategy.models import Strategy


A_PAGE = 100


@requires(SEE)
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """How is the strategy measured?"""
    strategy = the_strategy(request, slug)
    readings = queries.kept_track(request.user, strategy, timezone.localdate()).readings
    page = Paginator(readings, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strategy": strategy,
        "rows": table_of(list(page.object_list)),
        "page": page,
        "answer": indicators_words(readings),
        "may_see_rows": may(request, "monitoring.view_beneficiaries", strategy),
        "may_change": may(request, CHANGE, strategy),
    }
    return render(request, "monitoring/indicators.html", context)


@requires(SEE)
def indicator(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What does this indicator say?"""
    row = the_indicator(request, slug, key)
    context = {
        "strategy": row.strategy,
        "page": page_of(row, timezone.localdate()),
        "may_change": may(request, CHANGE, row),
        "alerts": alerts_about(row),
        "under_way": under_way_of(row) if may(request, CHANGE, row) else [],
    }
    return render(request, "monitoring/indicator.html", context)


@requires(SEE)
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """What does the framework lack?"""
    strategy = the_strategy(request, slug)
    found = queries.kept_track(request.user, strategy, timezone.localdate())
    findings = queries.findings_of(strategy, found.chain, found.readings)
    context = {
        "strategy": strategy,
        "findings": findings,
        "answer": findings_words(findings, len(found.rows), len(found.chain.steps)),
        "may_change": may(request, CHANGE, strategy),
    }
    return render(request, "monitoring/framework.html", context)


@requires(CHANGE)
@once
def add_indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an indicator."""
    strategy = the_strategy(request, slug, CHANGE)
    asked = {"region": strategy.region, "step": request.GET.get("step", "")}
    form = _form(request.POST or None, request, strategy, queries.chain_of(strategy), initial=asked)

    def act() -> None:
        actions.save_indicator(actor=request.user, strategy=strategy, **form.given())

    if carried_out(request, form, act, _("The indicator is entered.")):
        return redirect("monitoring:indicators", slug=slug)
    return form_page(request, form, title=_("What is measured, and from where to where?"), strategy=strategy)


@requires(CHANGE)
@once
def edit_indicator(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change the sheet of an indicator."""
    row = the_indicator(request, slug, key, CHANGE)
    chain = queries.chain_of(row.strategy)
    form = _sheet(request.POST or None, request, row, chain)

    def act() -> None:
        actions.save_indicator(actor=request.user, strategy=row.strategy, indicator=row, **form.given())

    def fresh() -> IndicatorForm:
        return _sheet(None, request, the_indicator(request, slug, key, CHANGE), queries.chain_of(row.strategy))

    if carried_out(request, form, act, _("The indicator is changed."), fresh):
        return redirect("monitoring:indicator", slug=slug, key=key)
    title = _("Change indicator %(code)s") % {"code": chain.indicators[row.item_id].code}
    return form_page(request, form, title=title, strategy=row.strategy)


def _sheet(data: Any, request: HttpRequest, row: Indicator, chain: "Chain") -> IndicatorForm:
    """The sheet of an indicator as it stands now."""
    node, step = chain.indicators[row.item_id], chain.steps.get(chain.measured.get(row.item_id, 0))
    return _form(data, request, row.strategy, chain, row, **written(row, node, step))


def _form(
    data: Any, request: HttpRequest, strategy: "Strategy", chain: "Chain", row: Indicator | None = None, **more: Any
) -> IndicatorForm:
    return IndicatorForm(
        data,
        steps=queries.steps_and_actions(strategy, chain),
        bodies=visible_bodies(request.user).filter(strategy=strategy),
        organisations=organisations_found(request.user),
        series=series_held(language_of(request)),
        tops=list(helped_under(strategy).values()),
        others=queries.others_of(strategy, chain, row),
        **more,
    )


@requires(CHANGE)
@once
def measure(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Enter what was measured; it counts once somebody else has validated it."""
    row = the_indicator(request, slug, key, CHANGE)
    form = EntryForm(request.POST or None, request.FILES or None, indicator=row)
    if _entered(request, form, row, lambda: form.cleaned_data["period"]):
        return redirect("monitoring:indicator", slug=slug, key=key)
    return _about(request, form, row, _("What was measured?"))


@requires(CHANGE)
@once
def correct(request: HttpRequest, slug: str, key: "UUID", measurement: "UUID") -> HttpResponse:
    """Correct a value; the one that stands stays until somebody else has validated the other, and on record after."""
    row = the_indicator(request, slug, key, CHANGE)
    found = fetch(request.user, CHANGE, Measurement.objects.filter(indicator=row), key=measurement)
    standing = Measurement.objects.filter(indicator=row, period=found.period, superseded_by=None)
    held = dict(standing.values_list("part", "value"))
    form = EntryForm(request.POST or None, request.FILES or None, indicator=row, initial_values=held)
    if _entered(request, form, row, lambda: found.period):
        return redirect("monitoring:indicator", slug=slug, key=key)
    title = _("What is the right value for %(month)s?") % {"month": month_words(month_of(found.period))}
    return _about(request, form, row, title)


def _entered(request: HttpRequest, form: EntryForm, row: Indicator, month: Any) -> bool:
    """Whether a value was entered; what stands against it stands at its field."""

    if request.method != "POST" or not form.is_valid():
        return False
    try:
        actions.enter(actor=request.user, indicator=row, month=month(), answer=form.answer())
    except Doubtful as error:
        form.show(error.problems)
        return False
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
        form.add_error(None, error if known else ValidationError(error.messages))
        return False
    messages.success(request, _("The value is entered; somebody else validates it before it counts."))
    return True


def _about(request: HttpRequest, form: Any, row: Indicator, title: str) -> HttpResponse:
    found = queries.chain_of(row.strategy).indicators.get(row.item_id)
    return form_page(request, form, title=title, strategy=row.strategy, lead=f"{found.code} {found}" if found else "")
