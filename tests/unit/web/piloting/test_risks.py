"""Risks are rated before and after mitigation, keep their history, and become issues with an action."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_piloting

from beffroi.web.chain.actions import add_node
from beffroi.web.chain.actions.writing import Outdated
from beffroi.web.chain.models import Link, Node
from beffroi.web.core.models import AuditEntry
from beffroi.web.piloting.actions import close_issue, close_risk, rate_risk, risk_happened, save_risk
from beffroi.web.piloting.models import Action, Risk
from beffroi.web.piloting.queries.risks import heat, interventions_of, issues_of, register
from beffroi.web.piloting.risk_rules import LEVELS, Rating, by_cell, is_worse_after, rating
from beffroi.web.piloting.wording import risks_words
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries import the_version

Queries = Callable[..., Any]
levels = st.sampled_from(LEVELS)


@given(levels, levels, levels, levels)
def test_a_worse_rating_has_no_lower_class(one: int, other: int, more: int, much: int) -> None:
    low, high = Rating(min(one, more), min(other, much)), Rating(max(one, more), max(other, much))
    assert low.level <= high.level
    assert 1 <= low.level <= 5
    assert not is_worse_after(high, low)


def test_both_ends_of_the_scale_and_what_is_not_rated() -> None:
    assert [Rating(one, other).level for one, other in ((1, 1), (2, 3), (3, 3), (3, 5), (4, 5), (5, 5))] == [
        1, 2, 3, 4, 5, 5,
    ]  # fmt: skip
    assert rating(None, 3) is None
    assert by_cell([("R1", Rating(1, 2)), ("R2", None), ("R3", Rating(1, 2))]) == {Rating(1, 2): ["R1", "R3"]}


def a_strategy_with_an_intervention() -> tuple[Strategy, Node]:
    held = cast_piloting.strategy()
    space = held.versions.get(status="draft").space
    return held, add_node(actor=None, space=space, kind="intervention", title={"en": "Services on demand"})


def a_risk(of: Strategy, title: str = "Too few resources", **more: Any) -> Risk:
    return save_risk(actor=None, strategy=of, title={"en": title}, text={}, details={}, **more)


def seen(of: Strategy) -> list[Any]:
    return register(of, interventions_of(cast.co_manager(), the_version(cast.co_manager(), of)))


@pytest.mark.django_db
def test_a_risk_threatens_its_intervention_and_is_rated_again_without_losing_the_first_rating() -> None:
    held, intervention = a_strategy_with_an_intervention()
    risk = a_risk(held, intervention=intervention.item)
    for likelihood, after in ((3, 2), (4, 1)):
        rate_risk(
            actor=cast.co_manager(), strategy=held, item=risk.item, likelihood=likelihood, impact=4,
            likelihood_after=after, impact_after=4,
        )  # fmt: skip
    (view,) = seen(held)
    assert [str(one) for one in view.threatens] == ["Services on demand"]
    assert (view.before, view.after, view.earlier) == (Rating(4, 4), Rating(1, 4), Rating(3, 4))
    cells = {(row, cell.impact): cell.codes for row, cells in heat([view], is_after=False) for cell in cells}
    assert [code for code, _key in cells[4, 4]] == [view.node.code]
    assert "16 of 25" in risks_words([view])
    assert AuditEntry.objects.filter(verb="rated").count() == 2


@pytest.mark.django_db
def test_half_a_rating_and_one_that_mitigation_makes_worse_are_refused() -> None:
    held, _intervention = a_strategy_with_an_intervention()
    item = a_risk(held).item
    for more, field in (
        ({"likelihood_after": 2}, "impact_after"),
        ({"likelihood_after": 5, "impact_after": 1}, "likelihood_after"),
    ):
        with pytest.raises(ValidationError) as refused:
            rate_risk(actor=None, strategy=held, item=item, likelihood=3, impact=3, **more)
        assert field in refused.value.message_dict
    assert seen(held)[0].ratings == ()


@pytest.mark.django_db
def test_a_risk_that_happens_becomes_an_issue_with_an_action_once() -> None:
    held, intervention = a_strategy_with_an_intervention()
    risk, actor = a_risk(held, intervention=intervention.item), cast.co_manager()
    node = Node.objects.get(item=risk.item)
    issue = risk_happened(
        actor=actor, strategy=held, node=node, title={"en": "Money ran out"}, step={"en": "Ask for more"},
        start=None, end=None,
    )  # fmt: skip
    action = Action.objects.get()
    assert Link.objects.filter(kind="became", source=risk.item, target=issue.item).exists()
    assert Link.objects.filter(kind="met_by", source=issue.item, target=action.item).exists()
    assert seen(held)[0].state == "happened"
    with pytest.raises(ValidationError, match="no longer open"):
        risk_happened(actor=actor, strategy=held, node=node, title={"en": "x"}, step={"en": "y"}, start=None, end=None)
    with pytest.raises(ValidationError, match="no longer open"):
        close_risk(actor=actor, strategy=held, item=risk.item)
    close_issue(actor=actor, issue=issue, outcome={"en": "The Minister added funds."})
    ((ended, _node),) = issues_of(held)
    assert ended.closed_on is not None
    with pytest.raises(ValidationError, match="closed already"):
        close_issue(actor=actor, issue=issue, outcome={"en": "again"})


@pytest.mark.django_db
def test_the_second_editor_of_a_risk_is_told_and_nothing_is_lost() -> None:
    held, _intervention = a_strategy_with_an_intervention()
    node = Node.objects.get(item=a_risk(held).item)
    save_risk(actor=None, strategy=held, title={"en": "First"}, text={}, details={}, node=node, revision=1)
    with pytest.raises(Outdated):
        save_risk(actor=None, strategy=held, title={"en": "Second"}, text={}, details={}, node=node, revision=1)
    assert Node.objects.get(pk=node.pk).title == {"en": "First"}


@pytest.mark.django_db
def test_only_who_leads_writes_risks() -> None:
    held, _intervention = a_strategy_with_an_intervention()
    risk = a_risk(held)
    for somebody in (cast.person(), cast.reader(), cast.m_and_e_officer(), cast.evaluator(), cast.cluster_manager()):
        with pytest.raises(PermissionDenied):
            save_risk(actor=somebody, strategy=held, title={"en": "x"}, text={}, details={})
        with pytest.raises(PermissionDenied):
            rate_risk(actor=somebody, strategy=held, item=risk.item, likelihood=1, impact=1)
        with pytest.raises(PermissionDenied):
            close_risk(actor=somebody, strategy=held, item=risk.item)


@pytest.mark.django_db
def test_the_pages_of_risks_from_entering_to_closing(django_assert_max_num_queries: Queries) -> None:
    held, intervention = a_strategy_with_an_intervention()
    client: Client = cast.signed_in(cast.co_manager())
    home = f"/pilot/{held.slug}/risks/"
    assert "No risk is watched" in client.get(home).content.decode()
    answer = client.post(f"{home}new/", {"title_en": "Groups do not meet", "intervention": intervention.item_id})
    assert answer.status_code == 302
    key = seen(held)[0].key
    refused = client.post(f"{home}{key}/rate/", {"likelihood": 9, "impact": 3})
    assert refused.status_code == 400
    assert seen(held)[0].before is None
    rated = {"likelihood": 4, "impact": 4, "likelihood_after": 2, "impact_after": 4, "review_on": "2020-01-01"}
    assert client.post(f"{home}{key}/rate/", rated).status_code == 302
    for number in range(20):
        rate_risk(actor=None, strategy=held, item=a_risk(held, f"Risk {number}").item, likelihood=2, impact=2)
    with django_assert_max_num_queries(15):
        text = client.get(home).content.decode()
    assert "Groups do not meet" in text
    assert "review overdue" in text
    with django_assert_max_num_queries(15):
        assert "2020" in client.get(f"{home}{key}/").content.decode()
    assert client.post(f"{home}{key}/close/").status_code == 302
    assert not next(view for view in seen(held) if view.key == key).is_open
