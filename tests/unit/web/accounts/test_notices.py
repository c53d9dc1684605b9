"""Who is told of what, once, in their language, and nobody of what they may not see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.invitations import Asked
from beffroi.web.accounts.chores import warn_before_memberships_lapse
from beffroi.web.accounts.models import ClusterMembership, Person, Representation
from beffroi.web.accounts.notices import KINDS
from beffroi.web.core.models import Delivery, Notification
from beffroi.web.core.notifications import KINDS as DECLARED

pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    """Names of those who have a notice of a kind."""
    return set(Notification.objects.filter(kind=f"accounts.{kind}").values_list("person__name", flat=True))


def title(kind: str, language: str = "en") -> str:
    return str(Notification.objects.filter(kind=f"accounts.{kind}").latest("pk").text(language)["title"])


def test_every_kind_is_declared_and_mailed_unless_the_person_chooses_otherwise() -> None:
    assert {f"accounts.{kind}" for kind in KINDS} <= DECLARED.keys()


def test_a_role_that_is_given_and_taken_is_told_to_its_person_once() -> None:
    admin, paul = cast.administrator(), cast.person()
    for _ in range(2):
        grant = actions.grant_role(actor=admin, person=paul, role="cluster_manager", scope=cast.cluster())
    assert told("granted") == {"Paul"} and Notification.objects.count() == 1
    assert title("granted") == "You hold a new role: Cluster manager"
    assert "GreenWin" in Notification.objects.get().text("en")["body"]
    assert Delivery.objects.count() == 1
    for _ in range(2):
        actions.revoke_role(actor=admin, grant=grant)
    assert told("revoked") == {"Paul"} and Notification.objects.count() == 2


def test_nobody_is_told_of_what_they_did_themselves() -> None:
    admin = cast.administrator()
    actions.grant_role(actor=admin, person=admin, role="adviser")
    assert not Notification.objects.exists()


def test_an_accepted_invitation_is_told_to_who_invited() -> None:
    admin, paul = cast.administrator(), cast.person()
    invitation = actions.invite(actor=admin, email=paul.email, asked=Asked(role="reader"))
    for _ in range(2):
        actions.accept_invitation(actor=paul, invitation=invitation)
    assert told("invitation_accepted") == {"Administrator"} and Notification.objects.count() == 1
    assert Notification.objects.get().link == "/administration/invitations/"


def test_a_request_is_told_to_those_who_lead_the_organisation_and_to_nobody_else() -> None:
    cast.administrator()
    cast.representative(name="Lea")
    cast.representative(name="Delphine", mandate="delegate")
    cast.representative(name="Former", ends=timezone.localdate() - timedelta(days=1))
    cast.representative(name="Refused", state="refused")
    cast.representative(cast.organisation("Other"), "Stéphane")
    closed = cast.representative(name="Closed")
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    for _ in range(2):
        actions.request_representation(actor=cast.person(), organisation=cast.organisation(), mandate="delegate")
    assert told("representation_requested") == {"Lea"}
    assert "Paul" not in str(Notification.objects.get().texts), "a notice names no other person"


def test_a_request_to_an_organisation_that_nobody_leads_is_told_to_administrators() -> None:
    cast.administrator()
    cast.representative(name="Delphine", mandate="delegate")
    actions.request_representation(actor=cast.person(), organisation=cast.organisation(), mandate="lead")
    assert told("representation_requested") == {"Administrator"}


@pytest.mark.parametrize(("confirmed", "words"), [(True, "You may act for"), (False, "You may not act for")])
def test_a_decision_is_told_to_who_asked(confirmed: bool, words: str) -> None:
    lead, paul = cast.representative(), cast.person()
    asked = actions.request_representation(actor=paul, organisation=cast.organisation(), mandate="delegate")
    for _ in range(2):
        actions.decide_representation(actor=lead, representation=asked, confirmed=confirmed)
    assert told("representation_decided") == {"Paul"}
    assert title("representation_decided").startswith(words)


def test_who_no_longer_acts_hears_it_unless_they_ended_it() -> None:
    lead, other = cast.representative(), cast.representative(name="Odile", mandate="delegate")
    actions.end_representation(actor=lead, representation=Representation.objects.get(person=other))
    assert told("representation_ended") == {"Odile"}
    actions.end_representation(actor=lead, representation=Representation.objects.get(person=lead))
    assert told("representation_ended") == {"Odile"}


def test_a_membership_is_told_to_the_leads_when_verified_and_when_it_ends() -> None:
    manager = cast.cluster_manager()
    cast.representative()
    cast.representative(name="Delphine", mandate="delegate")
    member = cast.member(verified=False)
    for _ in range(2):
        actions.verify_membership(actor=manager, membership=member, evidence="Signed form")
    assert told("membership_verified") == {"Renée"}
    for _ in range(2):
        actions.end_membership(actor=manager, membership=member)
    assert told("membership_ended") == {"Renée"}
    assert Notification.objects.count() == 2
    assert title("membership_verified") == "Atelier du Condroz is a member of GreenWin"


def test_weeks_before_a_membership_lapses_its_leads_and_the_managers_of_the_cluster_are_told_once() -> None:
    today = timezone.localdate()
    cast.cluster_manager()
    cast.cluster_manager("Olga", of=cast.cluster("Skywin"))
    cast.representative()
    coming = {"ends": today + timedelta(days=20)}
    member = cast.member(who=cast.organisation(), **coming)
    cast.member(who=cast.organisation("Unverified"), verified=False, **coming)
    cast.member(who=cast.organisation("Later"), ends=today + timedelta(days=31))
    assert [warn_before_memberships_lapse() for _ in range(2)] == [1, 0]
    assert told("membership_lapses") == {"Renée"}
    assert told("memberships_lapse") == {cast.cluster_manager().name}
    assert title("memberships_lapse") == "One membership of GreenWin ends soon"
    for one in Notification.objects.all():
        assert cast.signed_in(one.person).get(one.link).status_code == 200
    actions.renew_membership(actor=cast.cluster_manager(), membership=member, ends=today + timedelta(days=25))
    assert warn_before_memberships_lapse() == 1, "of each last day they are told once"
    actions.end_membership(actor=cast.cluster_manager(), membership=member)
    assert warn_before_memberships_lapse() == 0, "they were told when it was ended"


def test_a_merge_is_told_to_those_who_act_for_either() -> None:
    cast.representative(cast.organisation("Kept"), "Karl")
    cast.representative(cast.organisation("Twice"), "Tania", mandate="delegate")
    cast.representative(cast.organisation("Other"), "Stéphane")
    actions.merge_organisations(
        actor=cast.administrator(), kept=cast.organisation("Kept"), duplicate=cast.organisation("Twice")
    )
    assert told("merged") == {"Karl", "Tania"}
    for one in Notification.objects.all():
        assert cast.signed_in(one.person).get(one.link).status_code == 200, "they see what they are told of"


def test_a_closed_account_is_told_by_mail_in_the_language_of_its_person(
    django_capture_on_commit_callbacks: Any,
) -> None:
    admin, paul = cast.administrator(), cast.person(language="fr")
    for active in (False, False, True):
        with django_capture_on_commit_callbacks(execute=True):
            actions.set_active(actor=admin, person=paul, active=active)
    sent = [one for one in cast.mails() if one.to == [paul.email]]
    assert len(sent) == 2
    assert not Notification.objects.exists()


def test_ten_leads_take_as_many_queries_as_one() -> None:
    manager, first = cast.cluster_manager(), cast.representative()

    def queries(starts: date) -> int:
        member = ClusterMembership.objects.create(
            cluster=cast.cluster(), organisation=cast.organisation(), tier=cast.tier(), starts=starts
        )
        with CaptureQueriesContext(connection) as counted:
            actions.verify_membership(actor=manager, membership=member, evidence="Signed form")
        return len(counted)

    queries(date(2020, 1, 1))
    one = queries(date(2021, 1, 1))
    for number in range(9):
        cast.representative(name=f"Lead {number}")
    assert queries(date(2022, 1, 1)) == one
    assert Notification.objects.filter(person=first).count() == 3


def test_templates_speak_both_languages() -> None:
    paul = cast.person()
    actions.grant_role(actor=cast.administrator(), person=paul, role="adviser")
    texts = Notification.objects.get().texts
    assert texts.keys() == {"en", "fr"} and all(each["title"] and each["body"] for each in texts.values())
