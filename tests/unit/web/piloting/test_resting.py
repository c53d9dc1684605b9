"""What rests on an element outside the graph keeps it; decisions of approved minutes never change."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

from beffroi.web.chain.actions import add_node, change_node, merge_nodes, remove_link, remove_node
from beffroi.web.chain.actions.writing import Settled, StillNeeded
from beffroi.web.chain.models import Link, Node
from beffroi.web.piloting import actions
from beffroi.web.piloting.models import Decision, Meeting

pytestmark = pytest.mark.django_db


def node(of: Any) -> Node:
    return Node.objects.select_related("item", "space").get(item=of.item)


def rated() -> Any:
    found = pilot.risk()
    actions.rate_risk(
        actor=None, strategy=found.strategy, item=found.item, likelihood=3, impact=3, likelihood_after=None,
        impact_after=None, review_on=None, note={},
    )  # fmt: skip
    return found


def on_an_agenda() -> Any:
    found = pilot.risk()
    pilot.meeting().agenda.create(title={"en": "Speak"}, item=found.item)
    return found


def decided() -> Decision:
    return actions.decide(
        actor=None, meeting=pilot.held(), title={"en": "Go on"}, reasons={"en": "It works"},
        new_action={"title": {"en": "Write a plan"}, "body": pilot.body()},
    )  # fmt: skip


KEPT: dict[str, tuple[Any, str]] = {
    "money": (lambda: pilot.amount(), "one amount of the ledger"),
    "parts": (lambda: pilot.action("Recruit"), "one responsibility"),
    "rating": (rated, "one rating"),
    "agenda": (on_an_agenda, "a point on the agenda"),
    "issue": (pilot.issue, "say how it ended"),
    "due": (pilot.due, "need not be decided"),
    "taken": (decided, "Others rest|which decided it"),
    "made": (lambda: Link.objects.get(kind="decided", source=decided().item).target.action, "Body SG that decided it"),
}


@pytest.mark.parametrize("what", sorted(KEPT))
def test_what_something_rests_on_is_not_removed_and_says_what(what: str) -> None:
    make, words = KEPT[what]
    found = node(make())
    with pytest.raises(StillNeeded, match=words):
        remove_node(actor=None, node=found)
    page = cast.signed_in(cast.co_manager()).post(f"/strategy/test-strategy/element/{found.item.key}/remove/")
    assert page.status_code == 409
    assert "so it stays" in page.content.decode()
    assert Node.objects.filter(pk=found.pk).exists()


def test_a_duplicate_on_which_something_rests_is_not_merged() -> None:
    kept, other = node(pilot.risk("One")), node(rated())
    with pytest.raises(StillNeeded, match="one rating"):
        merge_nodes(actor=None, kept=kept, duplicate=other, seen=(1, 1), text={}, details={})


def test_a_decision_of_approved_minutes_is_neither_changed_nor_removed() -> None:
    found = decided()
    said = node(found)
    changed = change_node(actor=None, node=said, revision=1, title={"en": "Go on at once"}, text={}, details={})
    Meeting.objects.filter(pk=found.meeting_id).update(minutes_state="approved")
    client, page = cast.signed_in(cast.co_manager()), f"/strategy/test-strategy/element/{found.item.key}/"
    sent = {"title_en": "Quite another", "title_fr": "", "text_en": "", "text_fr": "", "revision": changed.revision}
    for answer in (client.post(f"{page}edit/", sent), client.post(f"{page}remove/")):
        assert answer.status_code == 409
        assert "stands in the approved minutes" in answer.content.decode()
    for write in (
        lambda: remove_node(actor=None, node=said),
        lambda: remove_link(actor=None, link=Link.objects.get(kind="decided")),
        lambda: change_node(actor=None, node=said, revision=2, title={"en": "x"}, text={}, details={}),
    ):
        with pytest.raises(Settled):
            write()
    again = add_node(actor=None, space=said.space, kind="decision", title={"en": "Instead"})
    assert (node(found).title, again.code) == ({"en": "Go on at once"}, "X2")
    remove_node(actor=None, node=again)
    with pytest.raises(ValidationError):
        actions.decide(actor=None, meeting=found.meeting, title={"en": "y"}, reasons={"en": "y"})  # type: ignore[arg-type]
