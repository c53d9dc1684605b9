"""A cluster becomes a seller."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.invoicing.references import account_number, enterprise_number
from beffroi.web.billing.models import Seller
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.ciphers import cipher
from beffroi.web.core.editions import refuse_unseen

SELLER = (
    "legal_name", "enterprise_number", "street", "postcode", "city", "email", "regime", "exemption", "iban", "bic",
    "series", "peppol", "payment_days",
)  # fmt: skip
PURPOSE = "billing"


@action
def save_seller(
    *, actor: Any, seller: Seller, said: Mapping[str, Any], seen: str = "", online_key: str | None = None
) -> Seller:
    """Enter who sells for a cluster, or change it as it stood when it was `seen`; what was invoiced stands.

    `online_key` is the key of its account at the provider of payments online: None keeps the one that is there.
    """
    was_there = bool(seller.pk)
    if was_there:
        seller = lock(seller)
        refuse_unseen(seller, SELLER, seen)
    if actor is not None:
        permit(actor, "billing.keep_money", seller)
    checked = dict(said) | {"peppol": said.get("peppol") or said.get("enterprise_number", "")}
    for name, check in (("enterprise_number", enterprise_number), ("peppol", enterprise_number),
                        ("iban", account_number)):  # fmt: skip
        if name in said or name == "peppol":
            checked[name] = check(str(checked[name]))
    _refuse_bad(checked)
    if Seller.objects.exclude(pk=seller.pk).filter(series=checked.get("series", seller.series)).exists():
        raise ValidationError({"series": _("Another seller has this series; choose another.")})
    with audited(actor, "changed" if was_there else "created", seller):
        for name in SELLER:
            setattr(seller, name, checked.get(name, getattr(seller, name)))
        if online_key is not None:
            seller.online_key = cipher(PURPOSE).encrypt(online_key.encode()).decode() if online_key else ""
        seller.save()
    return seller


def _refuse_bad(said: Mapping[str, Any]) -> None:
    faults = {
        "enterprise_number": _("This is no Belgian enterprise number: ten digits, as in 0403.091.220."),
        "peppol": _("This is no Belgian enterprise number: ten digits, as in 0403.091.220."),
        "iban": _("This is no account number; write it as the bank does, as in BE71 0961 2345 6769."),
    }
    found = {name: words for name, words in faults.items() if name in said and not said[name]}
    if said.get("regime") != Seller.Regime.NORMAL and not any(said.get("exemption", {}).values()):
        found["exemption_en"] = _("Say why no VAT is charged; the reason stands on every invoice.")
    if found:
        raise ValidationError(found)
