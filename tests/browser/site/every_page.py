"""What there is to look at: every address that answers GET with a page, as somebody who sees it, and pages in states.

The addresses come from the table of access and from the addresses of signing in, so that a new page cannot be
forgotten: one that answers neither with a page nor with a file has to be named in `NO_PAGE`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData
from tests.unit.web import cast
from tests.unit.web.access_cast import address_of, names_of
from tests.unit.web.access_roles import ROLES
from tests.unit.web.access_table import SIGNING_IN, TABLE

NO_PAGE = {
    "accounts:merge": "leads to the form where nothing is named",
    "openid_connect_login": "sends to another site",
    "openid_connect_callback": "comes from another site",
    "socialaccount_signup": "comes after another site has answered",
    "mfa_login_webauthn": "is asked by script, and answers it",
    "mfa_download_recovery_codes": "is a file",
    "usersessions_end": "is a form",
    "strategy:direction_pair": "leads to the form of the pair that was chosen",
}
OTHERWISE = {
    "mfa_index": ("person", "secured", "keyed"),
    "account_reset_password_from_key": ("visitor", "halfway"),
}
"""Addresses that show different pages to different people."""

STATES = {
    "visitor": (
        "/",
        "/nothing/here/",
        "/observe/?q=Walonia",
        "/observe/territories/new/?codes=BE35",
        "/observe/Walonia/",
        "/observe/BE3/?year=1066",
        "/search/?q=unemployment",
        "/search/?q=zzzzqq",
        "/observe/sectors/?q=nothing",
        "/observe/sectors/C21/?region=BE3",
        "/observe/sectors/C21/?country=XX",
        "/observe/sectors/C21/strength/?region=BE3&country=BE",
        "/observe/sectors/nothing/",
        "/observe/figures/?q=zebra",
        "/observe/figures/gdp_per_head_eur/?region=BE3",
        "/observe/figures/gdp_per_head_eur/?year=2017&region=nowhere",
        "/observe/index/?region=BE3",
        "/observe/index/?q=nothing&year=1900",
        "/observe/index/compare/?regions=BE3,SE31,ITC1,DED,BE32&add=FRE",
        "/observe/DED/index/",
        "/observe/index/what-if/?creativity=3&region=BE3",
        "/observe/index/what-if/?creativity=-1",
    ),
    "person": ("/",),
}
"""What the addresses show when they are asked for something particular, something wrong, or nothing that is there."""


@dataclass(frozen=True)
class Stop:
    """A page to look at, and as whom."""

    role: str
    address: str


class Everyone:
    """The cast, and a client for each role. Of signing in: `secured` has an authenticator and recovery codes, `keyed` a
    passkey, `wordless` no password, and `halfway` has yet to show the second factor.
    """

    def __init__(self, people: SimpleNamespace) -> None:
        self.people = people.people | {"secured": cast.person("Secured"), "keyed": cast.person("Keyed")}
        self.of_site, self.secured = people, self.people["secured"]
        # Made before any page is asked for: what a page shows must not depend on which address was asked first.
        people.piloting(), people.strategy()
        self.clients: dict[str, Client] = {"visitor": Client()}
        self.people["wordless"] = cast.person("Wordless")
        self.people["wordless"].set_unusable_password()
        self.people["wordless"].save()
        TOTP.activate(self.secured, generate_totp_secret())
        RecoveryCodes.activate(self.secured)
        self.passkey = WebAuthn.add(self.people["keyed"], "Key of the house", _credential()).instance
        self.clients["halfway"] = Client()
        self.clients["halfway"].get(self.password_link("key"))
        asked = {"login": self.secured.email, "password": cast.PASSWORD}
        self.clients["halfway"].post(reverse("account_login"), asked)

    def client(self, role: str) -> Client:
        """Signed in as a role, with the password typed just now."""
        if role not in self.clients:
            self.clients[role] = cast.signed_in(self.people[role])
            self.clients[role].post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
        return self.clients[role]

    def password_link(self, key: str = "set-password") -> str:
        """The link of a mail that sets a new password."""
        key = default_token_generator.make_token(self.secured) if key == "key" else key
        kwargs = {"uidb36": user_pk_to_url_str(self.secured), "key": key}
        return reverse("account_reset_password_from_key", kwargs=kwargs)

    def signing_in(self, name: str) -> str:
        """The address of a page of signing in."""
        if name == "account_reset_password_from_key":
            return self.password_link()
        if name == "account_confirm_email":
            found = EmailConfirmationHMAC(EmailAddress.objects.get(email=self.secured.email))
            return reverse(name, kwargs={"key": found.key})
        if name.startswith("openid_connect_"):
            return reverse(name, kwargs={"provider_id": "any"})
        if name == "usersessions_end":
            return reverse(name, kwargs={"pk": 1})
        if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"}:
            return reverse(name, kwargs={"pk": self.passkey.pk})
        return reverse(name)


def every_page(everyone: Everyone, part: slice = slice(None)) -> Iterator[Stop]:
    """Every page of the site once, or more often where it differs; a mistake in the lists above is told.

    Of all addresses, in the order of their names, a part: asking which of them are pages takes long too.
    """
    found, without = list[Stop](), set[str]()
    names = sorted(names_of(get_resolver().url_patterns))[part]
    for name in names:
        if name.startswith(SIGNING_IN):
            pages = _of_signing_in(everyone, name)
        elif not name.startswith("api:") and name in TABLE and TABLE[name].method == "get" and TABLE[name].may:
            pages = _of_table(everyone, name)
        else:
            continue
        without |= set() if pages else {name}
        found += [page for page in pages if page.address]
    wrong = without ^ (NO_PAGE.keys() & names)
    assert not wrong, f"What shows a page to nobody is named in NO_PAGE, and nothing else; wrong is {sorted(wrong)}."
    yield from dict.fromkeys(found)
    states = [Stop(role, address) for role, addresses in STATES.items() for address in addresses]
    yield from states[part]


def _of_table(everyone: Everyone, name: str) -> list[Stop]:
    """As who sees most of it; a file is no page to look at."""
    line = TABLE[name]
    role = "administrator" if "administrator" in line.may else next(role for role in ROLES if role in line.may)
    address = address_of(name, line, everyone.of_site)
    answer: Any = everyone.client(role).get(address)
    if answer.status_code == 200 and not is_page(answer):
        return [Stop(role, "")]
    return [Stop(role, address)] if is_page(answer) else []


def _of_signing_in(everyone: Everyone, name: str) -> list[Stop]:
    """As the first who sees a page there, or as everybody for whom it differs."""
    address, asked = everyone.signing_in(name), OTHERWISE.get(name, ())
    for role in asked or ("visitor", "halfway", "person", "secured", "keyed", "wordless"):
        if is_page(everyone.client(role).get(address)):
            return [Stop(each, address) for each in asked or (role,)]
    return []


def is_page(answer: HttpResponse) -> bool:
    """Whether an answer is something to look at, be it a refusal."""
    is_there = answer.status_code < 300 or answer.status_code in {400, 401, 403, 410}
    is_file = answer.get("Content-Disposition", "").startswith("attachment")
    return is_there and not is_file and answer["Content-Type"].startswith("text/html")


def _credential() -> dict[str, Any]:
    """What a passkey gives when it is registered, with a new key."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    data = AttestedCredentialData.create(Aaguid.NONE, b"passkey", public)
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    held = AuthenticatorData.create(sha256(b"localhost").digest(), flags, 0, data)
    response = {
        "clientDataJSON": CollectedClientData.create("webauthn.create", b"question", "http://localhost").b64,
        "attestationObject": websafe_encode(AttestationObject.create("none", held, {})),
    }
    key = websafe_encode(b"passkey")
    return {"id": key, "rawId": key, "type": "public-key", "response": response, "clientExtensionResults": {}}
