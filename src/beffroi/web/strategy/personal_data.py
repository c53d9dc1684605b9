"""What strategies keep about a person: what they said and asked; comments go, requests stay without their words."""

from typing import Any

from django.utils import timezone

from beffroi.web.accounts.personal_data import erase, export
from beffroi.web.core.audit import record
from beffroi.web.strategy.models import ChangeRequest, Comment


def _comments(person: Any) -> list[dict[str, Any]]:
    """Each comment with its day."""
    names = ("strategy__slug", "text", "language", "at", "withdrawn_at")
    return [dict(row) for row in Comment.objects.filter(author=person).values(*names)]


def _requests(person: Any) -> list[dict[str, Any]]:
    """Each request with what became of it."""
    names = ("strategy__slug", "text", "proposed", "language", "at", "state", "reason", "decided_at")
    return list(ChangeRequest.objects.filter(author=person).values(*names))


def _erase_voices(person: Any) -> int:
    """The words of comments and requests go; open requests are withdrawn, decided ones keep what was decided."""
    changed = 0
    for said in Comment.objects.select_for_update().filter(author=person).exclude(text=""):
        record(person, "erased", said)
        said.text, said.withdrawn_at = "", said.withdrawn_at or timezone.now()
        said.save()
        changed += 1
    for asked in ChangeRequest.objects.select_for_update().filter(author=person).exclude(text=""):
        record(person, "erased", asked)
        asked.text = ""
        asked.state = "withdrawn" if asked.state == ChangeRequest.State.OPEN else asked.state
        asked.save()
        changed += 1
    return changed


export("comments_on_strategies", _comments)
export("change_requests", _requests)
erase("voices_on_strategies", _erase_voices)
