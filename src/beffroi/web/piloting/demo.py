"""Piloting of the Walloon strategy for a demonstration: who sits where, what was held and decided, how risks stand.

Loading twice changes nothing: a strategy of which a seat is held stays as it is.
"""

from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction
from django.utils import timezone

from beffroi.web.accounts.demo import acting_for, demo_person
from beffroi.web.chain.queries import nodes_of
from beffroi.web.core.actions import action
from beffroi.web.core.audit import record
from beffroi.web.piloting.actions import (
    add_deliverable,
    agree_mandate,
    build_agenda,
    change_mandate,
    decide,
    give_term,
    hold_meeting,
    invite,
    plan_meeting,
    rate_risk,
    report_deliverable,
    save_body,
    save_due_decision,
    save_seat,
    set_state,
    start_mandate,
    step_mandate,
    write_minutes,
)
from beffroi.web.piloting.demo_money import load_flows, load_money
from beffroi.web.piloting.models import Action, Body, Meeting, Responsibility, Risk, Term

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

TEN = time(10)
WEEKS_AT_WORK = 40
"""For how long the bodies have been at work."""


def load_demo_piloting(strategy: "Strategy") -> None:
    """Fill the bodies, the roadmap and the risks of the demonstration."""
    if Term.objects.filter(seat__body__strategy=strategy).exists():
        return
    text = (files("beffroi.web.piloting") / "data" / "demo.yaml").read_text(encoding="utf-8")
    more, manager = yaml.safe_load(text), demo_person("co-manager")
    with transaction.atomic():
        bodies = {body.code: body for body in Body.objects.filter(strategy=strategy)}
        for code, one in more["bodies"].items():
            bodies[code] = _body(manager, bodies[code], one)
        _roadmap(actor=manager, strategy=strategy, bodies=bodies, more=more["roadmap"])
        for code, one in more["bodies"].items():
            _meetings(manager, bodies, code, one, more)
        for code, one in more["mandates"].items():
            _mandate(manager, bodies[code], one)
        _risks(actor=manager, strategy=strategy, bodies=bodies, more=more["risks"])
        load_money(manager, strategy, more["money"])
        load_flows(manager, strategy, more["flows"], _weeks_ago(WEEKS_AT_WORK))


def _weeks_ago(weeks: float) -> date:
    """A day some weeks ago; at a weekend the Friday before."""
    day = timezone.localdate() - timedelta(days=round(7 * weeks))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _body(manager: Any, body: Body, one: dict[str, Any]) -> Body:
    """Since when it works and how often it meets; its seats, and who holds them."""
    began = _weeks_ago(WEEKS_AT_WORK)
    details = {"code": body.code, "function": body.function, "cadence_weeks": one.get("cadence"), "started_on": began}
    body = save_body(actor=manager, strategy=body.strategy, body=body, details=details)
    held = list(body.seats.all())
    for number, (side, *holder) in enumerate(one["seats"]):
        known = held[number] if number < len(held) else None
        seat = save_seat(actor=manager, body=body, seat=known, details={"helix": side})
        for address in holder:
            person = demo_person(address)
            give_term(actor=manager, seat=seat, person=person, organisation=acting_for(person), starts=began)
    return body


def _meetings(manager: Any, bodies: dict[str, Body], code: str, one: dict[str, Any], more: dict[str, Any]) -> None:
    """What was held, with its minutes and what the last one decided; what is due and what is planned."""
    held, body = one.get("held", ()), bodies[code]
    for number, (weeks, present, asked, sent) in enumerate(held, 1):
        meeting = _planned(manager, body, weeks)
        build_agenda(actor=manager, meeting=meeting)
        meeting = hold_meeting(actor=manager, meeting=meeting, present={demo_person(one).pk for one in present})
        is_last = number == len(held)
        if is_last and code in more["minutes"]:
            _decided(manager, meeting, more["minutes"][code], bodies)
        else:
            write_minutes(actor=manager, meeting=meeting, minutes=more["said"], points={})
        _past(actor=manager, meeting=meeting, asked=asked, sent=sent, waits=is_last and one.get("waits", False))
    if code in more["due"]:
        due = more["due"][code]
        day = timezone.localdate() + timedelta(weeks=due["weeks"])
        save_due_decision(actor=manager, body=body, title=due["title"], text=due["text"], due_on=day)
    if "planned" in one:
        meeting = _planned(manager, body, -one["planned"])
        build_agenda(actor=manager, meeting=meeting)
        invite(actor=manager, meeting=meeting)


@action
def _past(*, actor: Any, meeting: Meeting, asked: int, sent: int, waits: bool) -> None:
    """When the members were invited, the minutes went out and were approved: in the past, so without notices."""
    day = timedelta(days=1)
    meeting.refresh_from_db()
    meeting.invited_at, meeting.circulated_at = meeting.starts_at - asked * day, meeting.ends_at + sent * day
    meeting.minutes_state = Meeting.Minutes.CIRCULATED
    if not waits:
        meeting.minutes_state, meeting.approved_by = Meeting.Minutes.APPROVED, actor
        meeting.approved_at = meeting.circulated_at + 7 * day
    meeting.save()
    record(actor, "loaded the demonstration", meeting, after={"minutes": meeting.minutes_state})


def _planned(manager: Any, body: Body, weeks: float) -> Meeting:
    starts = timezone.make_aware(datetime.combine(_weeks_ago(weeks), TEN))
    return plan_meeting(actor=manager, body=body, details={"starts_at": starts, "ends_at": starts + timedelta(hours=2)})


def _decided(manager: Any, meeting: Meeting, said: dict[str, Any], bodies: dict[str, Body]) -> None:
    """What was said at a meeting, and the decision that it took."""
    write_minutes(actor=manager, meeting=meeting, minutes=said["said"], points={})
    begins, owner = timezone.localdate(), bodies[said["body"]]
    decide(
        actor=manager, meeting=meeting, title=said["decision"], reasons=said["reasons"],
        new_action={"title": said["action"], "start": begins, "end": begins + timedelta(weeks=8), "body": owner},
    )  # fmt: skip


def _mandate(manager: Any, body: Body, one: dict[str, Any]) -> None:
    """The mandate of a body, as far as it has come."""
    mandate = start_mandate(actor=manager, body=body)
    mandate = change_mandate(
        actor=manager, mandate=mandate, text=one["text"], tasks=one["tasks"], parties=list(one["parties"])
    )
    for step in one["steps"]:
        mandate = step_mandate(actor=manager, mandate=mandate, step=step)
    for party in mandate.parties.all():
        if signed_by := one["parties"][party.name]:
            agree_mandate(actor=manager, party=party, signed_by=signed_by, on=_weeks_ago(30))


@action
def _roadmap(*, actor: Any, strategy: "Strategy", bodies: dict[str, Body], more: dict[str, Any]) -> None:
    """One body is accountable for each action; some are done, and something proves it."""
    codes = {node.item_id: node.code for node in nodes_of(strategy.living, "action")} if strategy.living else {}
    actions = {codes[one.item_id]: one for one in Action.objects.filter(strategy=strategy)}
    of = {"A": more["accountable"]["GOV"], "B": more["accountable"]["SOD"]}
    Responsibility.objects.bulk_create(
        Responsibility(action=one, part="A", body=bodies[of[code[0]]]) for code, one in actions.items()
    )
    for code, title in more["done"].items():
        proof = add_deliverable(actor=actor, roadmap_action=actions[code], title=title, due_on=actions[code].end)
        day = actions[code].end or timezone.localdate()
        report_deliverable(actor=actor, deliverable=proof, on=day, note=title)
        set_state(actor=actor, roadmap_action=actions[code], state=Action.State.DONE, on=day)
    record(actor, "loaded the demonstration", strategy, after={"actions": len(actions)})


@action
def _risks(*, actor: Any, strategy: "Strategy", bodies: dict[str, Body], more: dict[str, Any]) -> None:
    """Each risk rated once, with who watches it."""
    nodes = {node.code: node for node in nodes_of(strategy.living, "risk")} if strategy.living else {}
    for code, (likelihood, impact, likelihood_after, impact_after) in more["ratings"].items():
        rate_risk(
            actor=actor, strategy=strategy, item=nodes[code].item, likelihood=likelihood, impact=impact,
            likelihood_after=likelihood_after, impact_after=impact_after,
            review_on=timezone.localdate() + timedelta(weeks=12), note=more["note"],
        )  # fmt: skip
    Risk.objects.filter(strategy=strategy).update(owner=bodies[more["owner"]])
    record(actor, "loaded the demonstration", strategy, after={"risks": len(nodes)})
