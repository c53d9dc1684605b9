"""The language of a person applied to the pages: chosen by a click it stays with the browser, else with the sign-in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from beffroi.web.accounts.models import Person

YEAR = 365 * 24 * 3600
DEMO = "@demo.example"
"""People for a demonstration have chosen no language: whoever tries them out reads on in their own."""


def remember_language(response: HttpResponse, language: str) -> None:
    """Let the pages of this browser follow in a language that somebody chose."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS)


def follow_language(request: HttpRequest, person: Person) -> None:
    """Let the pages follow a person until they sign out; what was chosen in this browser goes before."""
    if not person.email.endswith(DEMO):
        request.session[settings.LANGUAGE_SESSION_KEY] = person.language
