"""The language of a request: `?lang=` (kept in a cookie), else the cookie, else the browser's.

A person's own language is put into the cookie at sign-in.
"""

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
        language = asked if known else translation.get_language_from_request(request)
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
