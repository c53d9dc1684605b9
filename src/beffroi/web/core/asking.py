"""How views carry out what a form or a button asks for, and say what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


def carried_out(
    request: HttpRequest, form: Any, act: Callable[[], Any], done: str, fresh: Callable[[], Any] | None = None
) -> bool:
    """Whether the form was sent and the action done; what speaks against it stands at the form.

    `fresh` opens the form on what stands now, for who comes second and compares.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
        form.add_error(None, error if known else ValidationError(error.messages))
        if fresh is not None:
            form.told(error, fresh)
        return False
    messages.success(request, done)
    return True


def tried(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Do what a button asks for, say what came of it, and whether it worked."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True
