"""Money: where it goes, what the ledger says, and how amounts get into it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.web.core.access import fetch, requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.money import AmountForm, ClosingForm, LedgerForm, ReversalForm, SourceForm
from beffroi.web.piloting.ledger_file import Row, read_ledger, repeated
from beffroi.web.piloting.models import FundingSource
from beffroi.web.piloting.money_rules import KINDS
from beffroi.web.piloting.money_words import course_of_money, ledger_table, money_words, quarter_name
from beffroi.web.piloting.queries.money import known_to, money_of, tree_of, visible_entries
from beffroi.web.piloting.views.asking import form_page, may, the_strategy

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

CHANGE = "piloting.change_money"
LEDGER = "piloting.view_ledger"
ROWS_A_PAGE = 50
SHOWN = 20


@requires("piloting.view_piloting")
def money(request: HttpRequest, slug: str) -> HttpResponse:
    """Where does the money go, and is it spent as planned?"""
    strategy = the_strategy(request, slug)
    today = timezone.localdate()
    found = money_of(strategy, today)
    drawn = course_of_money(found)
    context = {
        "strategy": strategy,
        "found": found,
        "chart": scene_to_html(drawn.scene()) if drawn else "",
        "course": [
            (quarter_name(one), *(found.course[kind][at] for kind in KINDS)) for at, one in enumerate(found.quarters)
        ],
        "answer": money_words(found, today),
        "may_read_ledger": may(request, "view_ledger", strategy),
        "may_change": may(request, "change_money", strategy),
    }
    return render(request, "piloting/money.html", context)


@requires(LEDGER)
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """What was entered, when and by whom?"""
    strategy = the_strategy(request, slug, LEDGER)
    entries = visible_entries(request.user).filter(strategy=strategy)
    page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
    nodes = tree_of(strategy).nodes
    context = {
        "strategy": strategy,
        "page": page,
        "rows": [(entry, nodes.get(entry.item_id)) for entry in page],
        "may_change": may(request, "change_money", strategy),
    }
    return render(request, "piloting/ledger.html", context)


@requires(LEDGER)
def ledger_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger as a file, in the form that an extract has."""
    strategy = the_strategy(request, slug, LEDGER)
    entries = visible_entries(request.user).filter(strategy=strategy)
    return csv_answer(f"{slug}-ledger.csv", *ledger_table(entries, tree_of(strategy).nodes))


@requires(CHANGE)
@once
def add_source(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a source of funds."""
    strategy = the_strategy(request, slug, CHANGE)
    form = SourceForm(request.POST or None)

    def act() -> None:
        code, name = form.cleaned_data["code"], form.texts("name")
        actions.save_source(actor=request.user, strategy=strategy, code=code, name=name)

    if carried_out(request, form, act, _("The source of funds is entered.")):
        return redirect("piloting:money", slug=slug)
    return form_page(request, form, title=_("Where does the money come from?"), strategy=strategy)


@requires(CHANGE)
@once
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an amount."""
    strategy = the_strategy(request, slug, CHANGE)
    nodes = [node for node in tree_of(strategy).nodes.values() if node.item.kind != "niche"]
    form = AmountForm(request.POST or None, sources=FundingSource.objects.filter(strategy=strategy), nodes=nodes)

    def act() -> None:
        actions.enter_amount(actor=request.user, strategy=strategy, **form.given())

    if carried_out(request, form, act, _("The amount stands in the ledger.")):
        return redirect("piloting:money", slug=slug)
    return form_page(request, form, title=_("Which amount, and what for?"), strategy=strategy)


@requires(CHANGE)
@once
def reverse(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """Take an amount back."""
    strategy = the_strategy(request, slug, CHANGE)
    entry = fetch(request.user, CHANGE, visible_entries(request.user).filter(strategy=strategy), key=key)
    form = ReversalForm(request.POST or None)

    def act() -> None:
        actions.reverse_amount(actor=request.user, entry=entry, reason=form.cleaned_data["reason"])

    if carried_out(request, form, act, _("The amount is reversed; both stand in the ledger.")):
        return redirect("piloting:ledger", slug=slug)
    return form_page(request, form, title=_("Why is this amount reversed?"), strategy=strategy, lead=str(entry))


@requires(CHANGE)
@once
def close_books(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the books up to a day."""
    strategy = the_strategy(request, slug, CHANGE)
    form = ClosingForm(request.POST or None)

    def act() -> None:
        actions.close_period(actor=request.user, strategy=strategy, until=form.cleaned_data["until"])

    if carried_out(request, form, act, _("The books are closed up to that day.")):
        return redirect("piloting:money", slug=slug)
    return form_page(request, form, title=_("Up to which day are the books closed?"), strategy=strategy)


@requires(CHANGE)
@once
def send_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Send an extract of a ledger, and see what it holds before anything is entered."""
    strategy = the_strategy(request, slug, CHANGE)
    form = LedgerForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"strategy": strategy, "form": form}
    if request.method == "POST" and form.is_valid():
        known = known_to(strategy)
        rows, faults = read_ledger(form.table, known)
        held = "" if faults else hold([row.packed() for row in rows], *_of(request, strategy))
        context |= {
            "rows": rows[:SHOWN],
            "count": len(rows),
            "faults": faults[:200],
            "fault_count": len(faults),
            "held": held,
            "repeated": [row.row for row in repeated(rows, known)],
        }
    return render(request, "piloting/ledger_import.html", context)


@requires(CHANGE)
@once
@require_POST
def enter_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter what the preview showed."""
    strategy = the_strategy(request, slug, CHANGE)
    held = request.POST.get("held", "")
    rows = [Row.unpacked(row) for row in let_go(held, *_of(request, strategy))]
    try:
        again = request.POST.get("again") == "on"
        count = actions.enter_ledger(actor=request.user, strategy=strategy, rows=rows, preview=held, again=again)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("piloting:send_ledger", slug=slug)
    messages.success(request, _("Rows entered: %(many)s.") % {"many": count})
    return redirect("piloting:money", slug=slug)


def _of(request: HttpRequest, strategy: "Strategy") -> tuple[object, ...]:
    return ("ledger", strategy.pk, request.user.pk)
