"""The one queue of the officer: what was reported, what changed, why it is suspicious, the evidence."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.access import requires
from beffroi.web.core.submission import once
from beffroi.web.monitoring import actions
from beffroi.web.monitoring.forms.answers import ReturnForm
from beffroi.web.monitoring.queries.queue import queue_of
from beffroi.web.monitoring.views.asking import the_strategy

COLLECT = "monitoring.collect"


@requires(COLLECT)
@once
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits to be checked?"""
    strategy = the_strategy(request, slug, COLLECT)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _decide(request, strategy, form.cleaned_data["reason"]))
            return redirect("monitoring:queue", slug=slug)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    found = queue_of(request.user, strategy)
    chosen = set(request.POST.getlist("chosen"))
    context = {"strategy": strategy, "queue": found, "form": form, "chosen": chosen}
    return render(request, "monitoring/queue.html", context)


def _decide(request: HttpRequest, strategy: Any, reason: str) -> str:
    chosen = _chosen(request.POST.getlist("chosen"))
    more: dict[str, Any] = {"actor": request.user, "strategy": strategy, "chosen": chosen}
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "validate": (
            lambda: actions.validate_entries(**more),
            ngettext("%(many)s value is validated.", "%(many)s values are validated.", len(chosen)),
        ),
        "return": (
            lambda: actions.return_entries(**more, reason=reason),
            ngettext("%(many)s value is returned.", "%(many)s values are returned.", len(chosen)),
        ),
        "publish": (
            lambda: actions.publish_entries(**more),
            ngettext("%(many)s value is published.", "%(many)s values are published.", len(chosen)),
        ),
    }
    found = acts.get(request.POST.get("do", ""))
    if found is None:
        raise ValidationError(_("Choose whether to validate, return or publish."))
    act, said = found
    act()
    return said % {"many": len(chosen)}


def _chosen(given: list[str]) -> dict[str, int]:
    """Key → revision of what was ticked."""
    found = {}
    for one in given:
        key, _colon, revision = one.partition(":")
        if not revision.isdecimal() or len(revision) > 9 or len(key) != 36:
            raise ValidationError(_("Some of these values changed meanwhile; look at them again."))
        found[key] = int(revision)
    return found
