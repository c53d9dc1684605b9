"""A request as a spreadsheet: taken away prefilled, sent back, looked at before anything is kept."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from beffroi.analytics.errors import InputError
from beffroi.web.core.access import public, requires
from beffroi.web.core.held import hold, let_go
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.actions.entries import Answer
from beffroi.web.monitoring.forms.report_files import ReportFileForm
from beffroi.web.monitoring.queries.answers import EntryRow, answer_rows, doubts_of, edition_of_answers
from beffroi.web.monitoring.queries.report_file import answers_again, lines_of, plain_answers, said_by_entry
from beffroi.web.monitoring.report_file import Read, read_workbook, to_workbook
from beffroi.web.monitoring.views.reports import REPORT, Asked, by_link, late_words, person_of, signed_in_asked
from beffroi.web.monitoring.wording import finding_words

if TYPE_CHECKING:
    from uuid import UUID

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_MISTAKES = 200
MOST_SHOWN = 100


@requires(REPORT)
@require_safe
def workbook(request: HttpRequest, key: "UUID") -> HttpResponse:
    """The request as a workbook."""
    return _workbook(signed_in_asked(request, key))


@never_cache
@public
@require_safe
@by_link
def workbook_by_link(_request: HttpRequest, asked: Asked) -> HttpResponse:
    """The request as a workbook, by the link of a mail."""
    return _workbook(asked)


def _workbook(asked: Asked) -> HttpResponse:
    rows = [row for row in answer_rows(asked.found) if row.entry.is_taken(asked.found.period.state)]
    lines = list(lines_of(rows).values())
    name = f"report-{asked.found.period.ends:%Y-%m}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(to_workbook(asked.found.key.hex, lines), content_type=MEDIA, headers=headers)


@requires(REPORT)
@once
def send_workbook(request: HttpRequest, key: "UUID") -> HttpResponse:
    """What does the workbook say?"""
    return _send(request, signed_in_asked(request, key))


@never_cache
@public
@once
@by_link
def send_workbook_by_link(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What does the workbook say? By the link of a mail."""
    return _send(request, asked)


def _send(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = ReportFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "found": asked.found, "asked": asked}
    context["urls"] = {name: asked.url(name) for name in ("answer", "workbook", "send_workbook", "keep_workbook")}
    if request.method == "POST" and form.is_valid():
        rows = answer_rows(asked.found)
        if late := late_words(asked.found, rows):
            form.add_error(None, late)
            return render(request, "monitoring/report_file.html", context, status=409)
        try:
            context |= _looked_at(request, asked, rows, form)
        except InputError as error:
            form.add_error("file", forms.ValidationError(str(error)))
    return render(request, "monitoring/report_file.html", context)


def _looked_at(request: HttpRequest, asked: Asked, rows: list[EntryRow], form: ReportFileForm) -> dict[str, Any]:
    """What the file says and what is wrong with it, cell by cell; what may be kept is held in the page."""
    name, content = str(form.cleaned_data["file"].name), form.content
    mark = "," if get_language() == "fr" else "."
    state = asked.found.period.state
    closed = lines_of([row for row in rows if not row.entry.is_taken(state)])
    read = read_workbook(name, content, asked.found.key.hex, lines_of(rows), mark, closed)
    said = said_by_entry(rows, read.answers)
    if read.mistakes:
        return {"mistakes": read.mistakes[:MOST_MISTAKES], "mistake_count": len(read.mistakes)}
    doubts = _doubts(asked, rows, said, read)
    shown = [(row, said[row.entry.pk]) for row in rows if row.entry.pk in said]
    held = {"answers": plain_answers(said), "seen": edition_of_answers(rows)}
    return {
        "is_read": True, "said": shown[:MOST_SHOWN], "said_count": len(shown), "doubts": doubts[:MOST_MISTAKES],
        "doubt_count": len(doubts), "held": hold(held, *_of(request, asked)) if said else "",
    }  # fmt: skip


def _doubts(asked: Asked, rows: list[EntryRow], said: dict[int, Any], read: Read) -> list[tuple[str, str, bool]]:
    """Cell, words and whether an explanation does not help, of what is doubtful in a file."""
    mine = [row for row in rows if row.entry.pk in said]
    found = doubts_of(asked.found.period.strategy, mine, {pk: one["values"] for pk, one in said.items()})
    told = []
    for row in mine:
        for one in found.get((row.node.code, row.entry.month), []):
            at = row.parts.index(one.part) if one.part in row.parts else 0
            cell = read.cells.get(f"{row.entry.key.hex}.{at}", "")
            if one.is_error or not said[row.entry.pk]["explanation"]:
                told.append((cell, finding_words(one), one.is_error))
    return told


@requires(REPORT)
@once
@require_POST
def keep_workbook(request: HttpRequest, key: "UUID") -> HttpResponse:
    """Keep what was shown."""
    return _keep(request, signed_in_asked(request, key))


@never_cache
@public
@once
@require_POST
@by_link
def keep_workbook_by_link(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Keep what was shown, by the link of a mail."""
    return _keep(request, asked)


def _keep(request: HttpRequest, asked: Asked) -> HttpResponse:
    held = let_go(request.POST.get("held", ""), *_of(request, asked))
    answers = {pk: Answer(**one) for pk, one in answers_again(held["answers"]).items()}
    try:
        actions.save_answers(
            actor=person_of(request), request_of=asked.found, answers=answers, seen=held["seen"], token=asked.token
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(asked.url("send_workbook"))
    messages.success(request, _("The file is kept as a draft: look at it once more, then send it."))
    return redirect(asked.url("answer"))


def _of(request: HttpRequest, asked: Asked) -> tuple[object, ...]:
    return ("report", asked.found.pk, asked.token or request.user.pk)
