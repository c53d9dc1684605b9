"""Pilots of services on demand for tests, made by the real actions, at whichever step is wanted."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.unit.web import cast, cast_piloting, cast_services

from beffroi.web.services import actions
from beffroi.web.services.models import Pilot, Session, SurveyInvitation
from beffroi.web.services.pilot_states import STEPS

BEST = {"elsewhere": "nowhere", "remit": "ours", "demand": "counted", "capacity": "free"}
PRICE = """\
costs: {fixed: 1200, variable: 80}
capacity: 40
take_up: {pessimistic: 12, expected: 20, optimistic: 30}
membership: {fee: 1500, fee_share: 0.5, member_price: 100, members: 120, uses_per_year: [0, 1, 3, 3, 6]}
protect_share: 0.5
survey:
- {too_cheap: 80, cheap: 200, expensive: 400, too_expensive: 450}
- {too_cheap: 90, cheap: 210, expensive: 390, too_expensive: 460}
draws: 100
"""
COSTS = """\
discount: {financial: 0.04, social: 0.03}
flows:
- {name: preparation, kind: cost, accounts: [financial, economic], amounts: [12000, 0], range: [0.9, 1.3]}
- {name: contracts, kind: benefit, accounts: [economic], amounts: [0, 20000], range: [0.2, 1.5]}
draws: 200
"""
AIDED = PRICE + "state_aid: true\nmarket_price: 500\n"
DECLARED: dict[str, Any] = {"number": "0403091220", "linked": [], "others": []}
WORSE = {"elsewhere": "several_here", "remit": "of_another", "demand": "unseen", "capacity": "none"}


def pilot(title: str = "Trade missions", of: Any = None) -> Pilot:
    """A pilot at its first step; the same title gives the same one."""
    held = Pilot.objects.filter(title__en=title).first()
    if held:
        return held
    made = Pilot(strategy=cast_piloting.strategy(), cluster=of or cast.cluster(), title={"en": title, "fr": "Missions"})
    return actions.start_pilot(actor=None, pilot=made)


def paper(name: str = "notes.csv") -> SimpleUploadedFile:
    """A document."""
    return SimpleUploadedFile(name, b"a,b\n1,2\n", content_type="text/csv")


def supplied(found: Pilot, step: str) -> Pilot:
    """What a step asks for is there."""
    at = found.steps.get(step=step)
    actions.save_step(actor=None, step=at, said={"organisation": cast.organisation()})
    if step in {"awareness", "assessment"}:
        actions.add_document(actor=None, step=at, upload=paper())
    if step == "services":
        offer = cast_services.offer()
        for service, said in ((offer.service, BEST), (cast_services.service(found.cluster), WORSE)):
            actions.compare(actor=None, pilot=found, service=service, said=said)
        actions.choose_service(actor=None, pilot=found, service=offer.service)
    if step == "conditions":
        actions.keep_appraisal(actor=None, pilot=found, kind="price", text=PRICE)
        _priced(found)
        actions.set_criteria(actor=None, pilot=found, least={"bookings": 2, "non_members": 1})
    if step in {"promotion", "provision"}:
        cast_services.promotion() if step == "promotion" else _held(cast_services.first())
    if step == "assessment":
        actions.keep_appraisal(actor=None, pilot=found, kind="costs", text=COSTS)
        cast.co_manager()
        actions.send_survey(actor=None, pilot=found)
        answered(found, "administration", 1)
        actions.save_pilot(actor=None, pilot=found, said={"lessons": {"en": "Begin early."}})
    if step == "decision":
        actions.save_pilot(actor=None, pilot=found, said={"body": cast_piloting.body()})
    found.refresh_from_db()
    return found


def answered(found: Pilot, group: str, many: int, recommends: int = 9, satisfied: int = 4) -> None:
    """So many of a side answer, asked by hand where too few were."""
    waiting = list(found.invitations.filter(group=group, has_answered=False))
    for number in range(many - len(waiting)):
        words = f"{group}-{number}@asked.example"
        waiting.append(
            SurveyInvitation.objects.create(pilot=found, group=group, email=words, address_digest=words[:64])
        )
    for one in waiting[:many]:
        actions.answer_survey(
            actor=None, invitation=one, satisfied=satisfied, recommends=recommends, words=f"{group} says {one.pk}"
        )


def _priced(found: Pilot) -> None:
    offer = cast_services.offer()
    price = {"audience": "non_member", "amount": Decimal(200), "starts": timezone.localdate()}
    actions.set_price(actor=None, offer=offer, said=price | {"rationale": {"words": {"en": "It covers the costs."}}})
    actions.save_pilot(actor=None, pilot=found, said={"offer": offer})


def _held(session: Session) -> None:
    past = timezone.now() - timedelta(days=2)
    times = {"starts_at": past, "ends_at": past + timedelta(hours=4), "closes_at": past - timedelta(days=1)}
    Session.objects.filter(pk=session.pk).update(**times)
    actions.step_session(actor=None, session=session, step="hold")


def at(step: str, title: str = "Trade missions") -> Pilot:
    """A pilot at a step, with nothing missing at those before."""
    found = pilot(title)
    for one in STEPS[: STEPS.index(step)]:
        supplied(found, one)
        found = actions.advance(actor=None, pilot=found, step=one)
    return found


def decided(outcome: str = "replicate") -> Pilot:
    """A pilot about which its body decided."""
    found = supplied(at("decision"), "decision")
    return actions.decide_pilot(actor=None, pilot=found, outcome=outcome, reasons={"en": "All criteria are met."})


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of pilots speaks of."""
    found = supplied(pilot(), "services")
    asked = SurveyInvitation.objects.create(pilot=found, group="members", email="x@firm.example", address_digest="x")
    actions.save_pilot(actor=None, pilot=found, said={"offer": cast_services.offer()})
    for kind, text in (("price", AIDED), ("costs", COSTS)):
        actions.keep_appraisal(actor=None, pilot=found, kind=kind, text=text)
    later = cast_services.session(cast_services.offer(), days=90)
    booking = cast_services.booked(later, name="Aided")
    found.refresh_from_db()
    declared = cast_services.booked(later, name="Declared")
    aid = actions.declare_aid(actor=None, pilot=found, booking=declared, said=DECLARED)
    return SimpleNamespace(pilot=found, service=found.service, invitation=asked, booking=booking, aid=aid)
