"""The pages of reporters: what they are asked for, and the one page on which they answer, by link or signed in."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from beffroi.web.core import files
from beffroi.web.core.access import fetch, public, requires, signed_in
from beffroi.web.core.editions import CHANGED
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.actions.entries import Doubtful
from beffroi.web.monitoring.forms.answers import AnswerForm, HandOnForm
from beffroi.web.monitoring.links import opens
from beffroi.web.monitoring.models import DataRequest, Entry
from beffroi.web.monitoring.queries.answers import EntryRow, answer_rows
from beffroi.web.monitoring.queries.requests import colleagues_of, my_requests, request_by_token
from beffroi.web.monitoring.queries.visible import own_requests

if TYPE_CHECKING:
    from uuid import UUID

REPORT = "monitoring.report"
Page = Callable[..., HttpResponse]


class Asked:
    """A request as somebody opened it: signed in, or by its link."""

    def __init__(self, found: DataRequest, token: str) -> None:
        self.found, self.token = found, token

    def url(self, name: str, **more: Any) -> str:
        """An address of the same request, opened in the same way."""
        of = {"token": self.token} if self.token else {"key": self.found.key}
        return reverse(f"reports:{name}_by_link" if self.token else f"reports:{name}", kwargs=of | more)


def person_of(request: HttpRequest) -> Any:
    """Who is signed in; None who is not."""
    return request.user if request.user.is_authenticated else None


def by_link(page: Page) -> Page:
    """The page for whoever holds the link that works today; a sentence for any other link."""

    @wraps(page)
    def answer(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        found = request_by_token(token)
        if found is None:
            reason = _("This link is not whole. Open it again from the mail.")
        elif not opens(found, token):
            reason = _("This link was replaced by a newer one; it stands in the last mail about this report.")
        elif found.link_until < timezone.localdate():
            reason = _("This link has run out; ask the monitoring unit for a new one.")
        else:
            return page(request, Asked(found, token), **more)
        return render(request, "monitoring/report_closed.html", {"reason": reason}, status=410)

    answer.is_once = getattr(page, "is_once", False)  # type: ignore[attr-defined]
    return answer


def signed_in_asked(request: HttpRequest, key: "UUID") -> Asked:
    """A request of the person who is signed in."""
    return Asked(fetch(request.user, REPORT, own_requests(request.user), key=key), "")


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What are you asked to report?"""
    rows = my_requests(request.user)
    today = timezone.localdate()
    waiting = [row for row in rows if row.answering.word in {"open", "begun", "returned"}]
    return render(request, "monitoring/my_reports.html", {"rows": rows, "waiting": waiting, "today": today})


@requires(REPORT)
@once
def answer(request: HttpRequest, key: "UUID") -> HttpResponse:
    """What do you report?"""
    return _answer(request, signed_in_asked(request, key))


@never_cache
@public
@once
@by_link
def answer_by_link(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What do you report? By the link of a mail."""
    return _answer(request, asked)


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    found = asked.found
    if request.method == "GET" and found.opened_at is None:
        actions.note_opened(actor=person_of(request), request_of=found)
    form = _form(request, found, answer_rows(found))
    if request.method == "POST" and form.is_valid() and (done := _kept(request, asked, form)):
        return redirect(done)
    rows = answer_rows(found)
    context = {
        "asked": asked, "found": found, "form": form, "rows": rows, "strategy": found.period.strategy,
        "settled": [row for row in rows if row.entry.pk not in {one.entry.pk for one in form.rows}],
        "late": late_words(found, rows),
        "drafted_files": [(row, file) for row in form.rows for file in row.files],
        "urls": {name: asked.url(name) for name in ("answer", "hand_on", "send_workbook")},
        "person": person_of(request),
    }  # fmt: skip
    status = form.status if form.conflict is not None else 400 if form.errors else 200
    return render(request, "monitoring/report.html", context, status=status)


def late_words(found: DataRequest, rows: list[EntryRow]) -> str:
    """Why nothing of what is still to be sent is taken any more; empty where something is."""
    waiting = [row.entry for row in rows if row.entry.is_writable]
    if not waiting or any(entry.is_taken(found.period.state) for entry in waiting):
        return ""
    if found.period.state == "locked":
        return _("This period is locked; nothing in it changes any more.")
    return _("This period is closed; ask the monitoring unit to open it again.")


def _form(request: HttpRequest, found: DataRequest, rows: list[EntryRow], is_fresh: bool = False) -> AnswerForm:
    data = (None, None) if is_fresh or request.method != "POST" else (request.POST, request.FILES)
    return AnswerForm(*data, rows=rows, period_state=found.period.state)


def _kept(request: HttpRequest, asked: Asked, form: AnswerForm) -> str:
    """Where to go once the answers are kept or sent; nothing where something stands against it."""
    is_sent = "send" in request.POST
    try:
        _save(request, asked, form, is_sent)
    except Doubtful as error:
        _save(request, asked, form, is_sent=False)
        form.show(error.problems)
        form.carry_on(answer_rows(asked.found))
        return ""
    except ValidationError as error:
        if getattr(error, "code", None) == CHANGED:
            form.see(_form(request, asked.found, answer_rows(asked.found), is_fresh=True))
        form.add_error(None, error)
        return ""
    said = (
        _("Sent. Thank you: the monitoring unit looks at it.")
        if is_sent
        else _("Kept as a draft; send it when it is whole.")
    )
    messages.success(request, said)
    return asked.url("answer")


def _save(request: HttpRequest, asked: Asked, form: AnswerForm, is_sent: bool) -> None:
    actions.save_answers(
        actor=person_of(request), request_of=asked.found, answers=form.answers(), seen=form.cleaned_data["seen"],
        is_sent=is_sent, token=asked.token,
    )  # fmt: skip


@requires(REPORT)
@once
def hand_on(request: HttpRequest, key: "UUID") -> HttpResponse:
    """Who answers instead?"""
    return _hand_on(request, signed_in_asked(request, key))


@never_cache
@public
@once
@by_link
def hand_on_by_link(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Who answers instead? By the link of a mail."""
    return _hand_on(request, asked)


def _hand_on(request: HttpRequest, asked: Asked) -> HttpResponse:
    people = colleagues_of(asked.found) if person_of(request) else []
    form = HandOnForm(request.POST or None, colleagues=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delegate(actor=person_of(request), request_of=asked.found, token=asked.token, **form.given())
            said = _("It is handed on: a new link is on its way, and the one before no longer works.")
            return render(request, "monitoring/report_handed.html", {"said": said, "found": asked.found})
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "found": asked.found, "back": asked.url("answer")}
    return render(request, "monitoring/report_hand_on.html", context)


@requires(REPORT)
@once
@require_POST
def correct_value(request: HttpRequest, key: "UUID", entry: "UUID") -> HttpResponse:
    """Begin to correct a published value."""
    return _correct(request, signed_in_asked(request, key), entry)


@never_cache
@public
@once
@require_POST
@by_link
def correct_value_by_link(request: HttpRequest, asked: Asked, entry: "UUID") -> HttpResponse:
    """Begin to correct a published value, by the link of a mail."""
    return _correct(request, asked, entry)


def _correct(request: HttpRequest, asked: Asked, entry: "UUID") -> HttpResponse:
    try:
        actions.start_correction(actor=person_of(request), entry=_entry(asked, entry), token=asked.token)
        messages.success(request, _("Write the right value below, and why it is corrected; then send it."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(asked.url("answer"))


def _entry(asked: Asked, key: "UUID") -> Entry:
    found = Entry.objects.filter(request=asked.found, key=key).first()
    if found is None:
        raise Http404
    return found


@requires(REPORT)
@once
@require_POST
def remove_evidence(request: HttpRequest, key: "UUID", entry: "UUID", file: "UUID") -> HttpResponse:
    """Take a file away from a draft."""
    return _remove(request, signed_in_asked(request, key), entry, file)


@never_cache
@public
@once
@require_POST
@by_link
def remove_evidence_by_link(request: HttpRequest, asked: Asked, entry: "UUID", file: "UUID") -> HttpResponse:
    """Take a file away from a draft, by the link of a mail."""
    return _remove(request, asked, entry, file)


def _remove(request: HttpRequest, asked: Asked, entry: "UUID", file: "UUID") -> HttpResponse:
    found = _entry(asked, entry)
    stored = files.of(found).filter(key=file).first()
    if stored is None:
        raise Http404
    try:
        actions.remove_file(actor=person_of(request), entry=found, stored=stored, token=asked.token)
        messages.success(request, _("The file is taken away."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(asked.url("answer"))


@never_cache
@public
@require_safe
@by_link
def evidence_by_link(_request: HttpRequest, asked: Asked, file: "UUID") -> HttpResponse:
    """A file of one's own report, by the link of a mail."""
    held = files.of_all(asked.found.entries.all()).values()
    stored = next((one for own in held for one in own if one.key == file), None)
    if stored is None:
        raise Http404
    try:
        content = files.content_of(stored)
    except files.Damaged:
        raise PermissionDenied(_("This file is damaged; ask the monitoring unit.")) from None
    response = HttpResponse(content, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
