"""The matrix of responsibilities: seen, taken away as a file, and changed action by action."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import organisations_found
from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.responsibilities import PartsForm
from beffroi.web.piloting.queries.responsibilities import Row, candidates, matrix_of
from beffroi.web.piloting.views.asking import form_page, may, the_strategy
from beffroi.web.piloting.wording import matrix_words

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

CHANGE = "piloting.change_roadmap"
ROWS_A_PAGE = 50


@requires("piloting.view_piloting")
def responsibilities(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answers for what?"""
    strategy = the_strategy(request, slug)
    matrix = matrix_of(strategy)
    rows = [row for row in matrix.rows if row.faults] if "gaps" in request.GET else matrix.rows
    context = {
        "strategy": strategy,
        "matrix": matrix,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "answer": matrix_words(matrix),
        "may_change": may(request, "change_roadmap", strategy),
    }
    return render(request, "piloting/responsibilities.html", context)


@requires("piloting.view_piloting")
def responsibilities_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix as a file."""
    matrix = matrix_of(the_strategy(request, slug))
    heading = (_("code"), _("action"), *(party.name for party in matrix.parties))
    rows = [(row.node.code, in_language(row.node.title), *row.parts) for row in matrix.rows]
    return csv_answer(f"{slug}-responsibilities.csv", heading, rows)


@requires(CHANGE)
@once
def share_out(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Say who has which part in an action."""
    strategy = the_strategy(request, slug, CHANGE)
    row, form = _opened(request, strategy, key, request.POST or None)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.share_out(actor=request.user, roadmap_action=row.action, shares=form.shares(), seen=seen)

    if carried_out(request, form, act, _("The parts are kept."), lambda: _opened(request, strategy, key)[1]):
        return redirect("piloting:responsibilities", slug=slug)
    return form_page(
        request, form, title=_("Who has which part?"), strategy=strategy, lead=f"{row.node.code} {row.node}"
    )


def _opened(request: HttpRequest, strategy: "Strategy", key: "UUID", data: Any = None) -> tuple[Row, PartsForm]:
    """The action of an address with its parts, and the form on them."""
    matrix = matrix_of(strategy)
    row = next((row for row in matrix.rows if row.node.item.key == key), None)
    if row is None:
        raise Http404
    held = {party.key: parts for party, parts in zip(matrix.parties, row.parts, strict=True)}
    form = PartsForm(
        data, parties=candidates(strategy, matrix.parties), held=held, organisations=organisations_found(request.user),
        of=row.action,
    )  # fmt: skip
    return row, form
