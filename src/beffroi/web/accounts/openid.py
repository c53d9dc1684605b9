"""The other sign-in service (OpenID Connect): where it sends people back to, and what must be true of its token.

The sign-in library trusts an id_token that came straight from the service. We do not: a token whose signature, issuer,
audience or time does not hold is refused, and so is user information about somebody else than the token's.
"""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures with a key pair only: a shared secret proves nothing that the secret's other holder could not forge."""


def on_the_site(url: str) -> str:
    """The same address on this site, as the settings name it."""
    parts = urlsplit(url)
    return settings.SITE_URL.rstrip("/") + urlunsplit(("", "", parts.path, parts.query, parts.fragment))


class ServiceAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The library's, with the site's own address and a verified token."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the service sends people back: the address in the settings, whatever name the request was sent to."""
        return on_the_site(super().get_callback_url(request, app))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Somebody is who a token that holds says they are."""
        given = kwargs["response"].get("id_token")
        if not given:
            raise OAuth2Error("the service sent no id_token")
        claims = self._decode_id_token(app, given)
        told = self._fetch_user_info(token.token)
        if not claims.get("sub") or told.get("sub") != claims["sub"]:
            raise OAuth2Error("id_token and user information are about two persons")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": claims})

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """The claims of a token, once its signature and all that it states hold."""
        try:
            key = self._key(jwt.get_unverified_header(id_token).get("kid"))
            return jwt.decode(
                id_token,
                key,
                ALGORITHMS,
                {"require": ["iss", "aud", "exp", "iat", "sub"]},
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=30,
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("the id_token does not hold") from error

    def _key(self, kid: str | None) -> jwt.PyJWK:
        """The public key of the service that a token names; a service with one key need not name it."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.public_key_use in {None, "sig"}]
        named = [key for key in keys if key.key_id == kid] if kid else keys
        if len(named) != 1:
            raise OAuth2Error("the service has no such key")
        return named[0]
