"""Writes about the portfolio of a cluster: services, offers, who provides them, and at which price."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.services.models import Booking, Offer, PriceRule, Provider, Service

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster

SERVICE = ("name", "summary", "is_in_remit")
OFFER = (
    "title", "summary", "contents", "refund_steps", "languages", "access_notes", "is_reviewed", "hold_minutes",
    "offer_hours",
)  # fmt: skip
SEEN = (*OFFER, "shared_with")
"""What an edition of an offer is: its fields, and who provides it with which share."""
STEPS = ("publish", "withdraw")
WHOLE = Decimal(1)


@action
def save_service(*, actor: Any, service: Service, said: Mapping[str, Any], seen: str = "") -> Service:
    """Enter a service into the portfolio of its cluster, or change it as it stood when it was `seen`."""
    if service.pk:
        service = lock(service)
        refuse_unseen(service, SERVICE, seen)
    if actor is not None:
        permit(actor, "services.change_offer", service)
    with audited(actor, "changed" if service.pk else "created", service):
        for name in SERVICE:
            setattr(service, name, said.get(name, getattr(service, name)))
        service.save()
    return service


@action
def save_offer(
    *,
    actor: Any,
    offer: Offer,
    said: Mapping[str, Any],
    shares: Mapping["Cluster", Decimal] | None = None,
    seen: str = "",
) -> Offer:
    """Make an offer of a service, or change it as it stood when it was `seen`; what was quoted stands."""
    if offer.pk:
        offer = lock(offer)
        refuse_unseen(offer, SEEN, seen)
    if actor is not None:
        permit(actor, "services.change_offer", offer.service)
    with audited(actor, "changed" if offer.pk else "created", offer):
        for name in OFFER:
            setattr(offer, name, said.get(name, getattr(offer, name)))
        offer.save()
    if shares is None and not offer.providers.exists():
        shares = {offer.service.cluster: WHOLE}
    if shares is not None:
        _share_out(actor, offer, shares)
    return offer


def _share_out(actor: Any, offer: Offer, shares: Mapping["Cluster", Decimal]) -> None:
    if sum(shares.values()) != WHOLE:
        raise ValidationError({"shared_with": _("The shares of the clusters must make 100% together.")})
    if offer.service.cluster not in shares:
        raise ValidationError(
            {"shared_with": _("The cluster that offers the service provides it too; give it a share.")}
        )
    if {one.cluster: one.share for one in offer.providers.select_related("cluster")} == shares:
        return
    if Booking.objects.filter(session__offer=offer).exists():
        said = _("Somebody has booked; the shares stand. Make another offer for other shares.")
        raise ValidationError({"shared_with": said})
    before = offer.shared_with
    offer.providers.all().delete()
    Provider.objects.bulk_create(Provider(offer=offer, cluster=one, share=share) for one, share in shares.items())
    if before != offer.shared_with:
        record(actor, "shared out", offer, {"shared_with": before}, {"shared_with": offer.shared_with})


@action
def step_offer(*, actor: Any, offer: Offer, step: str) -> Offer:
    """Show an offer to everybody, or take it off again."""
    offer = lock(offer)
    if actor is not None:
        permit(actor, "services.change_offer", offer)
    if step not in STEPS:
        raise ValidationError(_("There is no such step."))
    if step == "publish" and not offer.prices.exists():
        raise ValidationError(_("Set a price first, then show the offer to everybody."))
    if step == "publish" and not offer.sessions.exists():
        raise ValidationError(_("Plan a session first, then show the offer to everybody."))
    with audited(actor, "published" if step == "publish" else "withdrew", offer):
        try:
            getattr(offer, step)()
        except TransitionNotAllowed:
            raise ValidationError(_("The offer is not at that point; reload the page to see where it is.")) from None
        offer.save()
    return offer


@action
def set_price(*, actor: Any, offer: Offer, said: Mapping[str, Any]) -> PriceRule:
    """Set what an audience pays, with what it was chosen on; earlier prices stay as they were, so do quotes."""
    offer = lock(offer)
    if actor is not None:
        permit(actor, "services.change_offer", offer)
    newest = offer.prices.aggregate(newest=Max("number"))["newest"] or 0
    price = PriceRule(offer=offer, number=newest + 1, made_by=actor, **said)
    if price.tax != PriceRule.Tax.STANDARD and not any(price.tax_reason.values()):
        raise ValidationError({"tax_reason": _("Say why no VAT is charged; the reason stands on the invoice.")})
    with audited(actor, "set a price", price):
        price.save()
    return price
