"""From a finding to a decision: what monitoring found and proposes, what piloting decides, what came of it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.monitoring import queries
from beffroi.web.monitoring.actions import deciding, findings
from beffroi.web.monitoring.alert_words import headline
from beffroi.web.monitoring.forms.mitigations import (
    DecideForm,
    EffectForm,
    FindingForm,
    MitigationForm,
    WithdrawForm,
    plain,
)
from beffroi.web.monitoring.mitigation_states import S
from beffroi.web.monitoring.mitigation_words import effect_words, expected_words, mitigations_words
from beffroi.web.monitoring.models import Alert, Finding, Mitigation
from beffroi.web.monitoring.queries.alerts import views_of
from beffroi.web.monitoring.queries.causes import explained, step_of
from beffroi.web.monitoring.queries.mitigations import (
    mitigation_views,
    mitigations_of,
    visible_findings,
    visible_mitigations,
)
from beffroi.web.monitoring.views.alerts import the_alert
from beffroi.web.monitoring.views.asking import SEE, form_page, may, the_strategy
from beffroi.web.piloting.queries import visible_bodies
from beffroi.web.piloting.queries.meetings import deciding_meetings

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.monitoring.queries.mitigations import MitigationView

WRITE, PROPOSE = "monitoring.write_findings", "monitoring.propose_mitigation"
DECIDE, LOOK = "monitoring.decide_mitigation", "monitoring.look_at_effect"


def the_mitigation(request: HttpRequest, slug: str, key: "UUID", permission: str = SEE) -> Mitigation:
    """The mitigation of an address."""
    found = visible_mitigations(request.user).filter(strategy__slug=slug)
    return fetch(request.user, permission, found, item__key=key)


def the_finding(request: HttpRequest, slug: str, key: "UUID", permission: str) -> Finding:
    """The finding of an address."""
    found = visible_findings(request.user).filter(alert__strategy__slug=slug)
    return fetch(request.user, permission, found, key=key)


@requires(SEE)
def mitigations(request: HttpRequest, slug: str) -> HttpResponse:
    """What is proposed against deviations, what was decided, what came of it?"""
    strategy, today = the_strategy(request, slug), timezone.localdate()
    views = mitigation_views(mitigations_of(strategy))
    waiting = [one for one in views if one.row.state == S.PROPOSED]
    due = [one for one in views if one.awaits_effect(today)]
    context = {
        "strategy": strategy,
        "parts": [
            (_("Awaiting decision"), waiting),
            (_("Effect to be looked at"), due),
            (_("Decided or taken back"), [one for one in views if one not in waiting and one not in due]),
        ],
        "answer": mitigations_words(len(waiting), len(due), len(views)),
    }
    return render(request, "monitoring/mitigations.html", context)


@requires(SEE)
def mitigation(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What is proposed, and what became of it?"""
    row = the_mitigation(request, slug, key)
    [view] = mitigation_views([row])
    [about] = views_of([row.finding.alert])
    is_open = row.state == S.PROPOSED
    context = {
        "strategy": row.strategy,
        "view": view,
        "row": row,
        "about": about,
        "may_propose": is_open and may(request, PROPOSE, row),
        "may_decide": is_open and may(request, DECIDE, row),
        "may_look": view.awaits_effect(timezone.localdate()) and may(request, LOOK, row),
        "answer": expected_words(view),
    }
    return render(request, "monitoring/mitigation.html", context)


@requires(WRITE)
@once
def add_finding(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Write what was found about an alert."""
    alert = the_alert(request, slug, key, WRITE)
    form = _finding_form(request.POST or None, request, alert, None)

    def act() -> None:
        findings.write_finding(actor=request.user, alert=alert, **form.given())

    if carried_out(request, form, act, _("The finding is written; propose what to do about it.")):
        return redirect("monitoring:alert", slug=slug, key=key)
    return _about(request, form, alert, _("Where does this alert come from?"))


@requires(WRITE)
@once
def edit_finding(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change a finding on which nothing is decided."""
    found = the_finding(request, slug, key, WRITE)
    form = _finding_form(request.POST or None, request, found.alert, found)

    def act() -> None:
        findings.write_finding(actor=request.user, alert=found.alert, finding=found, **form.given())

    def fresh() -> FindingForm:
        again = the_finding(request, slug, key, WRITE)
        return _finding_form(None, request, again.alert, again)

    if carried_out(request, form, act, _("The finding is changed."), fresh):
        return redirect("monitoring:alert", slug=slug, key=found.alert.key)
    return _about(request, form, found.alert, _("Where does this alert come from?"))


def _finding_form(data: Any, request: HttpRequest, alert: Alert, found: Finding | None) -> FindingForm:
    """Filled in with what stands, or with the most telling source."""
    track = queries.kept_track(request.user, alert.strategy, timezone.localdate())
    if found is not None:
        initial = {"item": str(found.item_id or ""), "kind": found.kind}
    else:
        [view] = views_of([alert])
        first, step = explained(view, track)[:1], step_of(alert, track)
        begins = first[0].step if first else step
        initial = {"item": str(begins.item_id) if begins else "", "kind": first[0].kind if first else ""}
    form = FindingForm(
        data, steps=list(track.chain.steps.values()), initial=initial, texts={"text": found.text} if found else None
    )
    form.open_on(found or Finding())
    return form


@requires(PROPOSE)
@once
def propose(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Propose what to do about a source."""
    finding = the_finding(request, slug, key, PROPOSE)
    asked = finding.alert.indicator_id
    form = _mitigation_form(request.POST or None, request, finding, initial={"indicator": str(asked or "")})

    def act() -> None:
        findings.propose_mitigation(actor=request.user, finding=finding, proposal=form.proposal())

    if carried_out(request, form, act, _("It is proposed; piloting decides, at a meeting or in writing.")):
        return redirect("monitoring:alert", slug=slug, key=finding.alert.key)
    return _about(request, form, finding.alert, _("What is proposed, with which effect and at what cost?"))


@requires(PROPOSE)
@once
def edit(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Change a proposal that waits for a decision."""
    row = the_mitigation(request, slug, key, PROPOSE)
    [view] = mitigation_views([row])
    form = _mitigation_form(request.POST or None, request, row.finding, **_written(view))

    def act() -> None:
        findings.change_mitigation(
            actor=request.user, mitigation=row, proposal=form.proposal(), revision=form.cleaned_data["revision"] or 0
        )

    def fresh() -> MitigationForm:
        [now] = mitigation_views([the_mitigation(request, slug, key, PROPOSE)])
        return _mitigation_form(None, request, row.finding, **_written(now))

    if carried_out(request, form, act, _("The proposal is changed."), fresh):
        return redirect("monitoring:mitigation", slug=slug, key=key)
    return _about(request, form, row.finding.alert, _("What is proposed, with which effect and at what cost?"))


def _mitigation_form(data: Any, request: HttpRequest, finding: Finding, **more: Any) -> MitigationForm:
    track = queries.kept_track(request.user, finding.alert.strategy, timezone.localdate())
    return MitigationForm(data, readings=track.readings, **more)


def _written(view: "MitigationView") -> dict[str, Any]:
    row, node = view.row, view.node
    initial = {name: plain(getattr(row, name)) for name in ("expected_value", "cost_low", "cost_high")} | {
        "indicator": str(row.indicator_id), "expected_on": row.expected_on, "revision": node.revision if node else 0,
    }  # fmt: skip
    return {"initial": initial, "texts": {"title": node.title, "text": node.text} if node else None}


@requires(PROPOSE)
@once
def withdraw(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Take a proposal back."""
    row = the_mitigation(request, slug, key, PROPOSE)
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        findings.withdraw_mitigation(actor=request.user, mitigation=row, reasons=form.texts("reasons"))

    if carried_out(request, form, act, _("The proposal is taken back; it stays on record.")):
        return redirect("monitoring:mitigation", slug=slug, key=key)
    return _on(request, form, row, _("Why is this proposal taken back?"))


@requires(DECIDE)
@once
def decide(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Accept or reject a proposal, at a meeting or in writing."""
    row = the_mitigation(request, slug, key, DECIDE)
    bodies = visible_bodies(request.user).filter(strategy=row.strategy)
    asked = {"meeting": request.GET.get("meeting", "")}
    form = DecideForm(request.POST or None, meetings=deciding_meetings(row.strategy), bodies=bodies, initial=asked)

    def act() -> None:
        deciding.decide_mitigation(actor=request.user, mitigation=row, **form.decided())

    if carried_out(request, form, act, _("It is decided; monitoring hears of it.")):
        return redirect("monitoring:mitigation", slug=slug, key=key)
    return _on(request, form, row, _("What is decided on this proposal?"))


@requires(LOOK)
@once
def effect(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Look at what came of an accepted mitigation."""
    row = the_mitigation(request, slug, key, LOOK)
    form = EffectForm(request.POST or None)

    def act() -> None:
        findings.note_effect(actor=request.user, mitigation=row, note=form.cleaned_data["note"])

    if carried_out(request, form, act, _("It is noted what came of it.")):
        return redirect("monitoring:mitigation", slug=slug, key=key)
    found, point = findings.effect_now(row, timezone.localdate())
    said = effect_words(found, point.value if point else None, point.at if point else None, row)
    return form_page(request, form, title=_("What came of this mitigation?"), strategy=row.strategy, lead=said)


def _about(request: HttpRequest, form: Any, alert: Alert, title: str) -> HttpResponse:
    [view] = views_of([alert])
    return form_page(request, form, title=title, strategy=alert.strategy, lead=headline(view))


def _on(request: HttpRequest, form: Any, row: Mitigation, title: str) -> HttpResponse:
    [view] = mitigation_views([row])
    lead = f"{view.node.code} {view.node}" if view.node else ""
    return form_page(request, form, title=title, strategy=row.strategy, lead=lead)
