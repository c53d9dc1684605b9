"""Revenue shares between the clusters that provide an offer together: a statement, as CSV, and its invoices."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts.queries import my_clusters
from beffroi.web.core.access import permit, requires
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.core.asking import tried
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.queries import visible_sessions
from beffroi.web.services.queries.shares import Share, shares_of

CHANGE = "services.change_services"


def _mine(request: HttpRequest, slug: str) -> Any:
    permit(request.user, CHANGE)
    return get_object_or_404(my_clusters(request.user), slug=slug)


@requires(CHANGE)
def shares(request: HttpRequest, slug: str) -> HttpResponse:
    """What are the clusters due of what was invoiced?"""
    cluster = _mine(request, slug)
    found = shares_of(cluster)
    owed = [one for one in found if one.provider.cluster_id == cluster.pk]
    owes = [one for one in found if one.provider.cluster_id != cluster.pk]
    said = {"owed": euro_with_cents(_sum(owed)), "owes": euro_with_cents(_sum(owes))}
    answer = _("%(owed)s is due to us and not invoiced, %(owes)s is due to others.") % said
    context = {"cluster": cluster, "owed": owed, "owes": owes, "answer": answer}
    return render(request, "services/desk/shares.html", context)


def _sum(found: list[Share]) -> Decimal:
    return sum((one.left for one in found), start=Decimal("0.00"))


@requires(CHANGE)
def shares_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The statement as a table."""
    cluster = _mine(request, slug)
    header = ("offer", "session", "sold by", "due to", "revenue before VAT", "share", "due", "invoiced", "left")
    rows = (
        (one.session.offer.slug, timezone.localdate(one.session.starts_at).isoformat(),
         str(one.session.offer.service.cluster), str(one.provider.cluster), str(one.revenue), str(one.provider.share),
         str(one.due), str(one.invoiced), str(one.left))
        for one in shares_of(cluster)
    )  # fmt: skip
    return csv_answer(f"shares-{slug}.csv", header, rows)


@requires(CHANGE)
@once
@require_POST
def invoice_share(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Invoice what is left of our share of a session."""
    cluster = _mine(request, slug)
    session = get_object_or_404(visible_sessions(request.user), key=key)
    act = lambda: actions.invoice_share(actor=request.user, session=session, cluster=cluster)  # noqa: E731
    tried(request, act, _("The invoice is issued."))
    return redirect("services:shares", slug=slug)
