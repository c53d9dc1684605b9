"""A cluster invoices its share of the revenue to the cluster that sold."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.billing import actions as billing
from beffroi.web.billing.queries import invoices_about, lines_said, seller_of
from beffroi.web.core.actions import action, lock
from beffroi.web.services.models import Session
from beffroi.web.services.queries.shares import Share, share_in, share_key

STANDARD = Decimal(21)


@action
def invoice_share(*, actor: Any, session: Session, cluster: Any) -> Any:
    """Invoice what is left of a share; where more was invoiced than is due now, credit the difference."""
    if actor is not None and cluster.pk not in clusters_managed(actor):
        raise PermissionDenied
    session = lock(session)
    share = share_in(session, cluster)
    if share is None or not share.left:
        raise ValidationError(_("Nothing of this share is left to be invoiced."))
    provider, seller = seller_of(cluster), seller_of(session.offer.service.cluster)
    if provider is None or seller is None:
        raise ValidationError(_("Both clusters need a seller first: enter it under Money."))
    earlier = [one for one in invoices_about(share_key(session, cluster)) if not one.is_credit]
    if share.left < 0:
        return _credit(actor, share, earlier)
    is_taxed = provider.regime == billing.Seller.Regime.NORMAL
    line = billing.LineSaid(
        _words(share), Decimal(1), share.left, "S" if is_taxed else "E", STANDARD if is_taxed else Decimal(0),
        {} if is_taxed else provider.exemption,
    )  # fmt: skip
    bill = billing.Bill(
        lines=[line], supplied_on=timezone.localdate(session.starts_at), reference=session.offer.slug[:60],
        key=f"share-{session.key.hex}-{cluster.pk}-{len(earlier)}", about=share_key(session, cluster), language="fr",
    )  # fmt: skip
    return billing.issue(actor=actor, seller=provider, buyer=billing.buyer_of(seller), bill=bill)


def _credit(actor: Any, share: Share, earlier: list[Any]) -> Any:
    (last,) = earlier[-1:]
    line = lines_said(last)[0]
    back = billing.LineSaid(line.words, Decimal(1), -share.left, line.category, line.rate, line.reason)
    key = f"share-back-{last.key.hex}-{last.credit_notes.count()}"
    return billing.credit(actor=actor, invoice=last, reason=_("The revenue became less."), key=key, lines=[back])


def _words(share: Share) -> dict[str, str]:
    percent = f"{(share.provider.share * 100).normalize():f}"
    starts, titles, found = timezone.localtime(share.session.starts_at), share.session.offer.title, {}
    for language in ("en", "fr"):
        title = titles.get(language) or next(iter(titles.values()), "")
        with override(language):
            said = {"percent": percent, "title": title, "day": date_format(starts, "j F Y")}
            found[language] = (_("%(percent)s%% of the revenue: %(title)s, %(day)s") % said)[:200]
    return found
