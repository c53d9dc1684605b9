"""Pilots: no step is skipped, criteria are fixed before provision, the body decides, the next cluster takes over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from tests.unit.web import cast, cast_piloting, cast_pilots, cast_services
from tests.unit.web.cast_pilots import BEST, WORSE

from beffroi.web.core import files
from beffroi.web.services import actions
from beffroi.web.services.models import Criterion, Pilot
from beffroi.web.services.pilot_rules import ANSWERS, WEIGHTS, Facts, missing, uniqueness
from beffroi.web.services.pilot_states import STEPS
from beffroi.web.services.queries.pilots import compared, dossier_of, judged

pytestmark = pytest.mark.django_db


def at(view: str, pilot: Pilot, **where) -> str:
    return reverse(f"services:{view}", kwargs={"key": pilot.key, **where})


def test_each_step_lacks_something_of_its_own_until_it_is_there():
    assert all(missing(step, Facts()) for step in STEPS)
    everything = Facts(
        responsible=frozenset(map(str, STEPS)), documented=frozenset(map(str, STEPS)), has_cluster=True, compared=2,
        is_chosen_compared=True, has_service=True, has_offer=True, has_price_for_others=True, has_reason_of_price=True,
        has_refund_terms=True, criteria=1, is_published=True, sessions=1, promoting=1, held=1, has_lessons=True,
        has_body=True, has_corridor=True, has_costs=True, asked=1, answered=1,
    )  # fmt: skip
    assert not any(missing(step, everything) for step in STEPS)


def test_a_service_is_the_more_unique_the_better_any_answer_and_weights_are_shares():
    assert uniqueness(BEST, WEIGHTS).score == 100
    assert uniqueness(WORSE, WEIGHTS) == uniqueness(WORSE, {name: 3 * weight for name, weight in WEIGHTS.items()})
    for name, worths in ANSWERS.items():
        scores = [uniqueness(BEST | {name: answer}, WEIGHTS).score for answer, _worth in worths]
        assert scores == sorted(scores, reverse=True)
        assert uniqueness(BEST | {name: ""}, WEIGHTS).score is None
    assert uniqueness(WORSE, WEIGHTS).is_outside_remit


def test_a_pilot_goes_step_by_step_to_its_decision_and_nobody_skips_one():
    for step in STEPS[:-1]:
        found = cast_pilots.pilot()
        assert found.state == step
        with pytest.raises(ValidationError, match="Nobody is responsible"):
            actions.advance(actor=None, pilot=found, step=step)
        with pytest.raises(ValidationError, match="assessment comes first"):
            actions.decide_pilot(actor=None, pilot=found, outcome="stop", reasons={"en": "No."})
        found = actions.advance(actor=None, pilot=cast_pilots.supplied(found, step), step=step)
        with pytest.raises(ValidationError, match="not at that step"):
            actions.advance(actor=None, pilot=found, step=step)
    assert found.state == "decision"
    with pytest.raises(ValidationError):
        actions.advance(actor=None, pilot=cast_pilots.supplied(found, "decision"), step="decision")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE services_pilot SET state = 'decision' WHERE state = 'provision'",
        "UPDATE services_pilot SET state = 'promotion' WHERE state = 'provision'",
        "UPDATE services_criterion SET least = 0",
        "DELETE FROM services_criterion",
    ],
)
def test_the_database_itself_lets_nobody_skip_the_assessment_or_move_the_criteria(statement):
    cast_pilots.at("provision")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(ValidationError, match="they stay"):
        actions.set_criteria(actor=None, pilot=cast_pilots.pilot(), least={"revenue": 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        Criterion.objects.create(pilot=cast_pilots.pilot(), measure="revenue", least=1)


def test_what_was_reached_is_read_from_bookings_and_kept_with_the_decision():
    cast_pilots.at("provision")
    cast_services.booked(seats=2, name="Outsider")
    pilot = cast_pilots.pilot()
    assert {one.criterion.measure: (one.value, one.is_met) for one in judged(pilot)} == {
        "bookings": (2, True), "non_members": (1, True),
    }  # fmt: skip


def test_the_body_decides_and_the_next_cluster_begins_with_dossier_and_lessons():
    found = cast_pilots.supplied(cast_pilots.at("decision"), "decision")
    manager = cast.cluster_manager()
    with pytest.raises(PermissionDenied):
        actions.decide_pilot(actor=manager, pilot=found, outcome="replicate", reasons={"en": "Ours."})
    lead = cast.co_manager()
    found = actions.decide_pilot(actor=lead, pilot=found, outcome="replicate", reasons={"en": "It works."})
    assert (found.state, found.decision.body, found.decision.state) == ("decided", cast_piloting.body(), "taken")
    assert found.reached == {"bookings": 0, "non_members": 0, "links": 0, "revenue": 0, "networks": []}
    with pytest.raises(ValidationError, match="another one"):
        actions.take_over(actor=lead, pilot=found, cluster=found.cluster)
    follower = actions.take_over(actor=lead, pilot=found, cluster=cast.cluster("BioWin"))
    assert (follower.state, follower.follows, follower.lessons) == ("awareness", found, {"en": "Begin early."})
    assert follower.criteria.count() == 2
    assert [one.name for one in files.of(follower.steps.get(step="awareness"))] == ["notes.csv"]
    with pytest.raises(ValidationError, match="stays as it is"):
        actions.save_pilot(actor=lead, pilot=found, said={"lessons": {}})


def test_a_stopped_pilot_is_not_taken_over():
    with pytest.raises(ValidationError, match="stopped"):
        actions.take_over(actor=None, pilot=cast_pilots.decided("stop"), cluster=cast.cluster("BioWin"))


def test_services_are_compared_side_by_side_and_those_outside_the_remit_flagged():
    found = cast_pilots.supplied(cast_pilots.pilot(), "services")
    rows = compared(found)
    assert [(round(row.found.score or 0), row.is_flagged, row.is_chosen) for row in rows] == [
        (100, False, True), (0, True, False),
    ]  # fmt: skip
    page = cast.signed_in(cast.cluster_manager()).get(at("choose", found)).content.decode()
    assert "is the most unique of 2 services compared, at 100 of 100" in page
    assert "outside the remit" in page


def test_a_manager_begins_a_pilot_of_the_own_cluster_only_and_does_not_name_who_decides():
    cluster, other = cast.cluster(), cast.cluster("BioWin")
    strategy = cast_piloting.strategy()
    lead, manager = cast.co_manager(), cast.cluster_manager()
    said = {"title_en": "Missions", "strategy": strategy.pk}
    answer = cast.signed_in(lead).post(reverse("services:start_pilot"), said)
    assert answer.status_code == 302
    assert Pilot.objects.get().cluster is None
    for wrong in (None, other):
        with pytest.raises(PermissionDenied):
            actions.start_pilot(actor=manager, pilot=Pilot(strategy=strategy, cluster=wrong, title={"en": "x"}))
    mine = actions.start_pilot(actor=manager, pilot=Pilot(strategy=strategy, cluster=cluster, title={"en": "Mine"}))
    with pytest.raises(PermissionDenied):
        actions.save_pilot(actor=manager, pilot=mine, said={"body": cast_piloting.body()})
    assert "id_body" not in cast.signed_in(manager).get(at("edit_pilot", mine)).content.decode()


def test_the_pages_are_walked_in_words_and_a_wrong_address_is_said_at_its_field():
    found, manager = cast_pilots.pilot(), cast.signed_in(cast.cluster_manager())
    page = manager.get(at("pilot", found)).content.decode()
    assert "Step 1 of 8, Awareness. Still missing: Nobody is responsible for this step yet." in page
    where = at("edit_step", found, name="awareness")
    assert "Nobody with an account" in manager.post(where, {"email": "no@one.example"}).content.decode()
    assert manager.post(where, {"email": cast.cluster_manager().email}).status_code == 302
    document = at("add_document", found, name="awareness")
    assert manager.post(document, {"file": cast_pilots.paper("x.exe")}).status_code == 400
    assert manager.post(document, {"file": cast_pilots.paper()}).status_code == 302
    assert "Nothing is missing" in manager.get(at("pilot", found)).content.decode()
    assert manager.post(at("advance", found), {"step": "awareness"}).status_code == 302
    [paper] = files.of(found.steps.get(step="awareness"))
    stranger = cast.signed_in(cast.cluster_manager("Olga", of=cast.cluster("BioWin")))
    assert (manager.get(f"/files/{paper.key}/").status_code, stranger.get(f"/files/{paper.key}/").status_code) == (
        200, 404,
    )  # fmt: skip


def test_dossier_and_list_ask_few_questions(django_assert_max_num_queries):
    for number in range(4):
        cast_pilots.pilot(f"Pilot {number}")
    found = cast_pilots.at("assessment")
    manager = cast.signed_in(cast.cluster_manager())
    with django_assert_max_num_queries(15):
        manager.get(reverse("services:pilots"))
    with django_assert_max_num_queries(15):
        manager.get(at("pilot", found))
    assert dossier_of(found).here.name == "assessment"
