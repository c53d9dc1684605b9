"""An invitation is worth what its sender may still do; an organisation is led by who was confirmed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.invitations import Asked
from beffroi.web.accounts.models import Invitation, Organisation, Person, Representation, RoleGrant
from beffroi.web.core.models import Notification
from beffroi.web.core.permissions import allows

pytestmark = pytest.mark.django_db
DETAILS = {"legal_name": "Colles vertes", "country": "BE", "enterprise_number": "0403.091.220", "helix": "industry"}


def invitation(by: Person, to: str = "paul@example.org") -> Invitation:
    return actions.invite(actor=by, email=to, asked=Asked(role="administrator"))


@pytest.mark.parametrize("way", ["revoked", "closed"])
def test_taking_the_role_of_an_inviter_ends_their_open_invitations(way: str) -> None:
    admin, second = cast.administrator(), cast.administrator("Second")
    sent = invitation(admin)
    if way == "revoked":
        actions.revoke_role(actor=second, grant=RoleGrant.objects.get(person=admin))
    else:
        actions.set_active(actor=second, person=admin, active=False)
    sent.refresh_from_db()
    assert sent.revoked_at is not None


@pytest.mark.parametrize("way", ["ended", "closed"])
def test_an_invitation_counts_only_while_its_sender_may_invite(way: str) -> None:
    admin, paul = cast.administrator(), cast.person()
    sent = invitation(admin)
    if way == "ended":
        RoleGrant.objects.update(ends=timezone.localdate() - timedelta(days=1))
    else:
        Person.objects.filter(pk=admin.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="may no longer invite"):
        actions.accept_invitation(actor=paul, invitation=sent)
    assert not RoleGrant.objects.filter(person=paul).exists()


def test_who_enters_an_organisation_leads_it_once_an_administrator_confirms() -> None:
    admin, paul = cast.administrator(), cast.person()
    made = actions.create_organisation(actor=paul, details=DETAILS)
    asked = Representation.objects.get(organisation=made)
    assert (asked.state, asked.mandate) == ("requested", "lead")
    assert not allows(Person.objects.get(pk=paul.pk), "accounts.change_organisation", made)
    assert Notification.objects.get(person=admin).kind == "accounts.representation_requested"
    actions.decide_representation(actor=admin, representation=asked, confirmed=True)
    assert allows(Person.objects.get(pk=paul.pk), "accounts.change_organisation", made)


def test_who_led_a_duplicate_does_not_lead_the_kept_one_until_confirmed() -> None:
    kept, duplicate, admin = cast.organisation("Kept"), cast.organisation("Twice"), cast.administrator()
    owner, intruder = cast.representative(kept, "Olivia"), cast.representative(duplicate, "Ivan")
    before = list(Representation.objects.order_by("pk").values())
    page = cast.signed_in(admin).get(
        reverse("accounts:merge"), {"kept": f"#{kept.pk}", "duplicate": f"#{duplicate.pk}"}
    )
    assert b"Ivan" in page.content
    merge = actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)
    held = Representation.objects.get(person=intruder)
    assert (held.organisation, held.mandate, held.state) == (kept, "delegate", "requested")
    assert not allows(Person.objects.get(pk=intruder.pk), "accounts.change_organisation", kept)
    assert Notification.objects.filter(person=owner, kind="accounts.representation_requested").exists()
    assert Notification.objects.get(person=intruder).kind == "accounts.merged_waiting"
    actions.undo_merge(actor=admin, merge=merge)
    assert list(Representation.objects.order_by("pk").values()) == before


def test_a_merge_whose_number_was_taken_is_undone_without_the_number() -> None:
    admin = cast.administrator()
    kept, duplicate = cast.organisation("Kept"), cast.organisation("Twice", enterprise_number="0403091220")
    merge = actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)
    Organisation.objects.filter(pk=kept.pk).update(enterprise_number="")
    cast.organisation("Third", enterprise_number="0403091220")
    client = cast.signed_in(admin)
    address = reverse("accounts:undo_merge", kwargs={"pk": merge.pk})
    page = client.post(address, follow=True).content
    assert b"has the number of the duplicate now" in page and b"Undo without the number" in page
    assert Organisation.objects.get(pk=duplicate.pk).merged_into == kept
    client.post(address, {"without_number": "yes"})
    back = Organisation.objects.get(pk=duplicate.pk)
    assert (back.merged_into, back.enterprise_number) == (None, "")


def test_an_administrator_whose_days_are_counted_does_not_replace_the_last_one() -> None:
    admin = cast.administrator()
    cast.with_role("administrator", "Short", ends=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="without a last day"):
        actions.revoke_role(actor=admin, grant=RoleGrant.objects.get(person=admin))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("accounts:create_organisation", {"legal_name": "Colles vertes", "country": "BE", "helix": "industry"}),
        ("accounts:invitations", {"email": "x@example.org", "language": "en", "starts": "2026-01-01"}),
    ],
)
def test_a_form_sent_three_times_makes_one(name: str, fields: dict[str, Any]) -> None:
    client = cast.signed_in(cast.administrator())
    for _ in range(3):
        assert client.post(reverse(name), fields | {"one_time_key": "a" * 32}).status_code == 302
    assert Organisation.objects.count() + Invitation.objects.count() == 1


def test_erasing_somebody_blanks_the_invitations_sent_to_them() -> None:
    sent, paul = invitation(cast.administrator()), cast.person()
    actions.erase(actor=paul, person=paul)
    sent.refresh_from_db()
    assert (sent.email, sent.email_digest) == ("", "")
    assert sent.revoked_at is not None


@pytest.mark.parametrize("name", ["A\nB", "A\u202eB", "\u200b\u200b", "e" + "\u0301" * 4])
def test_a_name_that_is_not_legible_is_refused(name: str) -> None:
    client = cast.signed_in(cast.person())
    form = client.post(reverse("accounts:details"), {"name": name, "language": "en"}).context["form"]
    assert form.errors["name"]
