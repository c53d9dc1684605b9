"""What every page knows of the core."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from beffroi.web.core.notifications import unread_count


def notices(request: HttpRequest) -> dict[str, Any]:
    """`unread_notifications`: how many notices wait for who is signed in; asked once, and only where it is shown."""
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"unread_notifications": 0}
    return {"unread_notifications": cache(lambda: unread_count(person))}
