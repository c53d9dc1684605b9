"""The roadmap: as a picture, as a table and as a file; what the plan check finds; what is mine to do."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import requires
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.piloting.forms.roadmap import FilterForm
from beffroi.web.piloting.gantt import Bar, draw
from beffroi.web.piloting.queries.own_actions import mine
from beffroi.web.piloting.queries.roadmap import Row, kept_roadmap, roadmap_of
from beffroi.web.piloting.roadmap_words import STANDINGS, roadmap_words, row_words
from beffroi.web.piloting.views.asking import may, the_strategy

if TYPE_CHECKING:
    from datetime import date

    from beffroi.web.strategy.models import Strategy

ROWS_A_PAGE = 50
NO_KEY = UUID(int=0)


@requires("piloting.view_piloting")
def roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    """Are we doing what we planned?"""
    strategy, today = the_strategy(request, slug), timezone.localdate()
    found, wrong = kept_roadmap(strategy, today)
    form = FilterForm(request.GET, roadmap=found)
    page = Paginator(form.kept(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "strategy": strategy,
        "form": form,
        "page": page,
        "all": len(found.rows),
        "chart": draw(bars(strategy, list(page), today), today, _("Gantt chart; the table below says the same.")),
        "answer": roadmap_words(found.rows, len(wrong)),
        "may_change": may(request, "change_roadmap", strategy),
    }
    return render(request, "piloting/roadmap.html", context)


@requires("piloting.view_piloting")
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """All actions in one picture, however many pages the roadmap has."""
    strategy, today = the_strategy(request, slug), timezone.localdate()
    found, wrong = kept_roadmap(strategy, today)
    form = FilterForm(request.GET, roadmap=found)
    rows = form.kept()
    chart = draw(bars(strategy, rows, today), today, _("Gantt chart; the roadmap says the same as a table."))
    context = {"strategy": strategy, "form": form, "rows": rows, "chart": chart}
    return render(request, "piloting/picture.html", context | {"answer": roadmap_words(found.rows, len(wrong))})


@requires("piloting.view_piloting")
def roadmap_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The roadmap as a file."""
    found = roadmap_of(the_strategy(request, slug), timezone.localdate())
    heading = (
        "code", "action", "intervention", "owners", "start", "end", "first_start", "first_end", "after", "milestone",
        "state",
    )  # fmt: skip
    return csv_answer(f"{slug}-roadmap.csv", heading, map(_as_row, FilterForm(request.GET, roadmap=found).kept()))


@requires("piloting.view_piloting")
def plan_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Does the plan hold together?"""
    strategy = the_strategy(request, slug)
    found, wrong = kept_roadmap(strategy, timezone.localdate())
    nodes = {row.code: row.node for row in found.rows}
    page = Paginator(wrong, ROWS_A_PAGE).get_page(request.GET.get("page"))
    say = said_to_the_reader
    told = [
        {"action": one.action, "node": nodes.get(one.action), "message": say(one.message), "remedy": say(one.remedy)}
        for one in page
    ]
    context = {"strategy": strategy, "findings": told, "page": page, "all": len(found.rows)}
    context["may_change"] = may(request, "change_roadmap", strategy)
    return render(request, "piloting/plan_check.html", context)


@requires("piloting.browse")
def my_actions(request: HttpRequest) -> HttpResponse:
    """What is mine to do?"""
    today = timezone.localdate()
    rows = mine(request.user, today)
    context = {"rows": rows, "late": sum(row.standing == "late" for row in rows)}
    return render(request, "piloting/my_actions.html", context)


def bars(strategy: "Strategy", rows: "list[Row]", today: "date") -> list[Bar]:
    """Rows as the picture shows them."""
    address = reverse("piloting:action", kwargs={"slug": strategy.slug, "key": NO_KEY})
    return [
        Bar(
            row.code, in_language(row.node.title), address.replace(str(NO_KEY), str(row.node.item.key)),
            row_words(row, today), row.standing, row.action.start, row.action.end, row.action.baseline_start,
            row.action.baseline_end, row.action.is_milestone, row.is_critical, row.after,
        )
        for row in rows
    ]  # fmt: skip


def _as_row(row: Row) -> tuple[str, ...]:
    one = row.action
    days = (str(one.baseline_start or ""), str(one.baseline_end or ""))
    return (
        row.code, in_language(row.node.title), row.intervention.code if row.intervention else "",
        "; ".join(row.owners), one.start_as_stated or str(one.start or ""), one.end_as_stated or str(one.end or ""),
        *days, "; ".join(row.after), _("yes") if one.is_milestone else "", str(STANDINGS[row.standing]),
    )  # fmt: skip
