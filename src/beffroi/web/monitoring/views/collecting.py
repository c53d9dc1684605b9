"""The pages of the officer on what is collected: periods, requests, rules between indicators."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.forms.answers import ValueRuleForm
from beffroi.web.monitoring.models import ValueRule
from beffroi.web.monitoring.queries.requests import awaiting, periods_of, reporters_of
from beffroi.web.monitoring.queries.visible import visible_periods, visible_requests, visible_rules
from beffroi.web.monitoring.views.asking import the_strategy

if TYPE_CHECKING:
    from uuid import UUID

COLLECT = "monitoring.collect"
MOVES = {"close": actions.close_period, "reopen": actions.reopen_period, "lock": actions.lock_period}


@requires(COLLECT)
@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was asked, and who has answered?"""
    strategy, today = the_strategy(request, slug, COLLECT), timezone.localdate()
    periods = periods_of(strategy)
    rows = [row for period in periods for row in period.rows]
    context = {
        "strategy": strategy, "periods": periods, "today": today, "reporters": reporters_of(strategy, today),
        "late": sum(row.is_late(today) for row in rows), "waiting": awaiting(strategy),
        "still": sum(row.answering.word in {"open", "begun", "returned"} for row in rows),
    }  # fmt: skip
    return render(request, "monitoring/requests.html", context)


@requires(COLLECT)
@once
@require_POST
def open_periods(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to collect, or open what is over."""
    strategy = the_strategy(request, slug, COLLECT)

    def act() -> None:
        actions.open_periods(actor=request.user, strategy=strategy, today=timezone.localdate())

    return _done(request, slug, act, _("The period is open, and those who report are asked."))


@requires(COLLECT)
@once
@require_POST
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask those who were not asked yet."""
    period = fetch(request.user, COLLECT, visible_periods(request.user).filter(strategy__slug=slug), pk=pk)
    return _done(
        request, slug, lambda: actions.ask(actor=request.user, period=period), _("Those who were missing are asked.")
    )


@requires(COLLECT)
@once
@require_POST
def move_period(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a period, open it again, or lock it for good."""
    period = fetch(request.user, COLLECT, visible_periods(request.user).filter(strategy__slug=slug), pk=pk)
    act = MOVES.get(request.POST.get("to", ""))
    if act is None:
        messages.error(request, _("Choose what is to become of the period."))
        return redirect("monitoring:requests", slug=slug)
    return _done(
        request, slug, lambda: act(actor=request.user, period=period), _("The state of the period is changed.")
    )


@requires(COLLECT)
@once
@require_POST
def send_link(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Send a new link."""
    found = fetch(request.user, COLLECT, visible_requests(request.user).filter(period__strategy__slug=slug), key=key)
    return _done(
        request, slug, lambda: actions.send_link(actor=request.user, request_of=found),
        _("A new link is on its way; the one before no longer works."),
    )  # fmt: skip


def _done(request: HttpRequest, slug: str, act: Any, said: str) -> HttpResponse:
    try:
        act()
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("monitoring:requests", slug=slug)


@requires(COLLECT)
@once
def value_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Which values have to agree?"""
    strategy = the_strategy(request, slug, COLLECT)
    form = ValueRuleForm(request.POST or None, weights=ValueRule.Weight.choices)

    def act() -> None:
        actions.save_value_rule(actor=request.user, strategy=strategy, **form.cleaned_data)

    if carried_out(request, form, act, _("The rule is declared.")):
        return redirect("monitoring:value_rules", slug=slug)
    context = {"strategy": strategy, "form": form, "rules": visible_rules(request.user).filter(strategy=strategy)}
    return render(request, "monitoring/value_rules.html", context)


@requires(COLLECT)
@once
@require_POST
def remove_value_rule(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a rule away."""
    rule = fetch(request.user, COLLECT, visible_rules(request.user).filter(strategy__slug=slug), pk=pk)
    actions.remove_value_rule(actor=request.user, rule=rule)
    messages.success(request, _("The rule is taken away."))
    return redirect("monitoring:value_rules", slug=slug)
