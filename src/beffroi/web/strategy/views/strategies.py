"""Strategies: listed, started, at a glance, with their people."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.web.accounts.actions import grant_role
from beffroi.web.accounts.queries import member_with_address
from beffroi.web.chain import kinds
from beffroi.web.chain.queries import in_language
from beffroi.web.core.access import fetch, permit, public, requires, signed_in
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.forms.strategies import DetailsForm, GrantForm, StrategyForm
from beffroi.web.strategy.queries import elements, visible_strategies
from beffroi.web.strategy.queries import overview as queries
from beffroi.web.strategy.views.drafting import status_of

ELEMENTS_A_PAGE = 100


@public
def index(request: HttpRequest) -> HttpResponse:
    """Which strategies are there?"""
    rows = queries.listed(request.user, get_language() or "en")
    context = {
        "rows": rows,
        "in_force": sum(row.in_force is not None for row in rows),
        "may_add": allows(request.user, "strategy.add_strategy"),
    }
    return render(request, "strategy/index.html", context)


@requires("strategy.add_strategy")
@once
def start(request: HttpRequest) -> HttpResponse:
    """Start a strategy of a region."""
    permit(request.user, "strategy.add_strategy")
    form = StrategyForm(request.POST or None, initial={"languages": ["en", "fr"]})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_strategy(actor=request.user, **form.said())
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            messages.success(request, _("The strategy is started, with an empty first draft."))
            return redirect("strategy:overview", slug=made.slug)
    return render(request, "strategy/start.html", {"form": form})


@public
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What does this strategy want?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    found = queries.overview(place)
    context = {
        "place": place,
        "overview": found,
        "former": in_language(place.version.title or {}),
        "region": queries.region_name(place.strategy.region, get_language() or "en"),
        "open": elements.open_place(request.user, place),
        "may": queries.MAY,
        "may_change": allows(request.user, "strategy.change_strategy", place.strategy),
        "has_people": queries.roles_on(request.user, place.strategy) is not None,
    }
    return render(request, "strategy/overview.html", context)


@requires("strategy.change_strategy")
@once
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a strategy is called, and from when to when it runs."""
    strategy = fetch(request.user, "strategy.change_strategy", visible_strategies(request.user), slug=slug)
    form = DetailsForm(request.POST or None, strategy=strategy)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_strategy(
                actor=request.user, strategy=strategy, details=form.details(), seen=form.cleaned_data["seen"]
            )
        except ValidationError as error:
            form.add_error(None, error.messages[0])
            strategy.refresh_from_db()
            form.told(error, lambda: DetailsForm(strategy=strategy))
        else:
            messages.success(request, _("The details are saved."))
            return redirect("strategy:overview", slug=slug)
    context = {"place": elements.the_place(request.user, slug), "form": form}
    return render(request, "strategy/details.html", context, status=status_of(form))


@public
def of_kind(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The elements of a kind, with what is to be reviewed and what is missing."""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    if kind not in kinds.NODES:
        raise Http404
    lines = queries.elements_of_kind(place, kind)
    page = Paginator(lines, ELEMENTS_A_PAGE).get_page(request.GET.get("page"))
    gaps = elements.gaps_by_element(place)
    context = {
        "place": place,
        "kind": kinds.NODES[kind],
        "page": page,
        "rows": [line | {"gaps": gaps.get(line["key"], [])} for line in page.object_list],
        "count": len(lines),
        "to_review": sum(line["review"] for line in lines),
    }
    return render(request, "strategy/of_kind.html", context)


@signed_in
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may do what with this strategy?"""
    place = elements.the_place(request.user, slug)
    grants = queries.roles_on(request.user, place.strategy)
    if grants is None:
        raise Http404
    may_grant = allows(request.user, "accounts.grant_role")
    context: dict[str, Any] = {"place": place, "grants": grants, "may": queries.MAY, "may_grant": may_grant}
    return render(request, "strategy/people.html", context)


@requires("accounts.grant_role")
@once
def grant(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a role for this strategy."""
    strategy = fetch(request.user, "accounts.grant_role", visible_strategies(request.user), slug=slug)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        found = member_with_address(asked.pop("email"))
        if found is None:
            form.add_error("email", _("Nobody has an account with this address; invite the person first."))
        elif _granted(request, form, found, strategy, asked):
            return redirect("strategy:people", slug=slug)
    context = {"place": elements.the_place(request.user, slug), "form": form}
    return render(request, "strategy/grant.html", context)


def _granted(request: HttpRequest, form: GrantForm, person: Any, strategy: Any, asked: dict[str, Any]) -> bool:
    try:
        grant_role(actor=request.user, person=person, scope=strategy, **asked)  # type: ignore[arg-type]
    except ValidationError as error:
        at_fields = hasattr(error, "error_dict") and error.error_dict.keys() <= form.fields.keys()
        form.add_error(None, error if at_fields else error.messages[0])
        return False
    messages.success(request, _("The role is granted."))
    return True
