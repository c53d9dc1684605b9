"""Writes about promotion: another cluster brings an offer to its members, or stops to do so."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.services.models import Offer, Promotion
from beffroi.web.services.states import OfferState

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster

PROMOTE = "services.promote"


@action
def promote(*, actor: Any, offer: Offer, cluster: "Cluster") -> Promotion:
    """A cluster promotes an offer of others; asked again, nothing changes; after a pause it begins anew."""
    offer = lock(offer)
    found = offer.promotions.filter(cluster=cluster).first() or Promotion(offer=offer, cluster=cluster)
    if actor is not None:
        permit(actor, PROMOTE, found)
    if offer.state != OfferState.PUBLISHED:
        raise ValidationError(_("The offer is not published; it can be promoted as soon as everybody sees it."))
    if offer.providers.filter(cluster=cluster).exists():
        raise ValidationError(_("Your cluster provides this offer itself; it is promoted by others."))
    if found.pk and found.ended_on is None:
        record(actor, "asked again", found)
        return found
    with audited(actor, "promotes", found):
        found.started_on, found.ended_on = timezone.localdate(), None
        found.save()
    return found


@action
def stop_promoting(*, actor: Any, promotion: Promotion) -> Promotion:
    """A cluster promotes an offer no longer; its link brings nobody any more, what it brought stays counted."""
    found = lock(promotion)
    if actor is not None:
        permit(actor, PROMOTE, found)
    if found.ended_on is not None:
        raise ValidationError(_("Your cluster promotes this offer no longer."))
    with audited(actor, "stopped promoting", found):
        found.ended_on = timezone.localdate()
        found.save()
    return found
