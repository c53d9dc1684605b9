"""Pages of the core: history, notices, files, background work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from beffroi.web.core import files, history, notifications, work
from beffroi.web.core.access import public, signed_in
from beffroi.web.core.forms import ChoicesForm
from beffroi.web.core.submission import once

PAGE = 30


@signed_in
@require_safe
def object_history(request: HttpRequest, label: str, key: str) -> HttpResponse:
    """What happened to one object, for who may see it."""
    found = history.find(request.user, label, key)
    if found is None:
        raise Http404
    page = Paginator(history.entries_of(found), PAGE).get_page(request.GET.get("page"))
    lines = history.in_words(request.user, type(found), list(page))
    template = "core/partials/_history.html" if "HX-Request" in request.headers else "core/history.html"
    return render(request, template, {"object": found, "page": page, "lines": lines})


@signed_in
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """A person's own notices."""
    page = Paginator(notifications.visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "core/notices.html", {"page": page})


@signed_in
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark one notice, or all, as read."""
    keys = [_key(text) for text in request.POST.getlist("key")]
    count = notifications.mark_read(person=request.user, keys=keys or None)
    if count:
        messages.success(request, _("Marked as read."))
    return redirect("core:notifications")


@signed_in
@require_POST
def open_notice(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go where a notice points, and mark it as read."""
    notice = get_object_or_404(notifications.visible_to(request.user), key=key)
    notifications.mark_read(person=request.user, keys=[key])
    return redirect(notice.link or "core:notifications")


@signed_in
@once
def notice_choices(request: HttpRequest) -> HttpResponse:
    """How a person wants to be told of what."""
    form = ChoicesForm(request.POST or None, ways=notifications.choices_of(request.user))
    if form.is_valid():
        if changed := form.changed():
            notifications.choose(actor=request.user, ways=changed)
        messages.success(request, _("Your choices are kept."))
        return redirect("core:notification_choices")
    return render(request, "core/notice_choices.html", {"form": form})


@public
@require_GET
@never_cache
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file, for who may see what it belongs to."""
    stored = files.find(request.user, key)
    if stored is None:
        raise Http404
    try:
        content = files.content_of(stored)
    except files.Damaged:
        return render(request, "core/file_damaged.html", {"file": stored}, status=500)
    response = HttpResponse(content, content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@signed_in
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """A person's own background work."""
    page = Paginator(work.visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "core/jobs.html", {"page": page, "labelled": _labelled(page)})


@signed_in
@require_safe
@never_cache
def job(request: HttpRequest, key: UUID) -> HttpResponse:
    """How one piece of background work stands, and what came of it."""
    found = get_object_or_404(work.visible_to(request.user).select_related("file"), key=key)
    context = {"job": found, "label": work.label_of(found.kind)}
    return render(request, "core/partials/_job.html" if "HX-Request" in request.headers else "core/job.html", context)


def _labelled(page: Any) -> list[tuple[str, Any]]:
    return [(work.label_of(one.kind), one) for one in page]


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
