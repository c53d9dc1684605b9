"""A form that is sent twice is carried out once.

The form holds `{% one_time_key %}`, the view is decorated with `@once`. Key and effect are written in one transaction:
the second sending waits for the first, then is led where the first was led. A form that was refused (no redirect) keeps
its key for the next try. A form without a key is carried out as it is.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, ParamSpec
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from beffroi.web.core.models import Submission

P = ParamSpec("P")

FIELD = "one_time_key"
KEPT = timedelta(days=2)
KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """A key for one form."""
    return uuid4().hex


def once(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Carry a sent form out once; the same key from the same person at the same address is answered alike."""

    @wraps(view)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        stored = _stored_key(request)
        try:
            if not stored:
                return view(request, *args, **kwargs)
            with transaction.atomic():
                return _carry_out(stored, lambda: view(request, *args, **kwargs))
        except _SentBefore:
            return HttpResponseRedirect(Submission.objects.get(key=stored).location)
        except NotDone as refused:
            return refused.answer()

    run.is_once = True  # type: ignore[attr-defined]
    return run  # type: ignore[return-value]


def done(response: HttpResponse, location: str) -> HttpResponse:
    """Say of an answer without redirect that the form was carried out, and where a second sending is led."""
    response.done_at = location  # type: ignore[attr-defined]
    return response


def was_carried_out(request: HttpRequest) -> bool:
    """Whether a form with this key was carried out already, as far as can be seen without waiting for anybody."""
    return Submission.objects.filter(key=_stored_key(request)).exists()


class NotDone(Exception):
    """Nothing was carried out, and nothing is to be kept: the answer is written when the transaction is over.

    A view raises it where many are refused at once, so that nobody waits until the pages of the others are written.
    """

    def __init__(self, answer: Callable[[], HttpResponse]) -> None:
        super().__init__()
        self.answer = answer


class _SentBefore(Exception):
    """The form was carried out already."""


def _carry_out(stored: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            submission = Submission.objects.create(key=stored)
    except IntegrityError:
        raise _SentBefore from None
    response = answer()
    location = response.url if isinstance(response, HttpResponseRedirect) else getattr(response, "done_at", "")
    if location:
        Submission.objects.filter(pk=submission.pk).update(location=location)
    else:
        submission.delete()
    return response


def _stored_key(request: HttpRequest) -> str:
    """The key of a form, bound to who sent it and where; nothing where it has none."""
    key = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not KEY.fullmatch(key):
        return ""
    person: Any = request.user
    sender = f"person {person.pk}" if person.is_authenticated else f"session {request.session.session_key}"
    return sha256(f"{sender}\n{request.path}\n{key}".encode()).hexdigest()


class OtherContent(Exception):
    """A key came again with something else than before."""


def once_by_key(person: Any, place: str, key: str, content: str, do: Callable[[], Any]) -> None:
    """Do what a program asks for once, in one transaction with its key; without a key, each time.

    Raises
    ------
    OtherContent
        if the key was used for other content.

    """
    if not key:
        do()
        return
    stored = sha256(f"person {person.pk}\n{place}\n{key}".encode()).hexdigest()
    with transaction.atomic():
        found, is_new = Submission.objects.get_or_create(key=stored, defaults={"location": content})
        if is_new:
            do()
        elif found.location != content:
            raise OtherContent(key)


def spend(what: str) -> bool:
    """Whether something that may be used once is used for the first time; call it in the transaction of the use."""
    return Submission.objects.get_or_create(key=sha256(what.encode()).hexdigest())[1]


def forget_old() -> int:
    """Remove keys that no browser sends again."""
    return Submission.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
