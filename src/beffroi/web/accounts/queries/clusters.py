"""Reads about clusters."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from beffroi.web.accounts.models import Cluster, ClusterMembership, Organisation
from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.accounts.queries.people import current
from beffroi.web.accounts.queries.visible import visible_to


def clusters() -> QuerySet[Cluster]:
    """All clusters with the number of their verified members of today."""
    members = ClusterMembership.objects.filter(current(), verified_at__isnull=False)
    return Cluster.objects.annotate(member_count=Count("memberships", filter=Q(memberships__in=members), distinct=True))


def cluster_page(slug: str) -> QuerySet[Cluster]:
    """One cluster with who runs it and its tiers."""
    return clusters().filter(slug=slug).select_related("run_by").prefetch_related("tiers")


def members_of(user: Any, cluster: Cluster) -> QuerySet[ClusterMembership]:
    """Members whom the user may see, those of today first."""
    found = visible_to(user, ClusterMembership).filter(cluster=cluster)
    return found.select_related("organisation", "tier", "verified_by")


def clusters_of(organisation: Organisation) -> dict[int, str]:
    """The clusters of which an organisation is a verified member today: id and name."""
    held = organisation.memberships.filter(current(), verified_at__isnull=False)
    return dict(held.values_list("cluster", "cluster__name"))


def my_clusters(user: Any) -> QuerySet[Cluster]:
    """The clusters that a person manages today."""
    return Cluster.objects.filter(pk__in=clusters_managed(user))
