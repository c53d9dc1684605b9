"""Bodies of a strategy for tests, made by the real actions."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.piloting.actions import (
    add_deliverable,
    change_mandate,
    enter_amount,
    give_term,
    hold_meeting,
    plan_meeting,
    save_body,
    save_due_decision,
    save_flow,
    save_risk,
    save_seat,
    save_source,
    start_mandate,
)
from beffroi.web.piloting.models import (
    Action,
    Body,
    Decision,
    Flow,
    FundingSource,
    Issue,
    LedgerEntry,
    Meeting,
    Responsibility,
    Risk,
    Seat,
    Term,
)
from beffroi.web.strategy.actions import create_strategy
from beffroi.web.strategy.models import Strategy

FUNCTIONS = {"SG": "piloting", "WG": "piloting", "ME": "monitoring_evaluation", "EXT": "evaluation"}


def strategy(title: str = "Test strategy") -> Strategy:
    """A strategy with an open draft; the same title gives the same one."""
    found = Strategy.objects.filter(title__en=title).first()
    return found or create_strategy(actor=None, title={"en": title}, region="BE3", starts=date(2021, 1, 1))


def body(code: str = "SG", of: Strategy | None = None, **fields: Any) -> Body:
    """A body by its code; the same code gives the same one."""
    of = of or strategy()
    found = Body.objects.filter(strategy=of, code=code).first()
    details = {"code": code, "name": {"en": f"Body {code}"}, "kind": "other", "function": FUNCTIONS[code]} | fields
    return found or save_body(actor=None, strategy=of, details=details)


def seat(of: Body | None = None, helix: str = "industry", **fields: Any) -> Seat:
    """A new seat."""
    return save_seat(actor=None, body=of or body(), details={"helix": helix, "label": {"en": "A firm"}} | fields)


def term(of: Body | None = None, person: Any = None, **fields: Any) -> Term:
    """Somebody in a new seat of a body, since 2021 unless said otherwise."""
    fields = {"starts": date(2021, 1, 1)} | fields
    return give_term(actor=None, seat=seat(of), person=person or cast.person("Sitter"), **fields)


def meeting(of: Body | None = None, **fields: Any) -> Meeting:
    """A planned meeting in three days, unless said otherwise."""
    starts = fields.pop("starts_at", timezone.now() + timedelta(days=3))
    details = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)} | fields
    return plan_meeting(actor=None, body=of or body(), details=details)


def held(of: Body | None = None, present: Any = None) -> Meeting:
    """A meeting of three hours ago, and who was there: everybody, unless said otherwise."""
    planned = meeting(of, starts_at=timezone.now() - timedelta(hours=3))
    if present is None:
        return held_of(planned)
    return hold_meeting(actor=None, meeting=planned, present={person.pk for person in present})


def hours_ago(hours: int) -> datetime:
    """So many hours ago."""
    return timezone.now() - timedelta(hours=hours)


def held_of(planned: Meeting) -> Meeting:
    """A meeting that was planned and to which everybody came."""
    return hold_meeting(actor=None, meeting=planned, present=everybody(planned.body))


def everybody(of: Body) -> set[int]:
    """Who sits in a body; somebody is seated where nobody does."""
    if not Term.objects.filter(seat__body=of).exists():
        term(of, person=cast.person(f"Member of {of.code}"))
    return set(Term.objects.filter(seat__body=of).values_list("person", flat=True))


def action(title: str, owner: Body | None = None, after: Action | None = None, **dates: Any) -> Action:
    """An action that a body answers for, after another one if that is given."""
    owner = owner or body()
    space = owner.strategy.living
    assert space is not None
    node = add_node(actor=None, space=space, kind="action", title={"en": title})
    baseline = {f"baseline_{name}": day for name, day in dates.items()}
    made = Action.objects.create(strategy=owner.strategy, item=node.item, **dates, **baseline)
    Responsibility.objects.create(action=made, part="R", body=owner)
    if after is not None:
        add_link(actor=None, space=space, kind="precedes", source=after.item, target=node.item)
    return made


def risk(title: str = "Too few resources") -> Risk:
    """A risk that is not rated yet."""
    return save_risk(actor=None, strategy=strategy(), title={"en": title}, text={}, details={})


def issue() -> Issue:
    """An open issue."""
    space = strategy().living
    assert space is not None
    node = add_node(actor=None, space=space, kind="issue", title={"en": "Money ran out"})
    return Issue.objects.create(strategy=strategy(), item=node.item, opened_on=timezone.localdate())


def source(code: str = "SPW", of: Strategy | None = None) -> FundingSource:
    """A source of funds."""
    return save_source(actor=None, strategy=of or strategy(), code=code, name={"en": f"Budget of {code}"})


def amount(item: Any = None, kind: str = "budget", amount: int = 1000, **fields: Any) -> LedgerEntry:
    """An amount of the test strategy's ledger, entered for an action."""
    held = fields.pop("source", None) or FundingSource.objects.filter(strategy=strategy()).first() or source()
    given = {"on": timezone.localdate()} | fields
    item = item or action("Recruit two co-managers").item
    return enter_amount(
        actor=None, strategy=strategy(), item=item, source=held, kind=kind, amount=Decimal(amount), **given
    )


def flow(proof: str = "noted", **fields: Any) -> Flow:
    """A flow from the Steering Group to the M&E unit, agreed four weeks ago."""
    starts = timezone.localdate() - timedelta(weeks=4)
    given = {"sender": body("SG"), "recipient": body("ME"), "days": 7, "every_weeks": 2, "starts": starts} | fields
    return save_flow(actor=None, strategy=strategy(), details={"what": {"en": "Minutes"}, "proof": proof} | given)


def page_of(of: Meeting) -> str:
    """The address of a meeting."""
    return f"/pilot/{of.body.strategy.slug}/meetings/{of.key}/"


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of piloting speaks of."""
    sitting = term()
    mandate = start_mandate(actor=None, body=sitting.seat.body)
    change_mandate(actor=None, mandate=mandate, text={"en": "Lead."}, tasks={}, parties=["The Minister"])
    entry = amount()
    proof = add_deliverable(actor=None, roadmap_action=entry.item.action, title={"en": "A report"})
    return SimpleNamespace(
        deliverable=proof, entry=entry,
        seat=sitting.seat, term=sitting, party=mandate.parties.get(), meeting=meeting(sitting.seat.body),
        risk=risk(), issue=issue(), flow=flow(), due=due(sitting.seat.body),
    )  # fmt: skip


def due(of: Body | None = None) -> Decision:
    """A decision that a body has to take within a month."""
    day = timezone.localdate() + timedelta(days=30)
    return save_due_decision(actor=None, body=of or body(), title={"en": "Open the call"}, text={}, due_on=day)


def decision(of: Body | None = None) -> Decision:
    """A decision that a body took today."""
    of = of or body()
    assert of.strategy.living is not None
    node = add_node(actor=None, space=of.strategy.living, kind="decision", title={"en": "Go on"})
    today = timezone.localdate()
    return Decision.objects.create(strategy=of.strategy, item=node.item, body=of, state="taken", taken_on=today)
