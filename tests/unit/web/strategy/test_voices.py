"""Comments and requests for a change: said by anybody signed in, decided by co-managers, kept with their author."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from tests.unit.web import cast, cast_strategy

from beffroi.web.accounts.personal_data import ERASERS, EXPORTERS
from beffroi.web.chain.actions import change_node
from beffroi.web.chain.actions.writing import Outdated
from beffroi.web.chain.models import Node
from beffroi.web.core.history import entries_of, in_words
from beffroi.web.core.models import Notification
from beffroi.web.strategy.actions import (
    accept_request,
    comment,
    decline_request,
    request_change,
    withdraw_comment,
    withdraw_request,
)
from beffroi.web.strategy.models import ChangeRequest, Comment

pytestmark = pytest.mark.django_db
PROPOSED = {"title": {"en": "A sharper challenge"}}


def asked(held: Any, who: Any = None) -> ChangeRequest:
    return request_change(
        actor=who or cast.cluster_manager(), strategy=held.strategy, node=held.old["challenge"], text="It is vague",
        proposed=PROPOSED, revision=1,
    )  # fmt: skip


def test_an_accepted_request_changes_the_draft_and_keeps_its_author() -> None:
    held = cast_strategy.published()
    found = asked(held)
    assert Notification.objects.filter(person=cast.co_manager(), kind="strategy.requested").count() == 1
    node = held.nodes["challenge"]
    accept_request(actor=cast.co_manager(), asked=found, node=node, revision=1, reason="Right")
    assert Node.objects.get(pk=node.pk).title == {"en": "A sharper challenge", "fr": "The challenge (fr)"}
    found.refresh_from_db()
    assert (found.state, found.author, found.decided_by) == ("accepted", cast.cluster_manager(), cast.co_manager())
    told = Notification.objects.get(person=cast.cluster_manager(), kind="strategy.decided")
    assert "accepted" in told.texts["en"]["title"]
    assert "Right" in told.texts["en"]["body"]
    entry = entries_of(node)[0]
    [line] = in_words(cast.administrator(), Node, [entry])
    assert (line.who, line.what) == (str(cast.co_manager()), "accepted the request")
    assert [(one.field, one.after) for one in line.changes] == [("Proposed by", str(cast.cluster_manager()))]
    page = cast.signed_in(cast.co_manager()).get(f"/strategy/{held.slug}/element/{node.item.key}/").content.decode()
    assert f"accepted by {cast.co_manager()}" in page


def test_a_request_is_not_applied_over_a_change_that_the_decider_has_not_seen() -> None:
    held = cast_strategy.published()
    found, node = asked(held), held.nodes["challenge"]
    change_node(actor=cast.co_manager(), node=node, revision=1, title={"en": "Meanwhile"}, text={}, details={})
    with pytest.raises(Outdated):
        accept_request(actor=cast.co_manager(), asked=found, node=node, revision=1, reason="Right")
    found.refresh_from_db()
    assert found.state == "open"
    client = cast.signed_in(cast.co_manager())
    page = client.get(reverse("strategy:request", kwargs={"slug": held.slug, "pk": found.pk})).content.decode()
    assert "The element was changed since this was asked" in page
    assert "Meanwhile" in page
    assert "A sharper challenge" in page


def test_a_request_is_decided_once_and_with_a_reason() -> None:
    held = cast_strategy.published()
    found, node = asked(held), held.nodes["challenge"]
    client = cast.signed_in(cast.co_manager())
    address = reverse("strategy:request", kwargs={"slug": held.slug, "pk": found.pk})
    assert client.post(address, {"revision": 1, "decision": "decline", "reason": ""}).status_code == 400
    assert client.post(address, {"revision": 1, "decision": "decline", "reason": "Agreed in 2019"}).status_code == 302
    with pytest.raises(ValidationError, match="already"):
        accept_request(actor=cast.co_manager(), asked=found, node=node, revision=1, reason="x")
    assert Node.objects.get(pk=node.pk).title["en"] == "The challenge"


def test_only_co_managers_decide_and_only_authors_withdraw() -> None:
    held = cast_strategy.published()
    found, node = asked(held), held.nodes["challenge"]
    for somebody in (cast.person(), cast.reader(), cast.m_and_e_officer(), cast.cluster_manager()):
        with pytest.raises(PermissionDenied):
            decline_request(actor=somebody, asked=found, node=node, reason="x")
    with pytest.raises(PermissionDenied):
        withdraw_request(actor=cast.co_manager(), asked=found)
    assert withdraw_request(actor=cast.cluster_manager(), asked=found).state == "withdrawn"
    said = comment(actor=cast.person(), strategy=held.strategy, node=node, text="Well said")
    with pytest.raises(PermissionDenied):
        withdraw_comment(actor=cast.co_manager(), comment=said)
    assert withdraw_comment(actor=cast.person(), comment=said).text == ""


def test_a_request_that_changes_nothing_is_refused() -> None:
    held = cast_strategy.published()
    client = cast.signed_in(cast.person())
    new = reverse("strategy:request_new", kwargs={"slug": held.slug, "key": held.nodes["challenge"].item.key})
    same = {"base_revision": 1, "title_en": "The challenge", "title_fr": "The challenge (fr)", "text": "Because"}
    refused = client.post(new, same)
    assert refused.status_code == 400
    assert "Nothing differs" in refused.content.decode()
    assert client.post(new, same | {"title_en": "Other"}).status_code == 302
    assert ChangeRequest.objects.get().proposed == {"title": {"en": "Other"}}


def test_comments_are_heard_by_insiders_and_their_author_only() -> None:
    held = cast_strategy.published()
    comment(actor=cast.person(), strategy=held.strategy, node=held.old["challenge"], text="Well said")
    page = reverse("strategy:element", kwargs={"slug": held.slug, "key": held.nodes["challenge"].item.key})
    heard = {
        who: "Well said" in cast.signed_in(who).get(page).content.decode()
        for who in (cast.person(), cast.person("Another"), cast.adviser(), cast.co_manager())
    }
    assert list(heard.values()) == [True, False, True, True]


def test_what_a_person_said_is_exported_and_erased() -> None:
    held = cast_strategy.published()
    who = cast.person()
    comment(actor=who, strategy=held.strategy, node=held.old["challenge"], text="Well said")
    asked(held, who)
    assert [row["text"] for row in EXPORTERS["comments_on_strategies"](who)] == ["Well said"]
    assert [row["text"] for row in EXPORTERS["change_requests"](who)] == ["It is vague"]
    assert ERASERS["voices_on_strategies"](who) == 2
    assert Comment.objects.get().text == ""
    request = ChangeRequest.objects.get()
    assert (request.text, request.state) == ("", "withdrawn")
