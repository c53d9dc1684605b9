"""A client of Mollie's payments: ask for a payment, read how it stands, give money back. Nothing else is ever sent."""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.sources.exchange import NoAnswer, exchange

SECONDS = 15


@dataclass(frozen=True)
class Told:
    """A payment as the provider tells of it: what was paid, and each refund with its amount and whether it counts."""

    provider_id: str
    status: str
    amount: Decimal
    checkout: str
    refunds: dict[str, tuple[Decimal, bool]]

    @property
    def paid(self) -> Decimal:
        """What was paid."""
        return self.amount if self.status == "paid" else Decimal(0)


def ask_payment(key: str, *, amount: Decimal, words: str, back: str, hook: str, once: str) -> Told:
    """Ask for a payment; asked again under one key, it is the same payment."""
    asked = {
        "amount": _euro(amount), "description": words, "redirectUrl": back, "webhookUrl": hook,
    }  # fmt: skip
    return _told(_ask(key, "POST", "/v2/payments", asked, once))


def read_payment(key: str, provider_id: str) -> Told:
    """How a payment stands, with its refunds."""
    return _told(_ask(key, "GET", f"/v2/payments/{provider_id}?embed=refunds"))


def ask_refund(key: str, provider_id: str, *, amount: Decimal, words: str, once: str) -> str:
    """Give back so much of a payment; asked again under one key, it is the same refund. Gives its id."""
    asked = {"amount": _euro(amount), "description": words}
    return str(_ask(key, "POST", f"/v2/payments/{provider_id}/refunds", asked, once)["id"])


def _euro(amount: Decimal) -> dict[str, str]:
    return {"currency": "EUR", "value": f"{amount:.2f}"}


def _ask(key: str, method: str, path: str, said: dict[str, Any] | None = None, once: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    headers |= {"Idempotency-Key": once} if once else {}
    content = None if said is None else json.dumps(said).encode()
    try:
        answer = exchange(method, settings.MOLLIE_URL + path, headers=headers, content=content, seconds=SECONDS)
        found = json.loads(answer.content) if answer.status < 300 else None
    except (NoAnswer, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        raise ValidationError(_("The provider of payments does not answer as it should; try again later."))
    return found


def _told(said: dict[str, Any]) -> Told:
    try:
        refunds = {
            str(one["id"]): (Decimal(one["amount"]["value"]), one.get("status") not in {"failed", "canceled"})
            for one in said.get("_embedded", {}).get("refunds", [])
        }
        checkout = said.get("_links", {}).get("checkout") or {}
        return Told(said["id"], said["status"], Decimal(said["amount"]["value"]), checkout.get("href", ""), refunds)
    except (KeyError, TypeError, InvalidOperation, AttributeError):
        raise ValidationError(_("The provider of payments does not answer as it should; try again later.")) from None
