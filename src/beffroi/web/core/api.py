"""The ground of the API: strict schemas, pages, rates, tokens, and one form of error with a reason."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.pagination import PaginationBase
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle
from pydantic import ConfigDict

from beffroi.analytics.errors import InputError
from beffroi.web.core.access import public
from beffroi.web.core.api_refusals import sentence

F = TypeVar("F", bound=Callable[..., Any])
STANDING = "api_rate"
"""Where a request keeps how its reader stands with the rate: the limit, what remains, the seconds until it grows."""
TAKEN = "api_methods"
"""Where a request keeps which methods its address takes."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Asked(Schema):
    """Base of what comes in: nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class Answer(Schema):
    """Base of what goes out: the fields named, and nothing else."""


class Problem(Answer):
    """Every error has this form: what is wrong and what to do; `field` where one parameter is to blame."""

    detail: str
    field: str | None = None


class Pages(PaginationBase):
    """Pages of at most 200 entries, with the total and links to the pages beside."""

    class Input(Asked):
        """Which page, and how many entries on it."""

        page: int = Field(1, ge=1, le=100_000, description="Page, from 1.")
        size: int = Field(50, ge=1, le=200, description="Entries on a page.")

    class Output(Answer):
        """One page."""

        items: list[Any]
        total: int
        page: int
        size: int
        next: str | None
        previous: str | None

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **_params: Any) -> dict[str, Any]:
        """The page asked for; a page after the last is empty."""
        start = (pagination.page - 1) * pagination.size
        total = self._items_count(queryset)
        last = max(1, -(-total // pagination.size))
        return {
            "items": list(queryset[start : start + pagination.size]),
            "total": total,
            "page": pagination.page,
            "size": pagination.size,
            "next": _address(request, pagination.page + 1) if start + pagination.size < total else None,
            "previous": _address(request, min(pagination.page - 1, last)) if pagination.page > 1 else None,
        }


def _address(request: HttpRequest, page: int) -> str:
    query = {**{key: request.GET[key] for key in request.GET}, "page": str(page)}
    return f"{settings.SITE_URL}{request.path}?{urlencode(query)}"


def strict(function: F) -> F:
    """Refuse a query parameter that the operation does not know, or one given twice, so that a slip is told."""

    @wraps(function)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        models = held._ninja_operation.models  # type: ignore[attr-defined]
        queries = [model for model in models if model.__ninja_param_source__ == "query"]
        known = {name for model in queries for name in model.__ninja_flatten_map__}
        unknown = sorted(set(request.GET) - known)
        if unknown:
            detail = _("'%(name)s' is not a parameter here; known: %(known)s.")
            listed = ", ".join(sorted(known)) or _("none")
            raise Refused(422, detail % {"name": unknown[0][:60], "known": listed}, unknown[0][:60])
        twice = next((name for name, given in request.GET.lists() if len(given) > 1), None)
        if twice is not None:
            raise Refused(422, _("'%(name)s' is given more than once; give it once.") % {"name": twice}, twice)
        return function(request, *args, **kwargs)

    return held  # type: ignore[return-value]


class Refused(HttpError):
    """A refusal with its reason, and the parameter to blame."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(status, detail)
        self.field = field


@dataclass(frozen=True)
class Bearer:
    """Who sends a token, and what the token is for beyond reading."""

    person: Any
    scope: str = ""


class Reader(HttpBearer):
    """Who reads: nobody in particular, or the person of a token. A token that is no longer good is refused; to try
    tokens counts like reading without one.
    """

    def __init__(self, bearer_of: Callable[[str], Bearer], refusals: "Rate") -> None:
        super().__init__()
        self.bearer_of, self.refusals = bearer_of, refusals

    def __call__(self, request: HttpRequest) -> Any:
        """The person, or an anonymous reader where no token is sent; cookies count for nothing here."""
        request.user = AnonymousUser()
        if not request.headers.get("Authorization"):
            return request.user
        try:
            found = super().__call__(request)
            if found is None:
                raise AuthenticationError(401, _("Send the token as 'Authorization: Bearer …', or send none."))
        except AuthenticationError:
            if not self.refusals.allow_request(request):
                raise Throttled(None) from None
            raise
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person of a token; the reason is said where it has expired or was revoked."""
        try:
            bearer = self.bearer_of(token)
        except LookupError as error:
            raise AuthenticationError(401, str(error)) from error
        request.user = bearer.person
        self.check_scope(request, bearer.scope)
        return request.user

    def check_scope(self, request: HttpRequest, scope: str) -> None:
        """What a token must be for; every token reads."""


class Writer(Reader):
    """Who must send a token: any token reads, only one of the scope writes."""

    def __init__(self, bearer_of: Callable[[str], Bearer], refusals: "Rate", scope: str, missing: Any) -> None:
        super().__init__(bearer_of, refusals)
        self.scope, self.missing = scope, missing

    def __call__(self, request: HttpRequest) -> Any:
        """The person of the token; nobody is anonymous here."""
        found = super().__call__(request)
        if found.is_authenticated:
            return found
        if not self.refusals.allow_request(request):
            raise Throttled(None)
        raise AuthenticationError(401, _("This needs a token; send it as 'Authorization: Bearer …'."))

    def check_scope(self, request: HttpRequest, scope: str) -> None:
        """Whatever is not reading needs the scope."""
        if request.method != "GET" and scope != self.scope:
            raise Refused(403, str(self.missing))


class Rate(SimpleRateThrottle):
    """So many requests a minute: by address for the anonymous, by person for who sends a token.

    Threads share the object, so nothing of a request is kept on it: how the reader stands is kept on the request.
    """

    def __init__(self, who: Literal["anonymous", "token"]) -> None:
        self.who = who
        super().__init__(settings.API_RATES[who])

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """One key a reader; None for the readers of the other rate."""
        is_person = request.user.is_authenticated
        if is_person != (self.who == "token"):
            return None
        ident = str(request.user.pk) if is_person else self.get_ident(request)
        return f"api-rate-{self.who}-{ident}"

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether one more may come; if so, it is counted."""
        key = self.get_cache_key(request)
        if key is None:
            return True
        most, seconds, now = self.num_requests or 0, self.duration or 0, time.time()
        counted = [moment for moment in cache.get(key, []) if moment > now - seconds]
        is_allowed = len(counted) < most
        if is_allowed:
            counted.append(now)
            cache.set(key, counted, seconds)
        reset = math.ceil(min(counted, default=now) + seconds - now)
        standing = {"Limit": most, "Remaining": max(0, most - len(counted)), "Reset": max(1, reset)}
        setattr(request, STANDING, standing)
        return is_allowed

    def wait(self) -> None:
        """How long is said from the request, where the refusal is written."""


class Api(NinjaAPI):
    """An API: HEAD as GET, OPTIONS with what is allowed, every refusal in the one form and described so."""

    _description: Any = None

    @property
    def urls(self) -> tuple[list[Any], str, str]:
        """The addresses, each with what holds for every answer; who reads is for `Reader` to say."""
        patterns, application, namespace = super().urls
        for pattern in patterns:
            if pattern.callback is not None:
                pattern.callback = self._held(pattern.callback)
        return patterns, application, namespace

    def _held(self, view: Callable[..., Any]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @public
        @wraps(view, updated=())
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = request.method
            request.method = "GET" if asked == "HEAD" else asked
            try:
                response = self._read(view, request, *args, **kwargs)
            finally:
                request.method = asked
            return _with_headers(request, response)

        return answer

    def _read(self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            is_described = not isinstance(view, partial)  # the description itself does not look at the method
            is_taken = is_described or request.method == "GET"
            response = view(request, *args, **kwargs) if is_taken else HttpResponseNotAllowed(["GET"])
            if response.status_code != 405:
                return response
            setattr(request, TAKEN, _methods(response["Allow"]))
            if request.method == "OPTIONS":
                return HttpResponse(status=204)
            raise Refused(405, _("This address takes %(methods)s.") % {"methods": getattr(request, TAKEN)})
        except (Http404, Refused) as error:
            return self.on_exception(request, error)

    def get_openapi_schema(self, **wanted: Any) -> Any:
        """The description, with `4XX` on every operation, and a token on none required that only reads; made once."""
        if self._description is None:
            self._description = self._describe(**wanted)
        return self._description

    def _describe(self, **wanted: Any) -> Any:
        described = super().get_openapi_schema(**wanted)
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        refusal = {"$ref": "#/components/schemas/Problem"}
        for operations in described["paths"].values():
            for operation in operations.values():
                asked = operation.get("security", [])
                operation["security"] = asked if {Writer.__name__: []} in asked else [{}, *asked]
                operation["responses"]["4XX"] = {
                    "description": "Refused, with the reason.",
                    "content": {"application/json": {"schema": refusal}},
                }
        return described


def _methods(allowed: str) -> str:
    """The methods of an address in words, from those that its operations name."""
    named = {one.strip() for one in allowed.split(",")} | {"OPTIONS"}
    return ", ".join(one for one in METHODS if one in named or (one == "HEAD" and "GET" in named))


def _with_headers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What every answer says of itself: how the reader's rate stands, and that it depends on the token."""
    for name, value in getattr(request, STANDING, {}).items():
        response[f"RateLimit-{name}"] = str(value)
    if response.status_code in {204, 405}:
        response["Allow"] = getattr(request, TAKEN)
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    patch_vary_headers(response, ["Authorization"])
    if request.headers.get("Authorization"):
        patch_cache_control(response, private=True)
    return response


def handle_errors(api: NinjaAPI) -> None:
    """Give every error the one form."""

    def answer(request: HttpRequest, status: int, detail: str, field: str | None = None) -> HttpResponse:
        return api.create_response(request, {"detail": detail, "field": field}, status=status)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        is_own = isinstance(error, Refused | AuthenticationError)
        detail = str(error) if is_own else _("What was sent is not JSON; openapi.json says what is taken.")
        return answer(request, error.status_code, detail, getattr(error, "field", None))

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        wait = getattr(request, STANDING)["Reset"]
        response = answer(request, 429, _("Too many requests; wait %(wait)s seconds.") % {"wait": wait})
        response["Retry-After"] = str(wait)
        return response

    @api.exception_handler(InputError)
    def mistaken(request: HttpRequest, error: InputError) -> HttpResponse:
        return answer(request, 422, str(error))

    @api.exception_handler(Http404)
    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, _("There is nothing at this address; openapi.json lists what there is."))

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return answer(request, 403, str(error))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        detail, field = sentence(error.errors[0])
        return answer(request, 422, detail, field)
