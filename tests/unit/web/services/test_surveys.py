"""Surveys: asked by link once, reminded twice at most, answers without a name, small groups not shown."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast, cast_pilots, cast_services

from beffroi.web.services import actions
from beffroi.web.services.chores import remind
from beffroi.web.services.models import Session, SurveyAnswer, SurveyInvitation
from beffroi.web.services.queries.surveys import sides, survey_token, to_ask

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http\S+?(/services/survey/\S+)")
SAID = {"satisfied": "5", "recommends": "9", "words": "Meet more buyers."}


def provided():
    """A pilot at its assessment: a member and a non-member attended, another cluster brought one of them."""
    pilot = cast_pilots.at("provision")
    session = cast_services.first(pilot.offer)
    member = cast.organisation("Member")
    cast.member(pilot.cluster, member)
    soon = timezone.now() + timedelta(days=2)
    Session.objects.filter(pk=session.pk).update(starts_at=soon, ends_at=soon, closes_at=soon)
    session.refresh_from_db()
    cast_services.booked(session, name="Member", organisation=member)
    cast_services.booked(session, name="Outsider")
    pilot = actions.advance(actor=None, pilot=cast_pilots.supplied(pilot, "provision"), step="provision")
    cast.cluster_manager()
    cast.co_manager()
    return pilot


def test_each_side_is_asked_once_and_an_answer_carries_no_name():
    pilot = provided()
    assert {one.group for one in to_ask(pilot)} == {"members", "non_members", "provider", "administration"}
    manager = cast.signed_in(cast.cluster_manager())
    send = reverse("services:send_survey", kwargs={"key": pilot.key})
    assert manager.post(send).status_code == 302
    many = SurveyInvitation.objects.count()
    assert actions.send_survey(actor=None, pilot=pilot) == 0
    link = next(found.group(1) for mail in cast.mails()[::-1] if (found := LINK.search(mail.body)))
    visitor = Client()
    assert "Three short questions about" in visitor.get(link).content.decode()
    assert visitor.post(link, SAID | {"recommends": "11"}).status_code == 400
    assert visitor.post(link, SAID).status_code == 302
    assert "You have answered already" in visitor.get(link).content.decode()
    assert visitor.post(link, SAID).status_code == 400
    assert SurveyAnswer.objects.get().words == "Meet more buyers."
    assert SurveyInvitation.objects.filter(email="").count() == 1
    assert SurveyInvitation.objects.count() == many
    assert visitor.get("/services/survey/guessed/").status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        SurveyInvitation.objects.filter(has_answered=True).update(email="back@asked.example")


def test_who_does_not_answer_is_reminded_twice_and_not_once_it_is_decided():
    pilot = provided()
    sent = actions.send_survey(actor=None, pilot=pilot)
    assert remind() == 0
    long_ago = timezone.now() - timedelta(days=8)
    for wanted in (sent, sent, 0):
        SurveyInvitation.objects.update(sent_at=long_ago)
        SurveyInvitation.objects.filter(reminders__gt=0).update(reminded_at=long_ago)
        assert remind() == wanted
    one = SurveyInvitation.objects.first()
    assert survey_token(one) in cast.mails()[-1].body or len(cast.mails()) >= 3 * sent


def test_groups_under_five_are_not_shown_and_others_with_their_intervals():
    pilot = provided()
    cast_pilots.answered(pilot, "members", 6, recommends=10)
    cast_pilots.answered(pilot, "non_members", 4, recommends=0, satisfied=1)
    found = {one.label: one for one in sides(pilot)}
    told = found["Members who attended"]
    assert (told.is_told, told.promoters.score, told.satisfied.value) == (True, 100, 1)
    assert not found["Non-members who attended"].is_told
    page = cast.signed_in(cast.co_manager()).get(reverse("services:survey_results", kwargs={"key": pilot.key}))
    text = page.content.decode()
    assert "Members who attended: 100% are satisfied." in text
    assert "fewer than five answers: not shown" in text
    assert "members says" in text
    assert "non_members says" not in text


def test_the_numbers_of_answers_do_not_tell_the_order_in_which_they_came():
    pilot = provided()
    cast_pilots.answered(pilot, "members", 6)
    came = [int(one.words.split()[-1]) for one in pilot.answers.order_by("pk")]
    numbers = sorted(pilot.answers.values_list("pk", flat=True))
    assert all(later - earlier > 1 for earlier, later in pairwise(numbers))
    assert len(set(came)) == 6


def test_the_survey_is_sent_after_the_service_was_provided():
    with pytest.raises(ValidationError, match="once the service was provided"):
        actions.send_survey(actor=None, pilot=cast_pilots.pilot())
