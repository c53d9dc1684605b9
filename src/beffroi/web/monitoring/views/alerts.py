"""Alerts: what has to be looked at, where each comes from, who looks after it."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.monitoring import queries
from beffroi.web.monitoring.actions import alerts as actions
from beffroi.web.monitoring.alert_words import alerts_words, assumptions_words, headline
from beffroi.web.monitoring.forms.alerts import AssumptionForm, OwnerForm, SnoozeForm
from beffroi.web.monitoring.models import Alert
from beffroi.web.monitoring.queries.alert_looks import aspect_of, assumptions_of
from beffroi.web.monitoring.queries.alert_page import page_of_alert
from beffroi.web.monitoring.queries.alerts import awake, may_look_after, open_alerts, views_of
from beffroi.web.monitoring.views.asking import SEE, form_page, may, the_strategy

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

A_PAGE = 50
GIVE, PUT_OFF, NOTE = "monitoring.change_alerts", "monitoring.snooze_alert", "monitoring.note_assumptions"


def the_alert(request: HttpRequest, slug: str, key: "UUID", permission: str = SEE) -> Alert:
    """The alert of an address."""
    found = queries.visible_alerts(request.user).filter(strategy__slug=slug)
    return fetch(request.user, permission, found, key=key)


@requires(SEE)
def alerts(request: HttpRequest, slug: str) -> HttpResponse:
    """What has to be looked at?"""
    strategy = the_strategy(request, slug)
    shown, lists = request.GET.get("show", "open"), _lists(strategy)
    if shown not in lists:
        raise Http404
    page = Paginator(lists[shown], A_PAGE).get_page(request.GET.get("page"))
    counts = {name: found.count() for name, found in lists.items()}
    urgent = lists["open"].filter(severity=Alert.Severity.HIGH).count()
    context = {
        "strategy": strategy,
        "shown": shown,
        "page": page,
        "views": views_of(page.object_list),
        "tabs": _tabs(slug, shown, counts),
        "answer": alerts_words(counts["open"], urgent, counts["put_off"]),
    }
    return render(request, "monitoring/alerts.html", context)


def _lists(strategy: "Strategy") -> "dict[str, QuerySet[Alert]]":
    """What stands open, what is put off, what facts closed."""
    found, today = open_alerts(strategy), timezone.localdate()
    closed = Alert.objects.filter(strategy=strategy).exclude(closed_at=None)
    closed = closed.select_related("strategy", "indicator__item", "item", "body", "owner")
    return {
        "open": found.filter(awake(today)), "put_off": found.exclude(awake(today)),
        "closed": closed.order_by("-closed_at", "-pk"),
    }  # fmt: skip


def _tabs(slug: str, shown: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    base = reverse("monitoring:alerts", kwargs={"slug": slug})
    names = {"open": pgettext("alerts", "Open"), "put_off": _("Put off"), "closed": _("Closed by facts")}
    return [
        {
            "label": label, "url": base if name == "open" else f"{base}?show={name}", "count": counts[name],
            "is_current": name == shown,
        }
        for name, label in names.items()
    ]  # fmt: skip


@requires(SEE)
def alert(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What is wrong, and where does it come from?"""
    found = the_alert(request, slug, key)
    page, is_open = page_of_alert(request.user, found, timezone.localdate()), found.closed_at is None
    context = {
        "strategy": found.strategy,
        "alert": found,
        "page": page,
        "title": headline(page.view),
        "may_find": may(request, "monitoring.write_findings", found),
        "is_asleep": bool(found.snoozed_until and found.snoozed_until > timezone.localdate()),
        "may_give": is_open and may(request, GIVE, found),
        "may_put_off": is_open and may(request, PUT_OFF, found),
    }
    return render(request, "monitoring/alert.html", context)


@requires(GIVE)
@once
def give(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Ask somebody to look after an alert."""
    found = the_alert(request, slug, key, GIVE)
    form = _owner_form(request.POST or None, found)

    def act() -> None:
        actions.give_alert(actor=request.user, alert=found, owner=form.chosen(), seen=form.cleaned_data["seen"])

    def fresh() -> OwnerForm:
        return _owner_form(None, the_alert(request, slug, key, GIVE))

    if carried_out(request, form, act, _("It is noted who looks after the alert."), fresh):
        return redirect("monitoring:alert", slug=slug, key=key)
    return _about(request, form, found, _("Who looks after this alert?"))


def _owner_form(data: Any, found: Alert) -> OwnerForm:
    form = OwnerForm(data, people=may_look_after(found.strategy), initial={"owner": found.owner_id})
    form.open_on(found)
    return form


@requires(PUT_OFF)
@once
def snooze(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Put an alert off until a day."""
    found = the_alert(request, slug, key, PUT_OFF)
    form = SnoozeForm(request.POST or None)

    def act() -> None:
        actions.snooze_alert(actor=request.user, alert=found, **form.cleaned_data)

    if carried_out(request, form, act, _("The alert is put off; it comes back by itself.")):
        return redirect("monitoring:alert", slug=slug, key=key)
    return _about(request, form, found, _("Until when can this alert wait, and why?"))


@requires(PUT_OFF)
@require_POST
@once
def wake(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Let an alert stand again before its day."""
    found = the_alert(request, slug, key, PUT_OFF)
    tried(request, lambda: actions.wake_alert(actor=request.user, alert=found), _("The alert stands again."))
    return redirect("monitoring:alert", slug=slug, key=key)


def _about(request: HttpRequest, form: Any, found: Alert, title: str) -> HttpResponse:
    [view] = views_of([found])
    return form_page(request, form, title=title, strategy=found.strategy, lead=headline(view))


@requires(SEE)
def assumptions(request: HttpRequest, slug: str) -> HttpResponse:
    """Do the assumptions of the results chain hold?"""
    strategy = the_strategy(request, slug)
    rows = assumptions_of(strategy, queries.chain_of(strategy).steps.values())
    context = {
        "strategy": strategy,
        "rows": [(node, said, look, aspect_of(said)) for node, said, look in rows],
        "answer": assumptions_words(
            len(rows), sum(look is not None and look.state == "broken" for _node, _said, look in rows),
            sum(look is None for _node, _said, look in rows),
        ),
        "may_note": may(request, NOTE, strategy),
    }  # fmt: skip
    return render(request, "monitoring/assumptions.html", context)


@requires(NOTE)
@once
def note_assumption(request: HttpRequest, slug: str, key: "UUID", aspect: str) -> HttpResponse:
    """Note whether an assumption holds."""
    strategy = the_strategy(request, slug, NOTE)
    steps = [one for one in queries.chain_of(strategy).steps.values() if one.item.key == key]
    rows = [row for row in assumptions_of(strategy, steps) if aspect_of(row[1]) == aspect]
    if not rows:
        raise Http404
    step, said, _look = rows[0]
    form = AssumptionForm(request.POST or None)

    def act() -> None:
        actions.note_assumption(actor=request.user, strategy=strategy, step=step, said=said, **form.cleaned_data)

    if carried_out(request, form, act, _("The look is noted.")):
        return redirect("monitoring:assumptions", slug=slug)
    title = _("Does this assumption hold?")
    return form_page(request, form, title=title, strategy=strategy, lead=f"{step.code} {step}: {in_language(said)}")
