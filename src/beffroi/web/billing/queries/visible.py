"""What a person sees of the money of clusters."""

from typing import Any

from django.db.models import QuerySet

from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.accounts.queries import my_clusters
from beffroi.web.billing.models import BankLine, Invoice, OnlinePayment, Seller


def visible_sellers(user: Any) -> QuerySet[Seller]:
    """The sellers of the clusters that the person manages."""
    return Seller.objects.filter(cluster__in=clusters_managed(user)).select_related("cluster")


def visible_invoices(user: Any) -> QuerySet[Invoice]:
    """The invoices of the clusters that the person manages."""
    found = Invoice.objects.filter(seller__cluster__in=clusters_managed(user))
    return found.select_related("seller__cluster", "corrects")


def visible_lines(user: Any) -> QuerySet[BankLine]:
    """The movements on the accounts of the clusters that the person manages."""
    return BankLine.objects.filter(seller__cluster__in=clusters_managed(user)).select_related("seller__cluster")


def visible_payments(user: Any) -> QuerySet[OnlinePayment]:
    """The payments online to the clusters that the person manages."""
    found = OnlinePayment.objects.filter(seller__cluster__in=clusters_managed(user))
    return found.select_related("seller__cluster", "invoice__seller__cluster")


def sellers_of(user: Any) -> list[tuple[Any, Seller | None]]:
    """The clusters that a person manages, with their sellers."""
    held = {one.cluster_id: one for one in visible_sellers(user)}
    return [(cluster, held.get(cluster.pk)) for cluster in my_clusters(user)]


def seller_of(cluster: Any) -> Seller | None:
    """The seller of a cluster, None as long as nobody entered it."""
    return Seller.objects.filter(cluster=cluster).first()
