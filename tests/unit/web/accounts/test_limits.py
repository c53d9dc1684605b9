"""How many requests of one person wait, and in which days a role may hold."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts.actions.organisations import request_representation
from beffroi.web.accounts.models import Invitation, Organisation, Representation, RoleGrant
from beffroi.web.accounts.rules import WAITING_REQUESTS

pytestmark = pytest.mark.django_db


def test_no_more_than_ten_requests_of_a_person_wait() -> None:
    paul, firm = cast.person(), cast.organisation()
    client, new = cast.signed_in(paul), reverse("accounts:create_organisation")
    details = {"helix": "industry", "country": "BE", "region": "BE35", "size_class": "small"}
    for number in range(WAITING_REQUESTS):
        asked = client.post(new, details | {"legal_name": f"Firm {number}"})
        assert asked.status_code == 302, asked.context["form"].errors
    answer = client.post(new, details | {"legal_name": "One too many"})
    assert "10 of your requests to act for an organisation wait" in answer.context["form"].non_field_errors()[0]
    assert not Organisation.objects.filter(legal_name="One too many").exists()
    page = client.post(reverse("accounts:act_for", args=[firm.key]), {"mandate": "delegate"}, follow=True)
    assert b"10 of your requests to act for an organisation wait" in page.content
    assert Representation.objects.filter(person=paul).count() == WAITING_REQUESTS
    Representation.objects.filter(person=paul).first().delete()  # type: ignore[union-attr]
    assert request_representation(actor=paul, organisation=firm, mandate="delegate").person == paul


@pytest.mark.parametrize(
    ("field", "day"),
    [("starts", "0001-01-01"), ("starts", "1999-12-31"), ("starts", "9999-12-31"), ("ends", "9999-12-31")],
)
def test_a_role_holds_in_days_that_somebody_can_mean(field: str, day: str) -> None:
    admin = cast.signed_in(cast.administrator())
    asked = {"role": "reader", "starts": timezone.localdate().isoformat(), "language": "en", field: day}
    invite = admin.post(reverse("accounts:invitations"), asked | {"email": "new@example.org"})
    grant = admin.post(reverse("accounts:person", args=[cast.person().key]), asked)
    for answer in (invite, grant):
        assert answer.status_code == 400
        assert "Choose a day from 1 January 2000 to" in answer.context["form"].errors[field][0]
    assert not Invitation.objects.exists()
    assert not RoleGrant.objects.filter(role="reader").exists()
