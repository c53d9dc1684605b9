"""Every page of the accounts answers, in both languages, with few queries."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.codelists import name_of_region

pytestmark = pytest.mark.django_db
SIGN_IN = [
    "account_login",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
OWN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
    "socialaccount_connections",
    "accounts:home",
    "accounts:details",
    "accounts:privacy",
    "accounts:organisations",
    "accounts:create_organisation",
    "accounts:clusters",
]
ADMINISTRATION = ["accounts:people", "accounts:invitations", "accounts:merges"]


def language(page: bytes) -> str:
    return page.split(b'lang="')[1][:2].decode()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", SIGN_IN)
def test_pages_of_signing_in_answer_the_anonymous(client: Client, name: str, lang: str) -> None:
    answer = client.get(reverse(name), {"lang": lang})
    assert answer.status_code == (401 if name == "socialaccount_login_error" else 200)
    assert language(answer.content) == lang
    assert b"page-head" in answer.content


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", OWN)
def test_own_pages_answer(name: str, lang: str) -> None:
    answer = cast.signed_in(cast.person()).get(reverse(name), {"lang": lang})
    assert answer.status_code == 200, answer.headers
    assert language(answer.content) == lang
    assert b"page-head" in answer.content


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_administration_answers_administrators_only(name: str) -> None:
    assert cast.signed_in(cast.administrator()).get(reverse(name)).status_code == 200
    assert cast.signed_in(cast.person()).get(reverse(name)).status_code == 403
    assert Client().get(reverse(name)).status_code == 302


def test_pages_of_objects_answer() -> None:
    manager, admin = cast.cluster_manager(), cast.administrator()
    firm = cast.firm()
    cast.member()
    organisation, cluster = cast.organisation(), cast.cluster()
    pages = [
        (firm, reverse("accounts:organisation", kwargs={"key": organisation.key})),
        (firm, reverse("accounts:edit_organisation", kwargs={"key": organisation.key})),
        (manager, reverse("accounts:cluster", kwargs={"slug": cluster.slug})),
        (manager, reverse("accounts:edit_cluster", kwargs={"slug": cluster.slug})),
        (manager, reverse("accounts:add_tier", kwargs={"slug": cluster.slug})),
        (manager, reverse("accounts:edit_tier", kwargs={"slug": cluster.slug, "pk": cast.tier().pk})),
        (manager, reverse("accounts:members", kwargs={"slug": cluster.slug})),
        (admin, reverse("accounts:person", kwargs={"key": firm.key})),
    ]
    for who, address in pages:
        assert cast.signed_in(who).get(address).status_code == 200, address


def test_the_list_of_people_needs_as_many_queries_for_many_as_for_few(django_assert_max_num_queries) -> None:
    admin = cast.signed_in(cast.administrator())
    for number in range(12):
        cast.with_role("cluster_manager", f"Manager {number}", of=cast.cluster(f"Cluster {number}"))
    with django_assert_max_num_queries(12):
        assert admin.get(reverse("accounts:people")).status_code == 200


def test_the_members_of_a_cluster_need_as_many_queries_for_many_as_for_few(django_assert_max_num_queries) -> None:
    manager = cast.signed_in(cast.cluster_manager())
    for number in range(12):
        cast.member(who=cast.organisation(f"Firm {number}"))
    with django_assert_max_num_queries(12):
        assert manager.get(reverse("accounts:members", kwargs={"slug": "greenwin"})).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["login/code/", "login/code/confirm/", "signup/passkey/", "2fa/trust/", "phone/change/", "social/signup/"],
)
def test_views_of_the_sign_in_library_that_are_not_used_are_closed(client: Client, address: str) -> None:
    assert client.get(f"/account/{address}").status_code == 404


@pytest.mark.parametrize(
    ("lang", "country", "region", "activity"),
    [
        ("en", "Greece", "Kriti", "20.14 – Chemicals and chemical products"),
        ("fr", "Grèce", "Kriti", "20.14 – Industrie chimique"),
    ],
)
def test_organisations_are_said_in_names_not_in_codes(lang: str, country: str, region: str, activity: str) -> None:
    found = cast.organisation("Elaia", country="GR", region="GR43", nace="20.14")
    reader = cast.signed_in(cast.person())
    listed = reader.get(reverse("accounts:organisations"), {"lang": lang}).content.decode()
    page = reader.get(reverse("accounts:organisation", kwargs={"key": found.key}), {"lang": lang}).content.decode()
    for shown in (listed, page):
        assert f"{country}<" in shown
        assert f"{region}<" in shown
        assert "GR43" not in shown
    assert activity in page


def test_a_region_inside_another_is_said_by_both() -> None:
    assert name_of_region("BE321", "fr") == "Hainaut (BE321)"
    assert name_of_region("BE3", "fr") == "Wallonie"


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_the_page_of_merges_begins_with_an_answer(merged: int) -> None:
    admin = cast.administrator()
    for number in range(merged):
        twice = cast.organisation(f"Twice {number}")
        actions.merge_organisations(actor=admin, kept=cast.organisation(), duplicate=twice)
    page = cast.signed_in(admin).get(reverse("accounts:merges")).content.decode()
    said = {0: "no duplicate was merged so far", 1: "1 duplicate is merged.", 2: "2 duplicates are merged."}
    assert said[merged] in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("accounts:people", "Nobody that fits what is asked."),
        ("accounts:organisations", "None that fits what is asked."),
        ("accounts:invitations", "Nobody: no invitation was sent so far."),
        ("core:jobs", "Nothing: no background work is on your list."),
    ],
)
def test_an_empty_list_is_answered_in_words_not_by_a_zero(name: str, said: str) -> None:
    page = cast.signed_in(cast.administrator()).get(reverse(name), {"q": "qqqq"}).content.decode()
    assert said in page


def test_no_role_is_granted_that_nobody_chose() -> None:
    admin, found = cast.administrator(), cast.person()
    address = reverse("accounts:person", kwargs={"key": found.key})
    page = cast.signed_in(admin).get(address).content.decode()
    assert '<option value="" selected>Choose a role</option>' in page
    assert "What everybody may: no role is held today." in page
    cast.signed_in(admin).post(address, {"role": "", "starts": "2026-01-01", "one_time_key": "a" * 32})
    assert not found.grants.exists()
