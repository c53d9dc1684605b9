"""Another sign-in service (OpenID Connect), played on loopback with keys of its own, is believed once verified."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm
from tests.unit.web import cast

from beffroi.web.accounts.models import Person
from beffroi.web.accounts.sign_in import openid_connect, origin
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
OWN, FOREIGN = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


class Service(BaseHTTPRequestHandler):
    """Discovery, keys, token, user information; a test changes what the token claims and who signs it."""

    claims: dict[str, Any] = {}  # noqa: RUF012
    info: dict[str, Any] = {}  # noqa: RUF012
    signing: dict[str, Any] = {}  # noqa: RUF012
    asked: list[dict[str, list[str]]] = []  # noqa: RUF012

    def log_message(self, *_args: Any) -> None:
        """Silent."""

    @property
    def here(self) -> str:
        return f"http://{self.headers['Host']}"

    def _json(self, of: Any) -> None:
        body = json.dumps(of).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.endswith("openid-configuration"):
            names = ("authorization", "token", "userinfo")
            ends = {f"{name}_endpoint": f"{self.here}/{name}" for name in names}
            self._json({"issuer": self.here, "jwks_uri": f"{self.here}/jwks"} | ends)
        elif path == "/userinfo":
            known = {"sub": "42", "email": "ada@example.org", "email_verified": True, "name": "Ada Lovelace"}
            self._json(known | self.info)
        else:
            key = RSAAlgorithm.to_jwk(OWN.public_key(), as_dict=True)
            self._json({"keys": [key | {"kid": "own", "alg": "RS256", "use": "sig"}]})

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append(given)
        now = int(time.time())
        claims = {"iss": self.here, "aud": "beffroi", "sub": "42", "iat": now, "exp": now + 60} | self.claims
        how = {"key": OWN, "algorithm": "RS256", "headers": {"kid": "own"}} | self.signing
        answer = {"access_token": "opaque", "token_type": "Bearer"}
        if how["key"] != "none sent":
            answer["id_token"] = jwt.encode({k: v for k, v in claims.items() if v is not None}, **how)
        self._json(answer)


@pytest.fixture
def service(settings: Any) -> Iterator[str]:
    """The service on loopback, configured as the environment would configure it."""
    Service.claims, Service.info, Service.signing, Service.asked = {}, {}, {}, []
    server = ThreadingHTTPServer(("localhost", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    issuer = f"http://localhost:{server.server_port}"
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(issuer, "beffroi", "secret", "Regional sign-in")
    yield issuer
    server.shutdown()
    server.server_close()


def come_back(client: Client, **more: Any) -> Any:
    """Leave for the service and come back with its code."""
    leaves = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}), **more)
    state = parse_qs(urlsplit(leaves.headers["Location"]).query)["state"][0]
    back = reverse("openid_connect_callback", kwargs={"provider_id": "oidc"})
    return client.get(back, {"code": "good", "state": state}, **more)


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:home")).status_code == 200


def test_somebody_signs_in_through_another_service(client: Client, service: str) -> None:
    assert b"Regional sign-in" in client.get(reverse("account_login")).content
    leaves = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    asked = parse_qs(urlsplit(leaves.headers["Location"]).query)
    assert leaves.headers["Location"].startswith(f"{service}/authorization")
    assert asked["code_challenge"]
    come_back(client)
    person = Person.objects.get(email="ada@example.org")
    assert person.name == "Ada Lovelace"
    assert is_in(client)
    assert Service.asked[-1]["code"] == ["good"] and Service.asked[-1]["code_verifier"]
    assert AuditEntry.objects.filter(verb="registered through another sign-in", actor_key=str(person.key)).exists()


def test_the_service_sends_people_back_to_the_address_in_the_settings(
    client: Client, service: str, settings: Any
) -> None:
    settings.SITE_URL = "https://region.example"
    leaves = client.post(
        reverse("openid_connect_login", kwargs={"provider_id": "oidc"}), HTTP_HOST="other.example", secure=True
    )
    back = "https://region.example" + reverse("openid_connect_callback", kwargs={"provider_id": "oidc"})
    assert parse_qs(urlsplit(leaves.headers["Location"]).query)["redirect_uri"] == [back]
    come_back(client, HTTP_HOST="other.example")
    assert Service.asked[-1]["redirect_uri"] == [back]


@pytest.mark.parametrize(
    ("signing", "claims", "info"),
    [
        ({"key": FOREIGN}, {}, {}),
        ({"key": FOREIGN, "headers": {"kid": "foreign"}}, {}, {}),
        ({"key": None, "algorithm": "none"}, {}, {}),
        ({"key": "secret" * 8, "algorithm": "HS256"}, {}, {}),
        ({"key": "none sent"}, {}, {}),
        ({}, {"iss": "https://evil.example"}, {}),
        ({}, {"aud": "another site"}, {}),
        ({}, {"exp": 1_600_000_000}, {}),
        ({}, {"exp": None}, {}),
        ({}, {"sub": "43"}, {}),
        ({}, {}, {"sub": "43"}),
    ],
    ids=[
        *("foreign key", "unknown key", "unsigned", "shared secret", "no token"),
        *("issuer", "audience", "expired", "without end", "another's token", "another's information"),
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    client: Client, service: str, signing: dict[str, Any], claims: dict[str, Any], info: dict[str, Any]
) -> None:
    Service.signing, Service.claims, Service.info = signing, claims, info
    answer = come_back(client)
    assert answer.status_code in {200, 401, 403}
    assert not Person.objects.exists()
    assert not is_in(client)


def test_a_service_with_one_key_need_not_name_it(client: Client, service: str) -> None:
    Service.signing = {"headers": {}}
    come_back(client)
    assert is_in(client)


def test_a_forged_return_from_another_service_is_refused(client: Client, service: str) -> None:
    back = reverse("openid_connect_callback", kwargs={"provider_id": "oidc"})
    assert client.get(back, {"code": "good", "state": "forged"}).status_code in {401, 403}
    assert not Person.objects.exists()


def test_another_service_does_not_take_over_an_account(client: Client, service: str) -> None:
    known = cast.person("Ada")
    come_back(client)
    assert Person.objects.count() == 1
    assert not is_in(client)
    assert EmailAddress.objects.get(email=known.email).user == known


def test_without_configuration_there_is_no_other_service(client: Client) -> None:
    assert openid_connect("", "", "", "") == {}
    assert client.get(reverse("openid_connect_login", kwargs={"provider_id": "oidc"})).status_code == 404
    assert origin("https://login.example.org/realms/x") == ["https://login.example.org"]
