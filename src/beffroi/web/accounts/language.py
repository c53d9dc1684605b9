"""The language of a person applied to the pages."""

from django.conf import settings
from django.http import HttpResponse

YEAR = 365 * 24 * 3600


def remember_language(response: HttpResponse, language: str) -> None:
    """Let the pages follow in a language."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS)
