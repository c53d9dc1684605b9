"""What every request goes through: its language, and whether what was asked and sent can be read.

The language is `?lang=` (kept in a cookie, but by no page that other sites frame), else the cookie, else the person's,
else the browser's.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from beffroi.web.core.asked import AskedOnce, check_page
from beffroi.web.core.embedding import MARK
from beffroi.web.project.errors import sent_only

YEAR = 365 * 24 * 3600
UNREADABLE = "\ufffd"
"""What stands where bytes were no text in UTF-8."""
OF_THE_API = "/api/"
"""What is asked there is held to its own rules (`core.api.strict`), with answers in their one form."""


class LanguageMiddleware:
    """Every page has one address in all languages; a link with `?lang=fr` switches, without script."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language wanted."""
        asked = request.GET.getlist("lang", [""])[-1]
        known = asked in dict(settings.LANGUAGES)
        language = asked if known else _usual(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if known and not hasattr(response, MARK) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != asked:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, asked, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS
            )
        return response


class SentOnlyMiddleware:
    """An address that only takes a form, such as one to which a sign-in led back, answers with a page, not a void."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say what the address is for, and lead to the page above it."""
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.path.startswith(OF_THE_API):
            return response
        page = sent_only(request)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page


class RefusedFormMiddleware:
    """A page that shows what is wrong with a form is answered with 400, whichever view shows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so in the status; what a view says of its own (a conflict, too many tries) stands."""
        response = self.get_response(request)
        if response.status_code == 200 and getattr(request, "is_refused", False):
            response.status_code = 400
        return response


class QueryMiddleware:
    """Nothing that a page asks of its address is passed over in silence: one value a name, a number for the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Put a stricter reading of the query in place, and read what is common to all pages."""
        if not request.GET or request.path.startswith(OF_THE_API):
            return
        asked = AskedOnce(request.GET.urlencode())
        request.GET = asked
        asked.get("lang")
        check_page(asked)


class EncodingMiddleware:
    """A form that was not sent in UTF-8 is refused whole, before names with signs missing are stored.

    A page that repeats what was asked shows the sign for what is no text in place of a zero byte.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, and look at the page that comes back."""
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        is_text = is_page and not response.has_header("Content-Encoding")
        if is_text and b"\0" in response.content:
            response.content = response.content.replace(b"\0", UNREADABLE.encode())
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Look at every field and at the names of files."""
        if request.method != "POST":
            return
        texts = [text for name, values in request.POST.lists() for text in (name, *values)]
        texts += [str(file.name) for _name, files in request.FILES.lists() for file in files]
        if any(UNREADABLE in text for text in texts):
            raise BadRequest(_("The form was not sent as text in UTF-8; nothing was changed."))


def _usual(request: HttpRequest) -> str:
    """What was chosen in this browser, else what goes with the sign-in, else what the browser asks for."""
    known, cookies = dict(settings.LANGUAGES), request.COOKIES
    if cookies.get(settings.LANGUAGE_COOKIE_NAME) not in known and settings.SESSION_COOKIE_NAME in cookies:
        own = request.session.get(settings.LANGUAGE_SESSION_KEY)
        if own in known:
            return str(own)
    return translation.get_language_from_request(request)
