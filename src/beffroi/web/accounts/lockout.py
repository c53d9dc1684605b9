"""Lock-out after repeated failures: who is counted, and the page that says when to try again."""

from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from beffroi.web.accounts.models import Person
from beffroi.web.accounts.notices import tell_codes_refused


def name_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The address that somebody tries to sign in with, in one form."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:254]


def address_of(request: HttpRequest) -> str:
    """The network address of the client, past the proxies that are ours."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # behind a socket of the machine itself there is none
        return ""


def locked_out(request: HttpRequest, _response: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """Too many failures: say so, and when the lock opens; the same whether the account exists or not."""
    until = timezone.now() + settings.AXES_COOLOFF_TIME
    name = name_of(request, credentials)
    tried = AccessAttempt.objects.filter(username=name, ip_address=address_of(request))
    tried = tried if failures(name) < account_limit() else AccessAttempt.objects.filter(username=name)
    latest = tried.order_by("-attempt_time").first()
    if latest is not None:
        until = latest.attempt_time + settings.AXES_COOLOFF_TIME
    seconds = max(1, int((until - timezone.now()).total_seconds()))
    response = render(request, "accounts/locked.html", {"until": until, "minutes": -(-seconds // 60)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


class SignInHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Locks an account from one address after few failures, and from everywhere after many.

    The limit from everywhere is higher, so that a stranger does not easily keep the owner out; refused tries do not
    lengthen the lock.
    """

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this address, or every address, is locked out of the account."""
        return bool(super().is_locked(request, credentials)) or failures(name_of(request, credentials)) >= (
            account_limit()
        )


def account_limit() -> int:
    """How many failures from all addresses together lock an account."""
    return int(settings.AXES_FAILURE_LIMIT) * 4


def failures(name: str) -> int:
    """How many failures an account has had lately, from all addresses."""
    lately = AccessAttempt.objects.filter(username=name, attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    return int(lately.aggregate(number=Sum("failures_since_start"))["number"] or 0) if name else 0


def forget_failures(person: Person) -> None:
    """Open the lock: the person showed by a mail that the account is theirs."""
    AccessAttempt.objects.filter(username=person.email).delete()


def count_code(person: Person) -> bool:
    """Count a try at a code before it is checked; says whether it may be checked. The database keeps count.

    Counted under the lock of the person, so that tries at one moment from many places count as many.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        tried, _is_new = AccessAttempt.objects.get_or_create(
            username=_codes_of(person), ip_address=None, user_agent="", defaults={"failures_since_start": 0}
        )
        now = timezone.now()
        since = now - tried.attempt_time
        count = tried.failures_since_start if since < settings.AXES_COOLOFF_TIME else 0
        if count >= settings.AXES_FAILURE_LIMIT:
            return False
        AccessAttempt.objects.filter(pk=tried.pk).update(failures_since_start=count + 1, attempt_time=now)
        if count + 1 == settings.AXES_FAILURE_LIMIT:
            tell_codes_refused(person, now.isoformat())
    return True


def forget_codes(person: Person) -> None:
    """A right code ends the count."""
    AccessAttempt.objects.filter(username=_codes_of(person)).delete()


def _codes_of(person: Person) -> str:
    return f"codes of {person.key}"
