"""Public pages that depend on the official figures alone are written once for all visitors of a process."""

import zlib
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from beffroi.web.observatory.queries.figures_store import fingerprint

V = TypeVar("V", bound=Callable[..., HttpResponse])
DAY = 24 * 3600


def kept_page(view: V) -> V:
    """Answer visitors with the page as it was written for the same address, language and figures.

    Only for a view whose page depends on nothing else: not on the person, nor on what the database holds. Whoever is
    signed in, a part of a page (htmx) and every other answer than a page are always made anew.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or request.user.is_authenticated or request.htmx:  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        key = _key(request)
        held = cache.get(key)
        if held is not None:
            return HttpResponse(zlib.decompress(held))
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            cache.set(key, zlib.compress(response.content, 4), DAY)
        return response

    return answer  # type: ignore[return-value]


def _key(request: HttpRequest) -> str:
    parts = (fingerprint(), get_language() or "", request.get_full_path())
    return "page:" + sha256("\x1f".join(parts).encode()).hexdigest()
