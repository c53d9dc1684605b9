"""The language of a request: `?lang=` (kept in a cookie), else the cookie, else the person's, else the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """Every page has one address in all languages; a link with `?lang=fr` switches, without script."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language wanted."""
        asked = request.GET.get("lang", "")
        known = asked in dict(settings.LANGUAGES)
        language = asked if known else _usual(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if known and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != asked:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, asked, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS
            )
        return response


def _usual(request: HttpRequest) -> str:
    """What was chosen in this browser, else what goes with the sign-in, else what the browser asks for."""
    known, cookies = dict(settings.LANGUAGES), request.COOKIES
    if cookies.get(settings.LANGUAGE_COOKIE_NAME) not in known and settings.SESSION_COOKIE_NAME in cookies:
        own = request.session.get(settings.LANGUAGE_SESSION_KEY)
        if own in known:
            return str(own)
    return translation.get_language_from_request(request)
