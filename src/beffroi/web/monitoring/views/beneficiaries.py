"""Beneficiaries: who was helped, and how files of agencies get in."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts.queries import organisations_found
from beffroi.web.core.access import requires
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.beneficiary_file import Row, plan, read_rows
from beffroi.web.monitoring.forms.beneficiaries import FileForm, TakeOverForm
from beffroi.web.monitoring.queries import beneficiaries as rows_of
from beffroi.web.monitoring.views.asking import may, the_strategy
from beffroi.web.monitoring.wording_rows import rows_words

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

SEE, IMPORT = "monitoring.view_beneficiaries", "monitoring.import_beneficiaries"
A_PAGE, SHOWN, MOST_FAULTS = 50, 20, 200


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
        context |= _preview(request, strategy, form)
    return render(request, "monitoring/beneficiaries_import.html", context)


def _preview(request: HttpRequest, strategy: "Strategy", form: FileForm) -> dict[str, Any]:
    """What the file holds, and what taking it over would do."""
    rows, faults = read_rows(form.table, rows_of.known_to_rows(strategy))
    organisation, is_complete = form.cleaned_data["organisation"], form.cleaned_data["is_complete"]
    if faults:
        return {"faults": faults[:MOST_FAULTS], "fault_count": len(faults)}
    codes = {node.item_id: code for code, node in rows_of.helped_under(strategy).items()}
    found = plan(rows, rows_of.standing_of(strategy, organisation, codes), is_complete=is_complete)
    what = [organisation.pk, str(form.cleaned_data["file"].name), is_complete, [row.packed() for row in rows]]
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
            actor=request.user, strategy=strategy, rows=[Row.unpacked(row) for row in rows], name=name,
            organisation=organisations_found(request.user).get(pk=organisation), is_complete=is_complete,
            reason=request.POST.get("reason", ""), preview=held,
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("monitoring:send_beneficiaries", slug=slug)
    said = _("Rows added: %(added)s; changed: %(changed)s; taken out: %(withdrawn)s.")
    messages.success(request, said % {"added": made.added, "changed": made.changed, "withdrawn": made.withdrawn})
    return redirect("monitoring:beneficiaries", slug=slug)


def _of(request: HttpRequest, strategy: "Strategy") -> tuple[object, ...]:
    return ("beneficiaries", strategy.pk, request.user.pk)
