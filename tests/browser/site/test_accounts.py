"""Journeys of the accounts: an administrator invites, grants, revokes; a person protects and erases their data."""

import base64
import hmac
import json
import re
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page
from tests.unit.web import cast

from beffroi.web.accounts.models import Person, RoleGrant
from beffroi.web.core.models import AuditEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    """What an authenticator app would show now (RFC 6238)."""
    key = base64.b32decode(secret)
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(key, counter, "sha1").digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def send(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    page.wait_for_load_state()


def confirm_it_is_me(page: Page) -> None:
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(cast.PASSWORD)
        send(page, "Confirm")


def sign_in(open_page: Open, person: Person, then: str) -> Page:
    """A page that somebody reaches by signing in with address and password, without script."""
    page = open_page(f"/account/login/?next={then}", javascript=False)
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{then}")
    return page


def test_an_administrator_invites_grants_and_revokes(open_page: Open, axe: Check) -> None:
    admin = cast.administrator()
    cast.cluster()
    page = open_page("/administration/invitations/", person=admin)
    page.get_by_label("E-mail address").fill("new@example.org")
    page.locator("#id_role").select_option("reader")
    send(page, "Send the invitation")
    assert page.get_by_text("An invitation is on its way to new@example.org.").is_visible()
    axe(page)
    found = re.search(r"/account/invitation/\?token=\S+", cast.mails()[-1].body)
    assert found
    guest = open_page(found.group(0))
    axe(guest)
    guest.get_by_label("Name").fill("Noa")
    guest.get_by_label("Password").fill("a sentence that is long enough")
    send(guest, "Accept and make an account")
    assert guest.get_by_text("Your account is ready.").is_visible()
    page.goto("/administration/people/?q=noa")
    page.get_by_role("link", name="Noa").click()
    page.locator("#id_role").select_option("cluster_manager")
    send(page, "Grant")
    assert page.get_by_text("A cluster manager manages one cluster: choose which.").first.is_visible()
    page.locator("#id_cluster").select_option(label="GreenWin")
    send(page, "Grant")
    assert page.get_by_text("The role is granted.").is_visible()
    axe(page)
    page.get_by_role("button", name="Revoke Cluster manager").click()
    page.wait_for_load_state()
    assert page.get_by_text("The role is revoked.").is_visible()
    assert RoleGrant.objects.filter(role="cluster_manager", revoked_at__isnull=False).count() == 1


def test_a_person_sets_up_a_second_factor_and_signs_in_with_it(open_page: Open, axe: Check) -> None:
    person = cast.person()
    page = open_page("/account/2fa/totp/activate/", person=person)
    confirm_it_is_me(page)
    axe(page)
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("Authenticator code").fill(code_of(secret))
    send(page, "Activate")
    page.goto("/account/2fa/")
    assert page.get_by_text("Active").is_visible()
    axe(page)
    other = open_page("/account/login/")
    other.get_by_label("Email").fill(person.email)
    other.get_by_label("Password").fill(cast.PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/2fa/authenticate/")
    axe(other)
    cache.clear()  # a code counts once; the next would take half a minute
    other.locator("input[name=code]").fill(code_of(secret))
    send(other, "Sign in")
    other.goto("/account/sessions/")
    assert other.get_by_role("row").count() >= 2
    axe(other)


def test_a_person_ends_their_other_sessions(open_page: Open) -> None:
    person = cast.person()
    first, second = (sign_in(open_page, person, "/account/sessions/") for _ in range(2))
    send(second, "Sign out everywhere else")
    first.goto("/account/")
    assert "/login/" in first.url


def test_a_person_takes_their_data_and_erases_themself(open_page: Open, axe: Check, tmp_path: Path) -> None:
    person = cast.firm()
    page = open_page("/account/privacy/", person=person)
    axe(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my data").click()
    waiting.value.save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert json.loads(archive.read("account.json"))[0]["email"] == person.email
    page.get_by_role("link", name="Erase my account").click()
    confirm_it_is_me(page)
    axe(page)
    page.get_by_label("Your e-mail address").fill("somebody@example.org")
    send(page, "Erase my account for good")
    assert page.get_by_text("nothing was erased").first.is_visible()
    page.get_by_label("Your e-mail address").fill(person.email)
    send(page, "Erase my account for good")
    assert Person.objects.get(pk=person.pk).erased_at is not None


def test_signing_in_needs_no_javascript(open_page: Open) -> None:
    page = sign_in(open_page, cast.person(), "/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Who are you here, and what may you do?"


@pytest.fixture
def authenticator() -> Callable[[Page], None]:
    """Gives a page a device that keeps passkeys and always says yes, as Chromium imitates one."""

    def plug_in(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return plug_in


def test_a_person_registers_a_passkey_signs_in_with_it_and_removes_it(
    open_page: Open, authenticator: Callable[[Page], None], axe: Check
) -> None:
    person = cast.person()
    page = open_page("/account/2fa/passkeys/add/", person=person)
    authenticator(page)
    confirm_it_is_me(page)
    axe(page)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.get_by_text("The passkey is added.").is_visible()
    page.goto("/account/logout/")
    send(page, "Sign out")
    page.goto("/account/login/?next=/account/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/account/sessions/$"))
    page.goto("/account/2fa/passkeys/")
    axe(page)
    page.get_by_role("link", name="Remove My laptop").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    send(page, "Remove the passkey")
    assert page.get_by_text("The passkey is removed.").is_visible()
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not accepted. Try again, or use another way.").wait_for()
    verbs = AuditEntry.objects.filter(actor_key=str(person.key)).values_list("verb", flat=True)
    assert set(verbs) >= {"added a passkey", "removed a passkey"}
