"""Settings of sign-in: who may register and how, second factors, lock-out, another sign-in service (OpenID Connect)."""

from typing import Any
from urllib.parse import urlsplit

REGISTRATION = "beffroi.web.accounts.registration.RegistrationForm"
OIDC = "oidc"
"""The name of the other sign-in service in addresses."""


def openid_connect(issuer: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """What the sign-in library needs to know of an OpenID Connect service; nothing if none is configured."""
    if not (issuer and client):
        return {}
    service = {
        "provider_id": OIDC,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [service]}}


def origin(address: str) -> list[str]:
    """The origin of an address: forms may lead there."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
