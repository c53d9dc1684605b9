"""The pilot of the demonstration: the trade mission was delivered once, assessed and decided; all of it is invented.

Loading twice changes nothing: a site that has a pilot stays as it is.
"""

from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from beffroi.web.chain.queries import nodes_of
from beffroi.web.services import actions
from beffroi.web.services.demo import hold_seats
from beffroi.web.services.models import Offer, Pilot, Service, Session, SurveyAnswer, SurveyInvitation
from beffroi.web.services.pilot_states import STEPS

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

CODES = {
    "awareness": "B1", "cluster": "B2", "services": "B3", "conditions": "B3", "promotion": "B4", "provision": "B5",
    "assessment": "B6", "decision": "B7",
}  # fmt: skip
"""The actions of the roadmap of the published case."""
WEEKS_AGO = 6
LENGTH = timedelta(days=3, hours=8)
Found = dict[str, Any]


def load_demo_pilot(strategy: "Strategy") -> None:
    """Carry the pilot through its steps to a decision that others replicate it."""
    offer = Offer.objects.select_related("service__cluster").order_by("pk").first()
    body = strategy.bodies.filter(code="SG").first()
    if offer is None or body is None or Pilot.objects.exists():
        return
    text = (files("beffroi.web.services") / "data" / "demo_pilot.yaml").read_text(encoding="utf-8")
    more = yaml.safe_load(text)
    cluster = offer.service.cluster
    with transaction.atomic():
        made = Pilot(strategy=strategy, cluster=cluster, body=body, title=more["title"], is_illustrative=True)
        pilot = actions.start_pilot(actor=None, pilot=made)
        _carried(pilot)
        for step in STEPS[:-1]:
            _supply(pilot, step, offer, more)
            pilot = actions.advance(actor=None, pilot=pilot, step=step)
        actions.decide_pilot(actor=None, pilot=pilot, outcome="replicate", reasons=more["reasons"])


def _carried(pilot: Pilot) -> None:
    """A public body carries each step, by the actions of the roadmap that the published case has for them."""
    model: Any = pilot.steps.model._meta.get_field("organisation").related_model
    public = model._default_manager.filter(helix="government").order_by("pk").last()
    found: Any = public or model._default_manager.order_by("pk").first()
    nodes = nodes_of(pilot.strategy.living, "action") if pilot.strategy.living else []
    items = {node.code: node.item_id for node in nodes}
    planned = {one.item_id: one for one in pilot.strategy.actions.all()}
    for step in pilot.steps.select_related("pilot").order_by("pk"):
        said: Found = {"organisation": found}
        if action := planned.get(items.get(CODES[step.step], 0)):
            said["action"] = action
        actions.save_step(actor=None, step=step, said=said)


def _supply(pilot: Pilot, step: str, offer: Offer, more: Found) -> None:
    if step in more["paper"]:
        words = f"{more['title']['fr']} (démo)\n".encode()
        upload = SimpleUploadedFile(more["paper"][step], words, content_type="text/plain")
        actions.add_document(actor=None, step=pilot.steps.get(step=step), upload=upload)
    if step == "services":
        _compare(pilot, offer, more)
    elif step == "conditions":
        actions.keep_appraisal(actor=None, pilot=pilot, kind="price", text=more["price"])
        actions.save_pilot(actor=None, pilot=pilot, said={"offer": offer})
        actions.set_criteria(actor=None, pilot=pilot, least=more["criteria"])
    elif step == "provision":
        _deliver(offer, more["bookings"])
    elif step == "assessment":
        _assess(pilot, more)


def _compare(pilot: Pilot, offer: Offer, more: Found) -> None:
    chosen = more["chosen"]
    answered = [(offer.service, chosen["said"] | {"reasons": chosen["reasons"]})]
    for one in more["others"]:
        service = Service(cluster=pilot.cluster, is_illustrative=True)
        names = ("name", "summary", "is_in_remit")
        made = actions.save_service(actor=None, service=service, said={name: one[name] for name in names})
        answered.append((made, one["said"] | {"reasons": one["reasons"]}))
    for service, said in answered:
        actions.compare(actor=None, pilot=pilot, service=service, said=said)
    actions.choose_service(actor=None, pilot=pilot, service=offer.service)


def _deliver(offer: Offer, bookings: list[Found]) -> None:
    """A session that was booked, and then lay in the past: made to come first, for nothing is booked afterwards."""
    soon = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=60)
    said = {
        "starts_at": soon, "ends_at": soon + LENGTH, "closes_at": soon - timedelta(days=1), "capacity": 20,
        "minimum": 12, "place": "Malmö", "hours": 28,
    }  # fmt: skip
    session = actions.save_session(actor=None, session=Session(offer=offer), said=said)
    for one in bookings:
        people = [{"name": f"{one['firm']} {number}"} for number in range(1, one["seats"] + 1)]
        booking = hold_seats(session, one, key="pilot")
        actions.confirm(actor=None, booking=booking, attendees=people)
    held = soon - timedelta(days=60, weeks=WEEKS_AGO)
    times = {"starts_at": held, "ends_at": held + LENGTH, "closes_at": held - timedelta(days=1)}
    Session.objects.filter(pk=session.pk).update(**times)
    session.bookings.update(confirmed_at=held - timedelta(days=30))
    for booking in session.bookings.all():
        booking.attendees.update(state="attended", checked_in_at=held)
    actions.step_session(actor=None, session=session, step="hold")


def _assess(pilot: Pilot, more: Found) -> None:
    """Answers as if they had come by link, the costs and benefits, the lessons."""
    for group, answers in more["answers"].items():
        words = more["words"].get(group, [])
        SurveyInvitation.objects.bulk_create(
            SurveyInvitation(pilot=pilot, group=group, has_answered=True, address_digest=f"demo-{group}-{number}")
            for number in range(len(answers) + 2)
        )
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(
                pilot=pilot, group=group, satisfied=satisfied, recommends=recommends,
                words=words[number] if number < len(words) else "",
            )
            for number, (satisfied, recommends) in enumerate(answers)
        )  # fmt: skip
    actions.keep_appraisal(actor=None, pilot=pilot, kind="costs", text=more["costs"])
    actions.save_pilot(actor=None, pilot=pilot, said={"lessons": more["lessons"]})
