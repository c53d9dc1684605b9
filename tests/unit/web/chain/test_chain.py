"""The chain: nodes, links and evidence are written under the permissions of their kinds, walked both ways, frozen."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.unit.web import cast

from beffroi.web.chain.actions import (
    add_evidence,
    add_link,
    add_node,
    change_node,
    copy_space,
    freeze_space,
    remove_node,
)
from beffroi.web.chain.actions.writing import Outdated, StillNeeded
from beffroi.web.chain.models import Evidence, Item, Link, Node, Space
from beffroi.web.chain.permissions import readable
from beffroi.web.chain.queries import graph_of, what_for, why
from beffroi.web.core.permissions import allows
from beffroi.web.strategy.actions import create_strategy, publish_version, start_version
from beffroi.web.strategy.models import Strategy

pytestmark = pytest.mark.django_db


def strategy() -> Strategy:
    return create_strategy(actor=None, title={"en": "Test strategy"}, region="BE3", starts=date(2021, 1, 1))


def draft(of: Strategy) -> Space:
    return of.versions.get(status="draft").space


def node(space: Space, kind: str, title: str) -> Node:
    return add_node(actor=None, space=space, kind=kind, title={"en": title})


def small_chain(space: Space) -> dict[str, Node]:
    """Factor → challenge → objective → intervention, a driver beside, evidence on the factor."""
    made = {
        kind: node(space, kind, f"The {kind}")
        for kind in ("factor", "driver", "challenge", "specific_objective", "intervention")
    }
    for kind, source, target in (
        ("grounds", "factor", "challenge"),
        ("causes", "driver", "challenge"),
        ("answered_by", "challenge", "specific_objective"),
        ("served_by", "specific_objective", "intervention"),
    ):
        add_link(actor=None, space=space, kind=kind, source=made[source].item, target=made[target].item)
    add_evidence(actor=None, of=made["factor"], kind="document", source="A report")
    return made


def titles(walk: Any) -> list[str]:
    return [str(step.node) for step in walk.steps]


def test_why_walks_up_to_the_evidence_with_one_recursive_query() -> None:
    space = draft(strategy())
    made = small_chain(space)
    with CaptureQueriesContext(connection) as queries:
        walk = why([space], made["intervention"].item)
    assert titles(walk) == [
        "The intervention", "The specific_objective", "The challenge", "The factor", "The driver",
    ]  # fmt: skip
    assert [one.source for one in walk.evidence] == ["A report"]
    assert len(queries) == 3
    assert sum("RECURSIVE" in query["sql"] for query in queries.captured_queries) == 1


def test_what_for_walks_down_to_what_depends_on_it() -> None:
    space = draft(strategy())
    made = small_chain(space)
    assert titles(what_for([space], made["challenge"].item)) == [
        "The challenge", "The specific_objective", "The intervention",
    ]  # fmt: skip


def test_codes_follow_each_other_and_a_taken_one_is_refused() -> None:
    space = draft(strategy())
    assert [node(space, "challenge", "x").code for _ in range(3)] == ["C1", "C2", "C3"]
    with pytest.raises(ValidationError, match="C2"):
        add_node(actor=None, space=space, kind="challenge", title={"en": "y"}, code="C2")


def test_a_link_that_closes_a_circle_or_joins_the_wrong_kinds_is_refused() -> None:
    space = draft(strategy())
    one, other = node(space, "effect", "a"), node(space, "effect", "b")
    add_link(actor=None, space=space, kind="leads_to", source=one.item, target=other.item)
    with pytest.raises(ValidationError, match="circle"):
        add_link(actor=None, space=space, kind="leads_to", source=other.item, target=one.item)
    with pytest.raises(ValidationError, match="cannot be linked"):
        add_link(actor=None, space=space, kind="answered_by", source=one.item, target=other.item)


def test_the_second_of_two_editors_learns_what_the_first_wrote() -> None:
    space = draft(strategy())
    made = node(space, "challenge", "Too little collaboration")
    editor = cast.co_manager()
    change_node(actor=editor, node=made, revision=1, title={"en": "First"}, text={}, details={})
    with pytest.raises(Outdated) as refused:
        change_node(actor=editor, node=made, revision=1, title={"en": "Second"}, text={}, details={})
    assert refused.value.current.title == {"en": "First"}
    assert Node.objects.get(pk=made.pk).title == {"en": "First"}


def test_what_others_rest_on_cannot_be_removed() -> None:
    space = draft(strategy())
    made = small_chain(space)
    with pytest.raises(StillNeeded, match="The intervention"):
        remove_node(actor=cast.co_manager(), node=made["specific_objective"])
    remove_node(actor=cast.co_manager(), node=made["intervention"])
    assert not Node.objects.filter(pk=made["intervention"].pk).exists()


def test_a_published_version_is_never_changed_not_even_by_the_database() -> None:
    held = strategy()
    space = draft(held)
    made = small_chain(space)
    publish_version(actor=cast.co_manager(), version=held.versions.get())
    with pytest.raises(ValidationError, match="never changed"):
        node(Space.objects.get(pk=space.pk), "challenge", "late")
    for write in (
        lambda: Node.objects.filter(pk=made["factor"].pk).update(title={"en": "x"}),
        lambda: Link.objects.filter(space=space).delete(),
        lambda: Evidence.objects.filter(space=space).update(source="x"),
        lambda: Node.objects.create(space=space, item=Item.objects.create(kind="challenge"), title={"en": "x"}),
        lambda: Space.objects.filter(pk=space.pk).update(frozen_at=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_a_new_version_says_the_same_of_the_same_items() -> None:
    held = strategy()
    small_chain(draft(held))
    publish_version(actor=cast.co_manager(), version=held.versions.get())
    version = start_version(actor=cast.co_manager(), strategy=held)
    old, new = (graph_of([one.space]) for one in (version.based_on, version))
    assert old.nodes == new.nodes
    assert {(link.kind, link.source, link.target) for link in old.links} == {
        (link.kind, link.source, link.target) for link in new.links
    }
    assert Evidence.objects.filter(space=version.space).count() == 1


def test_only_those_whom_the_kind_permits_may_write() -> None:
    space = draft(strategy())
    for somebody in (cast.person(), cast.reader(), cast.m_and_e_officer(), cast.cluster_manager()):
        with pytest.raises(PermissionDenied):
            add_node(actor=somebody, space=space, kind="challenge", title={"en": "x"})
    with pytest.raises(PermissionDenied):
        add_node(actor=cast.co_manager(), space=space, kind="unheard_of", title={"en": "x"})


def test_who_reads_a_space_agrees_with_the_query() -> None:
    held = strategy()
    closed = draft(held)
    opened = freeze_space(actor=None, space=copy_space(actor=None, source=closed))
    people = [
        cast.person(), cast.reader(), cast.adviser(), cast.evaluator(), cast.m_and_e_officer(), cast.co_manager(),
        cast.cluster_manager(), cast.administrator(), cast.with_role("reader", "Scoped", of=held),
    ]  # fmt: skip
    for somebody in people:
        seen = set(Space.objects.filter(readable(somebody)).values_list("pk", flat=True))
        for space in (closed, opened, held.living):
            assert (space.pk in seen) is allows(somebody, "chain.view_space", space), (somebody, space.pk)
    assert not allows(cast.person(), "chain.view_space", closed)
    assert allows(cast.person(), "chain.view_space", opened)
