"""A new vintage: what rests on its pin is marked, managers and owners are told once, a click reviews it."""

import pytest
from django.urls import reverse
from tests.unit.web import cast, cast_piloting, cast_strategy
from tests.unit.web.observatory.test_pins import TARGET, revised

from beffroi.web.chain.actions import add_evidence, add_link
from beffroi.web.chain.models import Evidence, Node
from beffroi.web.core.models import Notification
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.piloting.models import Action
from beffroi.web.strategy.jobs import review_evidence

pytestmark = pytest.mark.django_db
__all__ = ["revised"]


def test_a_new_vintage_marks_what_rests_on_it_and_tells_managers_once(revised: object) -> None:
    held = cast_strategy.published()
    cast_strategy.node(held.version.space, "challenge", "Beside")
    pin = pin_evidence(actor=cast.co_manager(), target=TARGET)
    add_evidence(actor=cast.co_manager(), of=held.nodes["challenge"], kind="figure", pin=pin.key)
    assert review_evidence() == 0
    assert callable(revised)
    revised()
    assert review_evidence() == 3
    marked = Node.objects.exclude(review_since=None)
    assert {node.item.kind for node in marked} == {"challenge", "specific_objective", "intervention"}
    assert "Beside" not in {node.title["en"] for node in marked}
    assert Evidence.objects.get(pin=pin).state == "revised"
    assert review_evidence() == 0
    told = Notification.objects.get(person=cast.co_manager(), kind="strategy.revised")
    assert "3 elements" in told.texts["en"]["body"]


def test_owners_of_open_actions_that_rest_on_it_are_told_and_nobody_else(revised: object) -> None:
    held = cast_strategy.published()
    group = cast_piloting.body(of=held.strategy)
    owner, other = cast.person("Owner"), cast.person("Other")
    cast_piloting.term(group, owner)
    cast_piloting.term(cast_piloting.body("WG", of=held.strategy), other)
    actions = [cast_piloting.action(title, group) for title in ("Rests on it", "Beside it", "Called off")]
    for one in (actions[0], actions[2]):
        ends = {"source": held.nodes["intervention"].item, "target": one.item}
        add_link(actor=None, space=held.strategy.living, kind="carried_out_by", **ends)
    Action.objects.filter(pk=actions[2].pk).update(state="cancelled")
    pin = pin_evidence(actor=cast.co_manager(), target=TARGET)
    add_evidence(actor=cast.co_manager(), of=held.nodes["challenge"], kind="figure", pin=pin.key)
    assert callable(revised)
    revised()
    assert review_evidence() == 5
    assert review_evidence() == 0
    told = Notification.objects.get(kind="strategy.rested")
    assert (told.person, told.link) == (owner, reverse("piloting:my_actions"))
    assert "marked for review" in told.texts["en"]["body"]


def test_a_manager_says_with_one_click_that_it_was_looked_at(revised: object) -> None:
    held = cast_strategy.published()
    pin = pin_evidence(actor=cast.co_manager(), target=TARGET)
    add_evidence(actor=cast.co_manager(), of=held.nodes["challenge"], kind="figure", pin=pin.key)
    assert callable(revised)
    revised()
    review_evidence()
    client = cast.signed_in(cast.co_manager())
    where = {"slug": held.slug, "key": held.nodes["challenge"].item.key}
    draft = reverse("strategy:element", kwargs=where) + "?version=2"
    page = client.get(draft).content.decode()
    assert "To be reviewed" in page
    assert "revised since" in page
    assert client.post(reverse("strategy:element_reviewed", kwargs=where)).status_code == 302
    assert "To be reviewed" not in client.get(draft).content.decode()
    assert Node.objects.get(pk=held.nodes["intervention"].pk).review_since is not None
    assert review_evidence() == 0
