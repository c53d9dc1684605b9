"""What somebody with bad intentions, bad luck or an old page sends: answered in a sentence, and nothing is lost."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.web.accounts.models import ClusterMembership, MembershipTier, Person, RoleGrant
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "another sentence, long enough"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_in(email: str, password: str) -> int:
    return Client().post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_who_is_locked_out_comes_in_again_by_a_link_in_a_mail(client: Client) -> None:
    person = cast.person("Known")
    assert [sign_in(person.email, "wrong") for _ in range(6)][-1] == sign_in(person.email, cast.PASSWORD) == 429
    client.post(reverse("account_reset_password"), {"email": person.email})
    found = re.search(r"/account/password/reset/key/\S+", cast.mails()[-1].body)
    assert found
    link = found.group(0)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert sign_in(person.email, cast.PASSWORD) == 400, "the old password no longer opens"
    assert sign_in(person.email, NEW) == 302
    assert b"used already" in Client().get(link, follow=True).content
    assert AuditEntry.objects.filter(verb="chose a new password by mail", actor_key=str(person.key)).exists()
    assert "Your password was changed" in cast.mails()[-1].subject


def edit_form(person: Person, page: str) -> tuple[Client, dict[str, Any]]:
    client = cast.signed_in(person)
    form = client.get(page).context["form"]
    return client, {name: form[name].value() or "" for name in form.fields}


def test_two_people_who_edit_one_organisation_do_not_overwrite_each_other_unseen() -> None:
    firm = cast.organisation()
    page = reverse("accounts:edit_organisation", kwargs={"key": firm.key})
    first, ours = edit_form(cast.representative(firm, "Lea"), page)
    second, theirs = edit_form(cast.administrator(), page)
    assert first.post(page, ours | {"size_class": "small"}).status_code == 302
    answer = second.post(page, theirs | {"legal_name": "Atelier renamed"})
    firm.refresh_from_db()
    assert (firm.legal_name, firm.size_class) == ("Atelier du Condroz", "small")
    assert b"Somebody else changed this" in answer.content
    again = {name: answer.context["form"][name].value() or "" for name in theirs}
    assert again["legal_name"] == "Atelier renamed", "what was written is kept"
    assert second.post(page, again).status_code == 302
    firm.refresh_from_db()
    assert firm.legal_name == "Atelier renamed"


@pytest.mark.parametrize(
    ("page", "ours", "theirs", "said"),
    [
        ("edit/", {"website": "https://ours.example/"}, {"theme_en": "Theirs"}, "website"),
        ("tiers/{tier}/", {"yearly_fee": "250"}, {"name": "Theirs"}, "yearly_fee"),
    ],
)
def test_nor_do_two_people_who_edit_one_cluster_or_tier(
    page: str, ours: dict[str, str], theirs: dict[str, str], said: str
) -> None:
    cluster = cast.cluster()
    cluster.theme = {"en": "Chemistry", "fr": "Chimie"}
    cluster.save()
    tier = MembershipTier.objects.create(cluster=cluster, name="Firms", yearly_fee=100)
    address = f"/clusters/{cluster.slug}/{page.format(tier=tier.pk)}"
    first, opened = edit_form(cast.cluster_manager(of=cluster), address)
    second, also_opened = edit_form(cast.administrator(), address)
    assert first.post(address, opened | ours).status_code == 302
    answer = second.post(address, also_opened | theirs)
    assert b"Somebody else changed this" in answer.content
    found = type(tier if "tier" in page else cluster).objects.get()
    assert str(getattr(found, said)).startswith(ours[said]), "what the first wrote stands"
    again = {name: answer.context["form"][name].value() or "" for name in also_opened}
    assert again | theirs == again, "what the second wrote is kept"
    assert second.post(address, again).status_code == 302, "sent again, it counts"


def test_a_cluster_manager_reaches_nothing_of_another_cluster_by_the_address_of_their_own() -> None:
    own, other = cast.cluster(), cast.cluster("BioWin")
    theirs = cast.member(other, cast.organisation("Theirs"), verified=False)
    client = cast.signed_in(cast.cluster_manager(of=own))
    for name in ("verify_membership", "end_membership"):
        for slug in (own.slug, other.slug):
            answer = client.post(reverse(f"accounts:{name}", kwargs={"slug": slug, "pk": theirs.pk}))
            assert answer.status_code in {403, 404}
    fee = {"name": "Taken", "yearly_fee": "1"}
    assert client.post(f"/clusters/{own.slug}/tiers/{theirs.tier_id}/", fee).status_code == 404
    member = {"organisation": theirs.organisation_id, "tier": theirs.tier_id, "starts": "2026-01-01"}
    answer = client.post(reverse("accounts:members", kwargs={"slug": own.slug}), member)
    assert answer.context["form"].errors["tier"]
    assert ClusterMembership.objects.get().verified_at is None
    assert ClusterMembership.objects.get().ends is None


def test_a_fee_below_nothing_is_an_error_at_its_field() -> None:
    client = cast.signed_in(cast.cluster_manager())
    answer = client.post("/clusters/greenwin/tiers/", {"name": "Paid to come", "yearly_fee": "-1"})
    assert answer.context["form"].errors["yearly_fee"]
    assert not MembershipTier.objects.exists()


def test_the_last_administrator_stays_whatever_page_they_try_it_on() -> None:
    first, last = cast.administrator(), cast.administrator("Last")
    client = cast.signed_in(first)
    revoke = reverse("accounts:revoke_role", kwargs={"pk": RoleGrant.objects.get(person=first).pk})
    assert client.post(revoke, follow=True).status_code == 200, "who gave the role up is led to a page of theirs"
    client = cast.signed_in(last)
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    for page, sent in (
        (reverse("accounts:revoke_role", kwargs={"pk": RoleGrant.objects.get(person=last).pk}), {}),
        (reverse("accounts:active", kwargs={"key": last.key}), {"active": "no"}),
        (reverse("accounts:erase"), {"email": last.email}),
    ):
        assert b"only administrator" in client.post(page, sent, follow=True).content
    assert Person.objects.get(pk=last.pk).is_active


def test_a_passkey_of_somebody_else_is_not_there() -> None:
    theirs = Authenticator.objects.create(user=cast.person("Other"), type="webauthn", data={"name": "Theirs"})
    client = cast.signed_in(cast.person())
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, kwargs={"pk": theirs.pk}), {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Theirs"
