"""Actions of the roadmap: entered, changed, proved and replanned under permission, one thing or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.replan import Change
from beffroi.web.chain.actions import change_node
from beffroi.web.chain.models import Link
from beffroi.web.chain.queries import node_of
from beffroi.web.core.kept import forget_all
from beffroi.web.core.permissions import allows
from beffroi.web.piloting.actions import (
    add_action,
    add_deliverable,
    change_action,
    replan,
    report_deliverable,
    set_state,
)
from beffroi.web.piloting.actions.roadmap import Share, Wish
from beffroi.web.piloting.models import Action, Body
from beffroi.web.piloting.queries.roadmap import findings, kept_roadmap, moves_of, plan_of_strategy, roadmap_of

pytestmark = pytest.mark.django_db
LONG_AGO = date(2021, 1, 15)


def entered(code: str, start: str = "2021-01", end: str = "2021-03", **more: Any) -> Action:
    wish = Wish({"en": f"Action {code}"}, code=code, start=start, end=end, **more)
    return add_action(actor=None, strategy=pilot.strategy(), wish=wish)


def dates(code: str) -> tuple[str, str]:
    one = plan_of_strategy(pilot.strategy()).by_id[code]
    return str(one.start), str(one.end)


def test_a_month_stays_a_month_and_counts_from_its_first_to_its_last_day() -> None:
    made = entered("A1", "2021-02", "2021-02")
    assert (made.start, made.end) == (date(2021, 2, 1), date(2021, 2, 28))
    assert (made.baseline_start, made.baseline_end) == (made.start, made.end)
    assert dates("A1") == ("2021-02", "2021-02")


@pytest.mark.parametrize(
    ("wish", "said"),
    [({"start": "soon"}, "no date"), ({"after": ("A9",)}, "no action A9"), ({"after": ("A1",)}, "after itself")],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_is_entered(wish: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        entered("A1", **wish)
    assert not Action.objects.exists()


def test_a_circle_of_actions_is_refused_and_the_action_stays_as_it_was() -> None:
    first = entered("A1")
    entered("A2", "2021-04", "2021-05", after=("A1",))
    with pytest.raises(ValidationError, match="circle"):
        change_action(
            actor=None, strategy=first.strategy, roadmap_action=first, revision=1,
            wish=Wish({"en": "New"}, code="A1", after=("A2",)),
        )  # fmt: skip
    assert plan_of_strategy(first.strategy).by_id["A1"].name == "Action A1"


def test_the_second_of_two_people_is_told_and_nothing_is_lost() -> None:
    made = entered("A1")
    say = {"actor": None, "strategy": made.strategy, "roadmap_action": made, "revision": 1}
    change_action(**say, wish=Wish({"en": "First"}, code="A1"))
    with pytest.raises(ValidationError, match="meanwhile"):
        change_action(**say, wish=Wish({"en": "Second"}, code="A1"))
    assert plan_of_strategy(made.strategy).by_id["A1"].name == "First"


def test_replanning_moves_what_comes_after_and_keeps_first_plan_and_reason() -> None:
    first = entered("A1", "2021-01", "2021-03")
    second = entered("A2", "2021-04", "2021-05", after=("A1",))
    moves = replan(
        actor=None, strategy=first.strategy, changes={"A1": Change(end=PartialDate(2021, 5))}, reason="A late start"
    )
    assert [(move.action, move.asked) for move in moves] == [("A1", True), ("A2", False)]
    assert (dates("A1"), dates("A2")) == (("2021-01", "2021-05"), ("2021-06", "2021-07"))
    second.refresh_from_db()
    assert second.baseline_end == date(2021, 5, 31)
    assert [(one.reason, one.old_start, one.asked) for one in second.replannings.all()] == [
        ("A late start", "2021-04", False)
    ]


def test_replanning_without_what_comes_after_leaves_it_and_the_check_says_so() -> None:
    strategy = entered("A1", "2021-01", "2021-03").strategy
    entered("A2", "2021-04", "2021-05", after=("A1",))
    changes = {"A1": Change(end=PartialDate(2021, 5))}
    replan(actor=None, strategy=strategy, changes=changes, reason="So", with_successors=False)
    assert dates("A2") == ("2021-04", "2021-05")


def test_replanning_saves_what_was_shown_or_nothing() -> None:
    strategy = entered("A1", "2021-01", "2021-03").strategy
    changes = {"A1": Change(end=PartialDate(2021, 5))}
    shown = moves_of(plan_of_strategy(strategy), changes)
    entered("A2", "2021-04", "2021-05", after=("A1",))
    with pytest.raises(ValidationError, match="look again"):
        replan(actor=None, strategy=strategy, changes=changes, reason="So", expected=shown)
    assert dates("A1") == ("2021-01", "2021-03")


@pytest.mark.parametrize(
    ("changes", "reason", "said"),
    [
        ({"A1": Change(end=PartialDate(2021, 5))}, " ", "Say why"),
        ({"A9": Change(end=PartialDate(2021, 5))}, "So", "A9"),
        ({"A1": Change(end=PartialDate(2020, 5))}, "So", "ends before it starts"),
        ({"A1": Change(end=PartialDate(2021, 3))}, "So", "Nothing moves"),
    ],
)
def test_a_replanning_that_cannot_be_changes_nothing(changes: dict[str, Change], reason: str, said: str) -> None:
    made = entered("A1")
    with pytest.raises(ValidationError, match=said):
        replan(actor=None, strategy=made.strategy, changes=changes, reason=reason)
    assert not made.replannings.exists()


def test_done_needs_evidence_and_the_first_evidence_sets_it_under_way() -> None:
    made = entered("A1")
    with pytest.raises(ValidationError, match="Nothing proves it"):
        set_state(actor=None, roadmap_action=made, state="done")
    asked = add_deliverable(actor=None, roadmap_action=made, title={"en": "A report"})
    with pytest.raises(ValidationError, match="what proves it"):
        report_deliverable(actor=None, deliverable=asked, on=LONG_AGO)
    report_deliverable(actor=None, deliverable=asked, on=LONG_AGO, url="https://example.org/report")
    made.refresh_from_db()
    assert made.state == "under_way"
    assert set_state(actor=None, roadmap_action=made, state="done", on=LONG_AGO).done_on == LONG_AGO


@pytest.mark.parametrize("role", ["reader", "adviser", "evaluator", "m_and_e_officer", "cluster_manager"])
@pytest.mark.parametrize("state", ["planned", "under_way", "cancelled"])
def test_only_those_who_lead_write_the_roadmap_whatever_the_state(role: str, state: str) -> None:
    made = entered("A1")
    set_state(actor=None, roadmap_action=made, state=state)
    who = getattr(cast, role)()
    changes = {"A1": Change(end=PartialDate(2021, 5))}
    for act in (
        lambda: set_state(actor=who, roadmap_action=made, state="planned"),
        lambda: add_deliverable(actor=who, roadmap_action=made, title={"en": "A report"}),
        lambda: replan(actor=who, strategy=made.strategy, changes=changes, reason="So"),
        lambda: add_action(actor=who, strategy=made.strategy, wish=Wish({"en": "Another"})),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert set_state(actor=cast.co_manager(), roadmap_action=made, state="planned").state == "planned"


def test_owners_report_evidence_on_their_own_actions_only() -> None:
    firm, body = cast.organisation(), pilot.body("SG")
    of_firm = entered("A1", shares=(Share("R", organisation=firm),))
    of_body = entered("A2", shares=(Share("A", body=body), Share("C", organisation=firm)))
    acting, sitting = cast.representative(firm), pilot.term(body).person
    may = {
        (who.name, one.pk): allows(who, "piloting.report_evidence", one)
        for who in (acting, sitting)
        for one in (of_firm, of_body)
    }
    assert list(may.values()) == [True, False, False, True]


def test_the_roadmap_says_who_is_late_and_what_is_critical() -> None:
    strategy = entered("A1", "2021-01", "2021-03", shares=(Share("R", name={"en": "SPW"}),)).strategy
    entered("A2", "2021-04", "2021-05", after=("A1",))
    entered("A3", "2021-01", "2021-01")
    rows = {row.code: row for row in roadmap_of(strategy, date(2021, 4, 10)).rows}
    assert {code: row.standing for code, row in rows.items()} == {"A1": "late", "A2": "due", "A3": "late"}
    assert [code for code, row in rows.items() if row.is_critical] == ["A1", "A2"]
    assert rows["A1"].owners == ("SPW",)
    assert node_of([strategy.living], rows["A2"].node.item) == rows["A2"].node


def without_a_seat() -> list[str]:
    strategy = pilot.strategy()
    found = findings(strategy, roadmap_of(strategy, LONG_AGO))
    return [one.action for one in found if one.code == "owner_without_seat"]


def owned_by(name: str, code: str) -> Action:
    return entered(code, shares=(Share("R", name={"en": name}),))


def test_an_owner_who_is_only_named_has_a_seat_where_the_name_stands_in_what_a_held_seat_is_for() -> None:
    owned_by("IWEPS", "A1")
    pilot.seat(label={"en": "An expert of IWEPS"})
    assert without_a_seat() == ["A1"]  # nobody holds that seat
    term = pilot.term()
    assert without_a_seat() == ["A1"]  # somebody holds another
    term.seat.label = {"en": "An expert of IWEPS"}
    term.seat.save()
    assert without_a_seat() == []
    owned_by("IWE", "A2")
    assert without_a_seat() == ["A2"]  # part of a word is nobody's name


def test_an_owner_who_is_only_named_has_a_seat_where_the_name_hosts_a_body() -> None:
    owned_by("The agency", "A1")
    body = pilot.body()
    assert without_a_seat() == ["A1"]
    Body.objects.filter(pk=body.pk).update(host_name={"en": "Hosted by the agency, Namur"})
    assert without_a_seat() == []


def test_what_was_reckoned_of_the_roadmap_is_what_would_be_reckoned_anew_after_every_change() -> None:
    """Another name keeps what was reckoned; another date, owner, link, seat or state does not."""
    strategy, today = pilot.strategy(), date(2021, 2, 1)
    one, two = (
        entered("A1"),
        entered("A2", "2021-04", "2021-05", after=("A1",), shares=(Share("R", name={"en": "SPW"}),)),
    )
    entered("A3", "2021-02", "2021-03", after=("A1",))

    def renamed() -> None:
        node = node_of([space for space in (strategy.living,) if space], two.item)
        assert node is not None
        change_node(actor=None, node=node, revision=node.revision, title={"en": "Other"}, text={}, details={})

    changes: list[Callable[[], Any]] = [
        lambda: None,
        renamed,
        lambda: Action.objects.filter(pk=one.pk).update(end=date(2021, 4, 15), end_as_stated=""),
        lambda: pilot.term(pilot.body(host_name={"en": "SPW"})),
        lambda: two.responsibilities.update(name={"en": "Nobody known"}),
        lambda: Link.objects.filter(kind="precedes").first().delete(),  # type: ignore[union-attr]
        lambda: set_state(actor=None, roadmap_action=two, state="cancelled"),
    ]
    seen = set()
    for number, change in enumerate(changes):
        change()
        roadmap, found = kept_roadmap(strategy, today, (number, 0))
        forget_all()
        again, as_new = kept_roadmap(strategy, today, (number, 0))
        assert (roadmap.rows, roadmap.plan, found) == (again.rows, again.plan, as_new)
        seen.add((roadmap.plan, tuple(row.is_critical for row in roadmap.rows), tuple(map(str, found))))
    assert len(seen) == len(changes)
