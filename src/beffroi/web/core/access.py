"""Deny by default: a view says who may use it, or nobody can; one function fetches an object and authorises.

A view carries `@public`, `@signed_in` or `@requires("slice.permission")`. Views of other packages are listed in
`FOREIGN` with the access they need. A view without either answers 404, and a test names it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from beffroi.web.core.parts import address_of_page, asks_for_part
from beffroi.web.core.permissions import allows

M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Access:
    """Who may call a view: anybody, who is signed in, or who holds a permission (checked on the object by `fetch`)."""

    kind: Literal["public", "signed_in", "permission"]
    permission: str = ""


FOREIGN: dict[str, Access] = {
    "allauth": Access("public"),  # sign-in, registration and their like; what needs a person says so itself
    "django.views.i18n": Access("public"),
}


def public(view: V) -> V:
    """Anybody may call the view."""
    return _declared(view, Access("public"))


def signed_in(view: V) -> V:
    """Whoever is signed in may call the view."""
    return _declared(view, Access("signed_in"))


def requires(permission: str) -> Callable[[V], V]:
    """Whoever holds a permission on the view's object; the view fetches it by `fetch` with the same permission."""
    return lambda view: _declared(view, Access("permission", permission))


def fetch(user: Any, permission: str, visible: QuerySet[M], **lookup: Any) -> M:
    """The object that the user sees and may use so: 404 if it is not visible, 403 if the permission is missing.

    Parameters
    ----------
    user : Person or AnonymousUser
    permission : str
        name in the table of a slice, `accounts.change_organisation`.
    visible : QuerySet
        what a query's `visible_to(user)` gives.
    **lookup
        which of them.

    """
    found = get_object_or_404(visible, **lookup)
    permit(user, permission, found)
    return found


def permit(user: Any, permission: str, of: Model | None = None) -> None:
    """Refuse, unless the user holds the permission on the object."""
    if not allows(user, permission, of):
        raise PermissionDenied(_("You may not do this here; ask the person who manages it, or an administrator."))


def access_of(view: Callable[..., Any]) -> Access | None:
    """The access that a view declares, or that its package is given."""
    while isinstance(view, partial):
        view = view.func
    declared = getattr(view, "access", None)
    if isinstance(declared, Access):
        return declared
    module = getattr(view, "__module__", "") or ""
    return next((access for name, access in FOREIGN.items() if module == name or module.startswith(f"{name}.")), None)


class AccessMiddleware:
    """Holds every view to what it declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; no cache and no "back" after signing out keeps what a signed-in person was shown."""
        response = self.get_response(request)
        if getattr(request, "is_private", False) and "no-store" not in response.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Refuse what is undeclared; send the anonymous to sign in where a person is needed."""
        access = access_of(view)
        if access is None:
            raise Http404
        user = getattr(request, "user", AnonymousUser())
        request.is_private = access.kind != "public" or _is_of_signing_in(view)  # type: ignore[attr-defined]
        if access.kind == "public" or user.is_authenticated:
            return None
        if access.kind == "permission" and allows(user, access.permission):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"detail": _("Sign in first.")}, status=401)
        sign_in = redirect_to_login(address_of_page(request))
        return HttpResponseClientRedirect(sign_in.url) if asks_for_part(request) else sign_in


def _is_of_signing_in(view: Callable[..., Any]) -> bool:
    return (getattr(view, "__module__", "") or "").startswith("allauth.")


def _declared(view: V, access: Access) -> V:
    view.access = access  # type: ignore[attr-defined]
    return view
