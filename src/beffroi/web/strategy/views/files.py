"""A whole strategy as a file: looked at before it comes in, and taken out by whoever reads the version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import permit, public, signed_in
from beffroi.web.core.submission import once
from beffroi.web.strategy.casefile import as_yaml, import_case, preview, seen_now
from beffroi.web.strategy.forms.files import CaseForm, SeenForm
from beffroi.web.strategy.queries.elements import Place, open_place, the_place

CHANGE = "strategy.change_strategy"


@signed_in
@once
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Which file is to come in, and what would it change?"""
    place = _managed(request, slug)
    form = CaseForm(request.POST or None, request.FILES or None, languages=place.languages)
    context: dict[str, Any] = {"place": place, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            wanted = {"case": form.case, "language": form.cleaned_data["language"]}
            found = preview(actor=request.user, strategy=place.strategy, **wanted)
        except (ValidationError, PermissionDenied) as error:
            form.add_error("file", error if isinstance(error, ValidationError) else str(error))
        else:
            language = form.case.get("language") or form.cleaned_data["language"]
            shown = {"preview": found, "text": form.text, "language": language}
            return render(request, "strategy/import_preview.html", context | shown)
    return render(request, "strategy/import.html", context)


@signed_in
@require_POST
@once
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Import what was looked at, if nobody wrote meanwhile."""
    place = _managed(request, slug)
    form = SeenForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(form.refusal())
        if form.cleaned_data["seen"] != seen_now(place.strategy):
            raise ValidationError(_("Somebody changed the strategy meanwhile; choose the file again and look anew."))
        counts = import_case(
            actor=request.user, strategy=place.strategy, case=form.case, language=form.cleaned_data["language"]
        )
    except (ValidationError, PermissionDenied) as error:
        messages.error(request, error.messages[0] if isinstance(error, ValidationError) else str(error))
        return redirect(place.address("import"))
    many = counts["created"] + counts["changed"]
    said = ngettext("%(many)s element was added or changed.", "%(many)s elements were added or changed.", many)
    messages.success(request, said % {"many": many})
    return redirect((open_place(request.user, place) or place).address("logic"))


@public
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The version of the address as a case file, in a language of the strategy; the living work for who reads it."""
    place = the_place(request.user, slug, request.GET.get("version"))
    fallback = get_language() if get_language() in place.languages else place.languages[0]
    language = request.GET.get("language", fallback)
    if language not in place.languages:
        raise Http404
    measured = request.GET.get("measurements") == "1"
    text = as_yaml(place.version, language, with_living=place.reads_living, with_measurements=measured)
    name = f"{slug}-{place.version.number}.{language}.yaml"
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _managed(request: HttpRequest, slug: str) -> Place:
    """The strategy, for those who write it."""
    place = the_place(request.user, slug)
    permit(request.user, CHANGE, place.strategy)
    return place
