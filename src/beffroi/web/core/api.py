"""The ground of the API: strict schemas, pages, rates, tokens, and one form of error with a reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.pagination import PaginationBase
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle
from pydantic import ConfigDict

from beffroi.analytics.errors import InputError

F = TypeVar("F", bound=Callable[..., Any])


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
        return {
            "items": list(queryset[start : start + pagination.size]),
            "total": total,
            "page": pagination.page,
            "size": pagination.size,
            "next": _address(request, pagination.page + 1) if start + pagination.size < total else None,
            "previous": _address(request, pagination.page - 1) if pagination.page > 1 else None,
        }


def _address(request: HttpRequest, page: int) -> str:
    query = {**{key: request.GET[key] for key in request.GET}, "page": str(page)}
    return f"{settings.SITE_URL}{request.path}?{urlencode(query)}"


def strict(function: F) -> F:
    """Refuse a query parameter that the operation does not know, so that a slip of the pen is told."""

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
        return function(request, *args, **kwargs)

    return held  # type: ignore[return-value]


class Refused(HttpError):
    """A refusal with its reason, and the parameter to blame."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(status, detail)
        self.field = field


class Reader(HttpBearer):
    """Who reads: nobody in particular, or the person of a token. A token that is no longer good is refused."""

    def __init__(self, person_of: Callable[[str], Any]) -> None:
        super().__init__()
        self.person_of = person_of

    def __call__(self, request: HttpRequest) -> Any:
        """The person, or an anonymous reader where no token is sent; cookies count for nothing here."""
        request.user = AnonymousUser()
        if not request.headers.get("Authorization"):
            return request.user
        found = super().__call__(request)
        if found is None:
            raise AuthenticationError(401, _("Send the token as 'Authorization: Bearer …', or send none."))
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person of a token; the reason is said where it has expired or was revoked."""
        try:
            request.user = self.person_of(token)
        except LookupError as error:
            raise AuthenticationError(401, str(error)) from error
        return request.user


class Rate(SimpleRateThrottle):
    """So many requests a minute: by address for the anonymous, by person for who sends a token."""

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


class Api(NinjaAPI):
    """An API whose description says that every refusal has the one form."""

    def get_openapi_schema(self, **wanted: Any) -> Any:
        """The description, with `4XX` on every operation."""
        described = super().get_openapi_schema(**wanted)
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        refusal = {"$ref": "#/components/schemas/Problem"}
        for operations in described["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = {
                    "description": "Refused, with the reason.",
                    "content": {"application/json": {"schema": refusal}},
                }
        return described


def handle_errors(api: NinjaAPI) -> None:
    """Give every error the one form."""

    def answer(request: HttpRequest, status: int, detail: str, field: str | None = None) -> HttpResponse:
        return api.create_response(request, {"detail": detail, "field": field}, status=status)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, str(error), getattr(error, "field", None))

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        wait = int(error.wait or 60) + 1
        response = answer(request, 429, _("Too many requests; wait %(wait)s seconds.") % {"wait": wait})
        response["Retry-After"] = str(wait)
        return response

    @api.exception_handler(InputError)
    def mistaken(request: HttpRequest, error: InputError) -> HttpResponse:
        return answer(request, 422, str(error))

    @api.exception_handler(Http404)
    def absent(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, str(error) or _("There is nothing at this address."))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0]
        field = str(first["loc"][-1]) if first.get("loc") else None
        return answer(request, 422, f"{field}: {first['msg']}" if field else str(first["msg"]), field)
