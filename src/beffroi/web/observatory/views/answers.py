"""How pages of the observatory answer: refusals in words, addresses that moved, and what a browser may keep."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from beffroi.web.observatory.queries.profile_page import choices_again
from beffroi.web.observatory.rules.profile import Refusal

KEPT_SECONDS = 60

View = Callable[..., HttpResponse]


class Moved(Exception):
    """What was asked for stands at another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def answering(view: View) -> View:
    """Answer refusals with one sentence and the nearest regions; let the anonymous keep pages for a minute."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Moved as moved:
            return HttpResponseRedirect(moved.address)
        except Refusal as refusal:
            return refused(request, refusal)
        return _kept(request, response)

    return answer


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: what is wrong, the form that asked for it if there is one, where to go from here."""
    lang = get_language() or "en"
    near = [{"code": region.code, "name": region.name(lang)} for region in refusal.near]
    context: dict[str, object] = {"sentence": refusal.sentence, "near": near, "status": refusal.status}
    if refusal.field:
        context["page"] = {"choices": choices_again(request.path, request.GET, refusal)}
    return render(request, "observatory/refused.html", context, status=refusal.status)


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say what may be kept; answer 304 where the browser has the same already."""
    if response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    is_open = not request.user.is_authenticated and "lang" not in request.GET
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if is_open else "private, no-cache"
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
