"""What a page is told that asked for a part of itself (htmx), where the answer is no such part."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

R = TypeVar("R", bound=HttpResponse)
PART = "part.html"


def asks_for_part(request: HttpRequest) -> bool:
    """Whether a page on the screen asks, and will put the answer into itself."""
    return request.headers.get("HX-Request") == "true"


def layout(request: HttpRequest) -> str:
    """What an error page extends: nothing but the sentence where it stands inside another page; empty otherwise."""
    return PART if asks_for_part(request) else ""


def in_place(request: HttpRequest, response: R) -> R:
    """Let the sentence stand inside the part that was to be replaced, so that the next answer finds it there."""
    if asks_for_part(request):
        response["HX-Reswap"], response["HX-Push-Url"] = "innerHTML", "false"
    return response


def address_of_page(request: HttpRequest) -> str:
    """The address that the reader sees, which is not the one of the part."""
    htmx: Any = getattr(request, "htmx", None)
    return str(getattr(htmx, "current_url_abs_path", None) or request.get_full_path())
