"""The roadmap in a spreadsheet: taken away, and taken in after a look at what it changes."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.analytics.planning.model import Plan
from beffroi.analytics.planning.reading import plan_of
from beffroi.analytics.planning.writing import to_csv, to_xlsx
from beffroi.web.core.access import requires
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.forms.roadmap_file import SpreadsheetForm
from beffroi.web.piloting.queries.roadmap import roadmap_of
from beffroi.web.piloting.roadmap_file import FIELDS, Difference
from beffroi.web.piloting.views.asking import the_strategy

if TYPE_CHECKING:
    from collections.abc import Collection

    from beffroi.web.strategy.models import Strategy

CHANGE = "piloting.change_roadmap"
MOST_MISTAKES = 200
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("piloting.view_piloting")
def roadmap_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The roadmap as a workbook that can be changed and sent back."""
    found = roadmap_of(the_strategy(request, slug), timezone.localdate())
    headers = {
        "Content-Disposition": f'attachment; filename="{slug}-roadmap.xlsx"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(to_xlsx(found.plan, _language()), content_type=MEDIA, headers=headers)


@requires(CHANGE)
@once
def send_roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a spreadsheet back, and see what it changes before anything is saved."""
    strategy = the_strategy(request, slug, CHANGE)
    form = SpreadsheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"strategy": strategy, "form": form, "is_read": False}
    if request.method == "POST" and form.is_valid():
        now = roadmap_of(strategy, timezone.localdate())
        plan = form.plan_against(now.plan, {node.code for node in now.interventions})
        context |= {"is_read": True, "mistakes": form.mistakes[:MOST_MISTAKES], "mistake_count": form.mistake_count}
        if plan is not None:
            context |= _preview(request, strategy, plan, form)
    return render(request, "piloting/roadmap_import.html", context)


@requires(CHANGE)
@once
@require_POST
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Save what was shown."""
    strategy = the_strategy(request, slug, CHANGE)
    held = let_go(request.POST.get("held", ""), *_of(request, strategy))
    plan = plan_of("roadmap.csv", held["plan"].encode()).plan or Plan(())
    try:
        with transaction.atomic():
            found = _carry_out(request, strategy, plan, held["reason"], held["columns"])
            if _told(found) != held["differences"]:
                raise ValidationError(_("The roadmap changed meanwhile; send the file again and look."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("piloting:send_roadmap", slug=slug)
    messages.success(request, _("Actions changed or added: %(many)s.") % {"many": len(found)})
    return redirect("piloting:roadmap", slug=slug)


class _Undone(Exception):
    """What was tried is undone."""


def _preview(request: HttpRequest, strategy: "Strategy", plan: Plan, form: SpreadsheetForm) -> dict[str, Any]:
    """What the file changes, tried and undone; or why it cannot."""
    found: list[Difference] = []
    reason, absent = form.cleaned_data["reason"], [name for name in FIELDS if name not in form.columns]
    try:
        with transaction.atomic():
            found = _carry_out(request, strategy, plan, reason, form.columns)
            raise _Undone
    except _Undone:
        held = {"plan": to_csv(plan), "reason": reason, "differences": _told(found)}
        held["columns"] = list(form.columns)
        return {"differences": found, "absent": absent, "held": hold(held, *_of(request, strategy))}
    except ValidationError as error:
        return (
            {"is_unchanged": True, "absent": absent}
            if error.error_list[0].code == "unchanged"
            else {"refused": error.messages}
        )


def _carry_out(
    request: HttpRequest, strategy: "Strategy", plan: Plan, reason: str, columns: "Collection[str]"
) -> list[Difference]:
    return actions.take_in_roadmap(
        actor=request.user, strategy=strategy, told=plan, language=_language(), today=timezone.localdate(),
        reason=reason, columns=columns,
    )  # fmt: skip


def _told(found: list[Difference]) -> list[Any]:
    return [[one.code, {name: list(pair) for name, pair in one.fields.items()}] for one in found]


def _language() -> Any:
    return "fr" if get_language() == "fr" else "en"


def _of(request: HttpRequest, strategy: "Strategy") -> tuple[object, ...]:
    return ("roadmap", strategy.pk, request.user.pk, get_language())
