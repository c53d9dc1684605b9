"""Writes: roles, invitations, organisations, clusters, erasure; twice is as once, and nothing is half-written."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.invitations import Asked
from beffroi.web.accounts.demo import load_demo_people
from beffroi.web.accounts.models import (
    ClusterMembership,
    Invitation,
    Organisation,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.core.models import AuditEntry
from beffroi.web.core.permissions import allows

pytestmark = pytest.mark.django_db
DETAILS = {"legal_name": "Colles vertes", "country": "BE", "enterprise_number": "0403.091.220", "helix": "industry"}


def test_a_role_granted_twice_is_granted_once() -> None:
    admin, person = cast.administrator(), cast.person()
    first = actions.grant_role(actor=admin, person=person, role="adviser")
    assert actions.grant_role(actor=admin, person=person, role="adviser") == first
    assert RoleGrant.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    "fields", [{"role": "cluster_manager"}, {"role": "king"}, {"role": "adviser", "scope": "cluster"}]
)
def test_a_role_is_granted_for_what_it_can_be_granted(fields: dict[str, Any]) -> None:
    if fields.get("scope"):
        fields = fields | {"scope": cast.cluster()}
    with pytest.raises(ValidationError):
        actions.grant_role(actor=cast.administrator(), person=cast.person(), **fields)
    assert not AuditEntry.objects.filter(verb="granted").exists()


def test_dates_of_a_role_are_in_order() -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError) as refused:
        actions.grant_role(
            actor=cast.administrator(),
            person=cast.person(),
            role="reader",
            starts=today,
            ends=today - timedelta(days=1),
        )
    assert "ends" in refused.value.message_dict


def test_the_last_administrator_stays() -> None:
    admin = cast.administrator()
    grant = RoleGrant.objects.get(person=admin)
    for attempt in (
        lambda: actions.revoke_role(actor=admin, grant=grant),
        lambda: actions.set_active(actor=admin, person=admin, active=False),
        lambda: actions.erase(actor=admin, person=admin),
    ):
        with pytest.raises(ValidationError):
            attempt()
    cast.administrator("Second")
    actions.revoke_role(actor=admin, grant=grant)
    assert not allows(Person.objects.get(pk=admin.pk), "accounts.administer")


def invited(django_capture_on_commit_callbacks: Any, **fields: Any) -> tuple[Invitation, str]:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = actions.invite(
            actor=cast.administrator(), email="New@Example.org", asked=Asked(language="fr", **fields)
        )
    found = re.search(r"/account/invitation/\?token=\S+", cast.mails()[-1].body)
    assert found
    return invitation, found.group(0)


def test_an_invitation_makes_an_account_with_its_role(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    organisation = cast.organisation()
    invitation, address = invited(
        django_capture_on_commit_callbacks, role="cluster_manager", scope=cast.cluster(), organisation=organisation
    )
    assert client.get(address).status_code == 200
    token = address.split("token=")[1]
    assert token not in json.dumps(list(Invitation.objects.values()), default=str), "only a digest is stored"
    form = {"token": token, "name": "Noa", "language": "fr", "password": "une phrase assez longue"}
    assert client.post(reverse("accounts:invitation"), form).status_code == 302
    person = Person.objects.get(email="new@example.org")
    assert allows(person, "accounts.change_cluster", cast.cluster())
    assert allows(person, "accounts.view_representation", Representation.objects.get(person=person))
    assert client.post(reverse("accounts:invitation"), form).status_code == 410, "a second submission does nothing"
    assert RoleGrant.objects.filter(person=person).count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


@pytest.mark.parametrize("fault", ["expired", "revoked", "invented"])
def test_an_invitation_that_is_closed_says_why(
    client: Client, django_capture_on_commit_callbacks: Any, fault: str
) -> None:
    invitation, address = invited(django_capture_on_commit_callbacks, role="reader")
    if fault == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif fault == "revoked":
        actions.revoke_invitation(actor=cast.administrator(), invitation=invitation)
    else:
        address += "x"
    answer = client.get(address)
    assert answer.status_code == 410
    assert b"Ask the person who invited you" in answer.content or b"Open it again from the mail" in answer.content


def test_somebody_else_cannot_accept_an_invitation(django_capture_on_commit_callbacks: Any) -> None:
    _, address = invited(django_capture_on_commit_callbacks, role="administrator")
    other = cast.signed_in(cast.person())
    answer = other.post(reverse("accounts:invitation"), {"token": address.split("token=")[1]})
    assert b"sent to another address" in answer.content
    assert not RoleGrant.objects.filter(person=cast.person()).exists()


def test_inviting_twice_sends_one_mail_and_sending_again_closes_the_old_link(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    invitation, address = invited(django_capture_on_commit_callbacks, role="reader")
    with django_capture_on_commit_callbacks(execute=True):
        again = actions.invite(
            actor=cast.administrator(), email="new@example.org", asked=Asked(role="reader", language="fr")
        )
    assert again == invitation
    assert len(cast.mails()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_again(actor=cast.administrator(), invitation=invitation)
    assert len(cast.mails()) == 2
    assert client.get(address).status_code == 410


def test_an_organisation_with_a_known_number_is_not_entered_twice() -> None:
    made = actions.create_organisation(actor=cast.person(), details=DETAILS)
    assert made.enterprise_number == "0403091220"
    with pytest.raises(ValidationError) as refused:
        actions.create_organisation(actor=cast.person("Other"), details=DETAILS | {"enterprise_number": "BE0403091220"})
    assert "enterprise_number" in refused.value.message_dict
    assert Organisation.objects.count() == 1


def test_a_bad_number_is_an_error_at_the_field_and_nothing_typed_is_lost() -> None:
    client = cast.signed_in(cast.person())
    answer = client.post(reverse("accounts:create_organisation"), DETAILS | {"enterprise_number": "0403.091.221"})
    page = answer.content.decode()
    assert "The check digits do not fit" in page
    assert "0403.091.221" in page and "Colles vertes" in page
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("field", "code", "told"),
    [("nace", "34", "NACE has no such activity"), ("region", "BE39", "The country chosen has no such region")],
)
def test_a_code_outside_its_list_is_an_error_at_the_field_and_the_list_is_offered(
    field: str, code: str, told: str
) -> None:
    client = cast.signed_in(cast.person())
    answer = client.post(reverse("accounts:create_organisation"), DETAILS | {field: code})
    assert told in str(answer.context["form"].errors[field])
    assert '<option value="BE32">BE32 – ' in answer.content.decode()
    assert not Organisation.objects.exists()


def test_a_request_to_act_for_an_organisation_is_confirmed_by_those_who_lead_it() -> None:
    lead, person, organisation = cast.firm(), cast.person(), cast.organisation()
    asked = actions.request_representation(actor=person, organisation=organisation, mandate="lead")
    assert actions.request_representation(actor=person, organisation=organisation, mandate="lead") == asked
    assert not allows(person, "accounts.change_organisation", organisation)
    with pytest.raises(PermissionDenied):
        actions.decide_representation(actor=person, representation=asked, confirmed=True)
    actions.decide_representation(actor=lead, representation=asked, confirmed=True)
    person = Person.objects.get(pk=person.pk)
    assert allows(person, "accounts.change_organisation", organisation)
    actions.end_representation(actor=person, representation=asked)
    assert not allows(Person.objects.get(pk=person.pk), "accounts.change_organisation", organisation)


def test_a_membership_holds_no_day_twice() -> None:
    manager, cluster, organisation, tier = cast.cluster_manager(), cast.cluster(), cast.organisation(), cast.tier()
    fields = {"cluster": cluster, "organisation": organisation, "tier": tier}
    first = actions.add_member(actor=manager, starts=date(2026, 1, 1), ends=date(2026, 6, 30), **fields)
    assert actions.add_member(actor=manager, starts=date(2026, 1, 1), ends=date(2026, 6, 30), **fields) == first
    with pytest.raises(ValidationError):
        actions.add_member(actor=manager, starts=date(2026, 6, 30), **fields)
    actions.add_member(actor=manager, starts=date(2026, 7, 1), **fields)
    assert ClusterMembership.objects.count() == 2
    with pytest.raises(PermissionDenied):
        actions.save_tier(
            actor=cast.cluster_manager("Other", of=cast.cluster("BioWin")),
            cluster=cluster, name="Free", yearly_fee=Decimal(0), is_open=True,
        )  # fmt: skip


def test_members_are_public_only_if_they_agreed(client: Client) -> None:
    cast.member(who=cast.organisation("Discreet"))
    cast.member(who=cast.organisation("Open"), is_listed=True)
    address = reverse("accounts:cluster", kwargs={"slug": "greenwin"})
    page = client.get(address).content
    assert b"Open" in page and b"Discreet" not in page
    for who, sees in ((cast.person(), False), (cast.administrator(), False), (cast.cluster_manager(), True)):
        assert (b"Discreet" in cast.signed_in(who).get(address).content) == sees


def test_a_person_takes_all_that_names_them_away() -> None:
    person = cast.firm()
    answer = cast.signed_in(person).post(reverse("accounts:export"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        account = json.loads(archive.read("account.json"))
        acting = json.loads(archive.read("representations.json"))
    assert account[0]["email"] == person.email
    assert acting[0]["organisation__legal_name"] == cast.organisation().legal_name


def test_an_erased_person_leaves_a_key_and_no_name() -> None:
    person = cast.firm()
    client = cast.signed_in(person)
    client.get(reverse("accounts:home"))
    name, email, key = person.name, person.email, person.key
    actions.erase(actor=person, person=person)
    rows = Person.objects.get(key=key)
    assert (rows.name, rows.is_active) == ("", False)
    assert str(key)[:8] in str(rows)
    for model in (Person, Representation, RoleGrant, Invitation, AuditEntry):
        written = json.dumps(list(model.objects.values()), default=str)
        assert name not in written and email not in written
    assert client.get(reverse("accounts:home")).status_code == 302
    assert AuditEntry.objects.filter(actor_key=str(key), verb="erased").exists()


def test_erasing_asks_who_one_is_first() -> None:
    answer = cast.signed_in(cast.person()).get(reverse("accounts:erase"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_nobody_erases_somebody_else() -> None:
    with pytest.raises(PermissionDenied):
        actions.erase(actor=cast.administrator(), person=cast.person())


def test_retention_forgets_what_is_old_and_keeps_what_is_young(django_capture_on_commit_callbacks: Any) -> None:
    invited(django_capture_on_commit_callbacks, role="reader")
    never = Person.objects.create_user(email="never@example.org", password="x", name="Never")  # noqa: S106
    never.emailaddress_set.create(email=never.email, verified=False, primary=True)
    call_command("retention", days=30)
    assert Invitation.objects.exclude(email="").count() == 1
    assert Person.objects.filter(email="never@example.org").exists()
    past = timezone.now() - timedelta(days=60)
    Invitation.objects.update(expires_at=past)
    Person.objects.update(joined_at=past)
    call_command("retention", days=30)
    assert not Invitation.objects.exclude(email="").exists()
    assert not Person.objects.filter(email="never@example.org").exists()
    assert Person.objects.filter(name="Administrator").exists()


def test_the_demonstration_loads_once(settings: Any, tmp_path: Any) -> None:
    settings.DATA_FOLDER = tmp_path
    first = load_demo_people()
    counts = Person.objects.count(), Organisation.objects.count(), RoleGrant.objects.count()
    assert load_demo_people() == first
    assert (Person.objects.count(), Organisation.objects.count(), RoleGrant.objects.count()) == counts
    assert (tmp_path / "demo-passwords").stat().st_mode & 0o777 == 0o600
    assert {role for role, _, _ in first} >= {"administrator", "evaluator", "cluster manager", "firm", "visitor"}
    _, email, password = first[0]
    assert Person.objects.get(email=email).check_password(password)
    assert all("(demo)" in name for name in Organisation.objects.values_list("legal_name", flat=True))
