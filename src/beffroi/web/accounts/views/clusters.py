"""Clusters and their tiers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beffroi.web.accounts import actions
from beffroi.web.accounts.forms.clusters import ClusterForm, TierForm
from beffroi.web.accounts.models import Cluster
from beffroi.web.accounts.queries import cluster_page, clusters, member_totals, members_of, visible_to
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, public, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once


@public
def index(request: HttpRequest) -> HttpResponse:
    """Which clusters are there?"""
    return render(request, "accounts/clusters.html", {"clusters": list(clusters())})


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is this cluster about, and who is in it?"""
    cluster = fetch(request.user, "accounts.view_cluster", cluster_page(slug))
    context = {
        "cluster": cluster,
        "members": list(members_of(request.user, cluster)),
        "may_change": allows(request.user, "accounts.change_cluster", cluster),
        "may_manage": allows(request.user, "accounts.manage_memberships", cluster),
        "totals": member_totals(cluster) if allows(request.user, "accounts.view_member_totals", cluster) else None,
    }
    return render(request, "accounts/cluster.html", context)


@requires("accounts.change_cluster")
@once
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change theme and website."""
    cluster = _managed(request, slug, "accounts.change_cluster")
    form = ClusterForm(request.POST or None, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        try:
            seen, actor = form.cleaned_data["seen"], the_person(request)
            actions.change_cluster(actor=actor, cluster=cluster, details=form.details(), seen=seen)
            messages.success(request, _("The details are saved."))
            return redirect("accounts:cluster", slug=slug)
        except ValidationError as error:
            form.add_error(None, error)
            form.told(error, lambda: ClusterForm(cluster=_managed(request, slug, "accounts.change_cluster")))
    context = {"form": form, "cluster": cluster}
    return render(request, "accounts/cluster_form.html", context, status=form.status)


@requires("accounts.change_cluster")
@once
def tier(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Enter or change a tier of membership."""
    cluster = _managed(request, slug, "accounts.change_cluster")
    held = get_object_or_404(cluster.tiers, pk=pk) if pk is not None else None
    form = TierForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_tier(actor=the_person(request), cluster=cluster, tier=held, **form.cleaned_data)
            messages.success(request, _("The tier is saved."))
            return redirect("accounts:cluster", slug=slug)
        except ValidationError as error:
            form.add_error(None, error)
            form.told(error, lambda: TierForm(instance=get_object_or_404(cluster.tiers, pk=pk)))
    context = {"form": form, "cluster": cluster, "tier": held}
    return render(request, "accounts/tier_form.html", context, status=form.status)


def _managed(request: HttpRequest, slug: str, permission: str) -> Cluster:
    return fetch(request.user, permission, visible_to(request.user, Cluster), slug=slug)
