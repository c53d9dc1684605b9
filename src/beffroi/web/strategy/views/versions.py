"""Versions of a strategy: listed, started, published, held against each other."""

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, public, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.forms.strategies import PublishForm
from beffroi.web.strategy.queries import elements, visible_strategies, visible_versions
from beffroi.web.strategy.queries import versions as queries

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Version

LINES_A_PAGE = 200
MOST_NUMBER = 2**31 - 1


@public
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Which version holds, and what came before?"""
    place = elements.the_place(request.user, slug)
    found = list(visible_versions(request.user).filter(strategy=place.strategy).select_related("published_by"))
    context = {
        "place": place,
        "versions": list(zip(found, [*found[1:], None], strict=True)),
        "in_force": next((one for one in found if one.status == "published"), None),
        "draft": next((one for one in found if one.status == "draft"), None),
        "may_change": allows(request.user, "strategy.change_strategy", place.strategy),
    }
    return render(request, "strategy/versions.html", context)


@requires("strategy.change_strategy")
@require_POST
@once
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a new version as a copy of the one in force."""
    strategy = fetch(request.user, "strategy.change_strategy", visible_strategies(request.user), slug=slug)
    try:
        made = actions.start_version(actor=request.user, strategy=strategy)
        messages.success(
            request, _("Version %(number)s is started as a copy; work on it now.") % {"number": made.number}
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("strategy:versions", slug=slug)


@requires("strategy.publish_version")
@once
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a draft in force for good, having seen what is still missing."""
    seen = visible_versions(request.user).filter(strategy__slug=slug)
    version = fetch(request.user, "strategy.publish_version", seen, number=number)
    if request.method != "POST" and version.status != version.Status.DRAFT:
        return redirect("strategy:versions", slug=slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_version(actor=request.user, version=version, note=form.texts())
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, _("The version is published; from now on it never changes."))
            return redirect("strategy:versions", slug=slug)
    place = elements.the_place(request.user, slug, str(number))
    missing = Counter(gap.what for gap in elements.gaps(place))
    context = {"place": place, "form": form, "missing": missing.items(), "count": missing.total()}
    return render(request, "strategy/publish.html", context)


def _two(request: HttpRequest, slug: str, old: int, new: int) -> "tuple[Version, Version]":
    if max(old, new) > MOST_NUMBER:
        raise Http404
    found = {
        one.number: one for one in visible_versions(request.user).filter(strategy__slug=slug, number__in=(old, new))
    }
    if old not in found or new not in found:
        raise Http404
    return found[old], found[new]


@public
def differences(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """What changed between two versions?"""
    one, other = _two(request, slug, old, new)
    found = queries.compared(one, other)
    lines = [(group["what"], line) for group in queries.in_words(found) for line in group["lines"]]
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    groups: dict[str, list[dict[str, object]]] = {}
    for what, line in page.object_list:
        groups.setdefault(what, []).append(line)
    context = {
        "place": elements.the_place(request.user, slug, str(new)),
        "old": one, "new": other, "groups": groups.items(), "page": page,
        "counts": Counter(line["how"] for _what, line in lines),
    }  # fmt: skip
    return render(request, "strategy/differences.html", context)


@public
def differences_json(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """The same as JSON."""
    one, other = _two(request, slug, old, new)
    said = queries.as_json(one, other, queries.compared(one, other))
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
