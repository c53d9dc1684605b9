"""Members of a cluster, for who manages it: entered one by one, verified by evidence, renewed, ended."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.web.accounts import actions
from beffroi.web.accounts.forms.members import EvidenceForm, MemberForm, RenewalForm
from beffroi.web.accounts.models import Cluster, ClusterMembership
from beffroi.web.accounts.queries import ends_soon, members_of, visible_to
from beffroi.web.accounts.views.signed_in import the_person
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.submission import once

MANAGE = "accounts.manage_memberships"
A_PAGE = 50
HEADER = ("name", "country", "number", "tier", "since", "until", "evidence", "listed", "kind")


@requires(MANAGE)
@once
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is a member, what ends soon, and one more."""
    cluster = managed(request, slug)
    form = MemberForm(request.POST or None, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_member(actor=the_person(request), cluster=cluster, **form.cleaned_data)
            messages.success(request, _("%(name)s is a member.") % {"name": added.organisation})
            return redirect("accounts:members", slug=slug)
        except ValidationError as error:
            form.add_error(None, error)
    found = members_of(request.user, cluster)
    context = {
        "form": form,
        "cluster": cluster,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "ending": list(ends_soon(found)),
    }
    return render(request, "accounts/members.html", context)


@requires(MANAGE)
@require_safe
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as a file that can be corrected and sent again."""
    cluster = managed(request, slug)
    rows = [
        (
            one.organisation.legal_name, one.organisation.country, one.organisation.enterprise_number, one.tier.name,
            one.starts.isoformat(), one.ends.isoformat() if one.ends else "", one.evidence,
            "yes" if one.is_listed else "no", one.organisation.helix,
        )
        for one in members_of(request.user, cluster)
    ]  # fmt: skip
    return csv_answer(f"{cluster.slug}-members.csv", HEADER, rows)


@requires(MANAGE)
@once
@require_POST
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a membership today."""
    actions.end_membership(actor=the_person(request), membership=_membership(request, slug, pk))
    messages.success(request, _("The membership ends today."))
    return redirect("accounts:members", slug=slug)


@requires(MANAGE)
@once
def verify(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm by evidence that the organisation is a member."""
    found = _membership(request, slug, pk)
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.verify_membership(actor=the_person(request), membership=found, **form.cleaned_data)
        messages.success(request, _("The membership is verified."))
        return redirect("accounts:members", slug=slug)
    return render(request, "accounts/verify_membership.html", {"form": form, "one": found, "cluster": found.cluster})


@requires(MANAGE)
@once
def renew(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a membership hold on."""
    found = _membership(request, slug, pk)
    form = RenewalForm(request.POST or None, membership=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.renew_membership(actor=the_person(request), membership=found, **form.cleaned_data)
            messages.success(request, _("The membership is renewed."))
            return redirect("accounts:members", slug=slug)
        except ValidationError as error:
            form.add_error(None, error)
            form.told(error, lambda: RenewalForm(membership=_membership(request, slug, pk)))
    context = {"form": form, "one": found, "cluster": found.cluster}
    return render(request, "accounts/renew_membership.html", context, status=form.status)


def managed(request: HttpRequest, slug: str) -> Cluster:
    """The cluster of the address, for who manages its members."""
    return fetch(request.user, MANAGE, visible_to(request.user, Cluster), slug=slug)


def _membership(request: HttpRequest, slug: str, pk: int) -> ClusterMembership:
    seen = visible_to(request.user, ClusterMembership).filter(cluster__slug=slug)
    return fetch(request.user, MANAGE, seen.select_related("cluster", "organisation", "tier", "verified_by"), pk=pk)
