"""What the views of piloting share: the strategy, the body, and how a form is carried out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from beffroi.web.core.access import fetch
from beffroi.web.core.permissions import allows
from beffroi.web.piloting.models import Action, Body
from beffroi.web.piloting.queries import code_now, openable_actions, piloted_strategies, visible_bodies

if TYPE_CHECKING:
    from uuid import UUID

    from beffroi.web.strategy.models import Strategy


T = TypeVar("T")


def the_strategy(request: HttpRequest, slug: str, permission: str = "piloting.view_piloting") -> "Strategy":
    """The strategy of an address."""
    return fetch(request.user, permission, piloted_strategies(request.user), slug=slug)


def the_body(request: HttpRequest, slug: str, code: str, permission: str = "piloting.view_piloting") -> Body:
    """The body of an address, also of one that holds the code that it had before."""
    return of_code(
        request.user, slug, code,
        lambda now: fetch(request.user, permission, visible_bodies(request.user), strategy__slug=slug, code=now),
    )  # fmt: skip


def of_code(user: Any, slug: str, code: str, found: Callable[[str], T]) -> T:
    """What is found under the code of a body, else under the code that the body of this one has now."""
    try:
        return found(code)
    except Http404:
        now = code_now(user, slug, code)
        if now == code:
            raise
        return found(now)


def the_action(request: HttpRequest, slug: str, key: "UUID", permission: str = "piloting.view_action") -> Action:
    """The action of an address, also for its owners who read nothing else of the strategy."""
    found = openable_actions(request.user).filter(strategy__slug=slug)
    return fetch(request.user, permission, found, item__key=key)


def may(request: HttpRequest, permission: str, of: Any) -> bool:
    """Whether who asks holds a permission of piloting on something."""
    return allows(request.user, f"piloting.{permission}", of)


def form_page(request: HttpRequest, form: Any, *, title: str, body: Body | None = None, **more: Any) -> HttpResponse:
    """A page with one form on it."""
    strategy = body.strategy if body else more.pop("strategy")
    context = {"form": form, "title": title, "body": body, "strategy": strategy, **more}
    status = getattr(form, "status", 200)
    return render(request, "piloting/form.html", context, status=status)


def to_body(body: Body) -> HttpResponse:
    """Back to the page of a body."""
    return redirect("piloting:body", slug=body.strategy.slug, code=body.code)
