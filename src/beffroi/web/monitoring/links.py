"""Secret links by which a request is answered without an account: made from the request, kept nowhere."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from beffroi.web.monitoring.models import DataRequest

SIGNER = Signer(sep=".", salt="beffroi.monitoring.report")


def token_of(found: "DataRequest") -> str:
    """The secret of a request as long as its link number stands."""
    return SIGNER.sign(f"{found.key.hex}-{found.link_number}")


def read_token(token: str) -> tuple[UUID, int] | None:
    """Key and link number that a secret names; None if nobody here made it."""
    try:
        key, _dash, number = SIGNER.unsign(token).rpartition("-")
        return UUID(key), int(number)
    except (BadSignature, ValueError):
        return None


def opens(found: "DataRequest", token: str) -> bool:
    """Whether a secret is that of the link which a request has now."""
    return read_token(token) == (found.key, found.link_number)
