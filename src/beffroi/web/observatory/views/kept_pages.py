"""Public pages are written once for all visitors of a process, as long as what they show stays the same."""

import gzip
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from beffroi.web.observatory.queries.figures_store import fingerprint

State = Callable[[], str]
V = TypeVar("V", bound=Callable[..., HttpResponse])
DAY = 24 * 3600
STATE_SECONDS = 2
GZIP = re.compile(r"\bgzip\b")


def kept_page(state: State = lambda: "") -> Callable[[V], V]:
    """Answer visitors with the page as it was written for the same address, language, figures and state.

    Whoever is signed in, a part of a page (htmx) and every other answer than a page are always made anew.

    Parameters
    ----------
    state : callable, optional
        says in one query how what the page reads from the database stands, where it reads something.

    """

    return lambda view: _keeping(view, state)


def _keeping(view: V, state: State) -> V:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or request.user.is_authenticated or request.htmx:  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        key = _key(request, _stands(state))
        held = caches["pages"].get(key)
        if held is not None:
            return _sent(request, held)
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            caches["pages"].set(key, gzip.compress(response.content, 6, mtime=0), DAY)
        return response

    return answer  # type: ignore[return-value]


def _stands(state: State) -> str:
    """How the database stands, asked once in a few seconds: a browser keeps a public page for longer than that."""
    name = f"state:{state.__module__}.{state.__qualname__}"
    return str(caches["pages"].get_or_set(name, state, STATE_SECONDS))


def _sent(request: HttpRequest, held: bytes) -> HttpResponse:
    """The kept page as it lies, compressed once for all; a browser that does not take that gets it plain."""
    if GZIP.search(request.headers.get("Accept-Encoding", "")) is None:
        response = HttpResponse(gzip.decompress(held))
    else:
        response = HttpResponse(held, headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _key(request: HttpRequest, state: str) -> str:
    parts = (fingerprint(), get_language() or "", state, request.get_full_path())
    return "page:" + sha256("\x1f".join(parts).encode()).hexdigest()
