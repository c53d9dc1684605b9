"""Pinned evidence: what was seen on a day, and whether it still holds."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import override
from ninja import Path, Router
from ninja.pagination import paginate

from beffroi.web.core.api import Answer, Pages, Problem, Refused, strict
from beffroi.web.observatory.exports.pinned import address_of, pin_as_json
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.queries.pins import by_key, listed, reading

router = Router(tags=["evidence"])
Key = Annotated[str, Path(max_length=20, description="The key of a short address: /e/<key>/.")]


class PinOut(Answer):
    """One pin of the list."""

    key: str
    address: str
    kind: str
    titles: dict[str, str]
    pinned_at: datetime


class PinDetail(Answer):
    """A pin with what was seen in both languages, its sources, and what was revised since; or that it was withdrawn."""

    key: str
    address: str
    titles: dict[str, str]
    pinned_at: datetime
    withdrawn: dict[str, Any] | None
    kind: str | None = None
    permalink: str | None = None
    note: dict[str, Any] | None = None
    notes: dict[str, str] = {}
    sources: list[dict[str, Any]] | None = None
    figures_fingerprint: str | None = None
    digest: str | None = None
    seen: dict[str, Any] | None = None
    since: dict[str, Any] | None = None


@router.get("", response=list[PinOut], summary="Pinned evidence")
@strict
@paginate(Pages)
def pins(request: HttpRequest, lang: Literal["en", "fr"] = "en") -> list[dict[str, Any]]:
    """Every pin, the newest first; withdrawn ones answer at their own address only."""
    return [_listed(pin) for pin in listed(request.user)]


@router.get("/{key}", response={200: PinDetail, 404: Problem}, summary="One pin")
@strict
def pin(request: HttpRequest, key: Key, lang: Literal["en", "fr"] = "en") -> dict[str, Any]:
    """What was seen, and whether the figures were revised since."""
    found = by_key(request.user, key).first()
    if found is None:
        raise Refused(404, f"'{key[:20]}' is no pin; its address has eight letters and digits.", "key")
    with override(lang):
        return pin_as_json(found, None if found.is_withdrawn else reading(found, lang))


def _listed(pin: Pin) -> dict[str, Any]:
    return {"key": pin.key, "address": address_of(pin), "kind": pin.kind, "titles": pin.titles} | {
        "pinned_at": pin.pinned_at
    }
