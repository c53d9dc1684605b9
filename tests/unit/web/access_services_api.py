"""Who gets what at the addresses of the API of services: offers are open, the rest needs a token and no cookie."""

from typing import Any

from tests.unit.web.access_roles import EVERYBODY, NOBODY, Line, lines

SIGN_IN = {"refused": "sign in"}


def booked(cast: Any) -> dict[str, Any]:
    return {"key": cast.services().booking.key}


def waits(cast: Any) -> dict[str, Any]:
    return {"key": cast.services().entry.key}


SERVICES_API: dict[str, Line] = {
    **lines("api:offers", EVERYBODY),
    **lines("api:one_offer", EVERYBODY, lambda cast: {"slug": cast.services().offer.slug}),
    **lines("api:listed api:waits", NOBODY, **SIGN_IN),
    **lines("api:book api:join", NOBODY, method="post", **SIGN_IN),
    **lines("api:one_booking", NOBODY, booked, **SIGN_IN),
    **lines("api:confirm api:cancel", NOBODY, booked, method="post", **SIGN_IN),
    **lines("api:one_entry", NOBODY, waits, **SIGN_IN),
    **lines("api:accept api:leave", NOBODY, waits, method="post", **SIGN_IN),
}
