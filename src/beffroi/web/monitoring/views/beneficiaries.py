"""Beneficiaries: who was helped, and how files of agencies get in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beffroi.web.accounts.queries import organisations_found
from beffroi.web.core.access import requires
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.row_files import Fault
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.beneficiary_file import MOST_FAULTS, Row, plan, read_rows
from beffroi.web.monitoring.forms.beneficiaries import FileForm, TakeOverForm
from beffroi.web.monitoring.queries import beneficiaries as rows_of
from beffroi.web.monitoring.views.asking import may, the_strategy
from beffroi.web.monitoring.wording_rows import rows_words

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy

SEE, IMPORT = "monitoring.view_beneficiaries", "monitoring.import_beneficiaries"
A_PAGE, SHOWN = 50, 20


@requires(SEE)
def beneficiaries(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was helped?"""
    strategy = the_strategy(request, slug, SEE)
    found = rows_of.listed(request.user, strategy)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    codes = {node.item_id: node for node in rows_of.helped_under(strategy).values()}
    context = {
        "strategy": strategy,
        "page": page,
        "rows": [(row, codes.get(row.item_id)) for row in page],
        "answer": rows_words(found),
        "files": rows_of.visible_files(request.user).filter(strategy=strategy)[:SHOWN],
        "may_import": may(request, IMPORT, strategy),
    }
    return render(request, "monitoring/beneficiaries.html", context)


@requires(IMPORT)
@once
def send_beneficiaries(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a file of an agency, and see what it holds before anything is entered."""
    strategy = the_strategy(request, slug, IMPORT)
    form = FileForm(request.POST or None, request.FILES or None, organisations=organisations_found(request.user))
    context: dict[str, Any] = {"strategy": strategy, "form": form}
    if request.method == "POST" and form.is_valid():
        sent = Sent(form.cleaned_data["organisation"], form.cleaned_data["file"].name, form.cleaned_data["is_complete"])
        if form.table is None:
            asked = actions.ask_for_check(actor=request.user, strategy=strategy, content=form.content, **vars(sent))
            return redirect("core:job", key=asked.key)
        rows, faults = read_rows(form.table, rows_of.known_to_rows(strategy))
        held = [row.packed() for row in rows]
        context |= _faulty(faults) if faults else _preview(request, strategy, sent, rows, held)
    return render(request, "monitoring/beneficiaries_import.html", context)


@requires(IMPORT)
@require_safe
def checked(request: HttpRequest, slug: str, key: "UUID") -> HttpResponse:
    """What the check of a large file found, for who sent it; nothing is entered yet."""
    strategy = the_strategy(request, slug, IMPORT)
    found = get_object_or_404(rows_of.visible_checks(request.user, strategy), key=key)
    came: dict[str, Any] = found.outcome or {}
    context: dict[str, Any] = {"strategy": strategy, "checked": True}
    if "faults" in came:
        context |= _faulty([Fault(*one) for one in came["faults"]], came["fault_count"])
    else:
        asked = found.arguments
        organisation = get_object_or_404(organisations_found(request.user), pk=asked["organisation"])
        rows = [Row.unpacked(row) for row in came["rows"]]
        sent = Sent(organisation, asked["name"], asked["is_complete"])
        context |= _preview(request, strategy, sent, rows, str(found.key))
    return render(request, "monitoring/beneficiaries_import.html", context)


@dataclass
class Sent:
    """Whose file it is, how it is called, and whether it names every row."""

    organisation: Any
    name: str
    is_complete: bool


def _faulty(faults: Sequence[Fault], count: int = 0) -> dict[str, Any]:
    return {"faults": faults[:MOST_FAULTS], "fault_count": count or len(faults)}


def _preview(request: HttpRequest, strategy: "Strategy", sent: Sent, rows: list[Row], held: Any) -> dict[str, Any]:
    """What taking a file over would do; `held` are its rows, or the check that keeps them."""
    codes = {node.item_id: code for code, node in rows_of.helped_under(strategy).items()}
    found = plan(rows, rows_of.standing_of(strategy, sent.organisation, codes), is_complete=sent.is_complete)
    what = [sent.organisation.pk, sent.name, sent.is_complete, held]
    return {
        "plan": found,
        "new": found.new[:SHOWN],
        "changed": found.changed[:SHOWN],
        "gone": found.gone[:SHOWN],
        "count": len(rows),
        "take_over": TakeOverForm() if found.needs_reason else None,
        "held": "" if found.is_empty else hold(what, *_of(request, strategy)),
    }


@requires(IMPORT)
@once
@require_POST
def take_beneficiaries(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over what the preview showed."""
    strategy = the_strategy(request, slug, IMPORT)
    held = request.POST.get("held", "")
    organisation, name, is_complete, rows = let_go(held, *_of(request, strategy))
    try:
        made = actions.import_beneficiaries(
            actor=request.user, strategy=strategy, rows=_rows(request, strategy, rows), name=name,
            organisation=organisations_found(request.user).get(pk=organisation), is_complete=is_complete,
            reason=request.POST.get("reason", ""), preview=held,
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("monitoring:send_beneficiaries", slug=slug)
    said = _("Rows added: %(added)s; changed: %(changed)s; taken out: %(withdrawn)s.")
    messages.success(request, said % {"added": made.added, "changed": made.changed, "withdrawn": made.withdrawn})
    return redirect("monitoring:beneficiaries", slug=slug)


def _rows(request: HttpRequest, strategy: "Strategy", held: Any) -> list[Row]:
    """The rows of a preview, which a check may keep for it."""
    if isinstance(held, str):
        check = rows_of.visible_checks(request.user, strategy).filter(key=held).first()
        held = (check.outcome or {}).get("rows", ()) if check else ()
    return [Row.unpacked(row) for row in held]


def _of(request: HttpRequest, strategy: "Strategy") -> tuple[object, ...]:
    return ("beneficiaries", strategy.pk, request.user.pk)
