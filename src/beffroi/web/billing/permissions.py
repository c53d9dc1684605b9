"""Who may do what with the money of a cluster: whoever manages it, nobody else; firms see theirs by their booking."""

from typing import Any

from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.billing.models import BankLine, Invoice, OnlinePayment, Seller
from beffroi.web.core.permissions import Predicate, predicate, somebody


@predicate
def keeps_money(user: Any, of: Any = None) -> bool:
    """The person manages the cluster that sells; of no object: some cluster."""
    if not somebody(user):
        return False
    managed = clusters_managed(user)
    if of is None:
        return bool(managed)
    seller = of.seller if isinstance(of, Invoice | BankLine | OnlinePayment) else of
    return isinstance(seller, Seller) and seller.cluster_id in managed


PERMISSIONS: dict[str, Predicate] = {
    "keep_money": keeps_money,
}
