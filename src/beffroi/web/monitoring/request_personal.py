"""What monitoring keeps about a person: what they reported and decided stays on record under their key."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from beffroi.web.accounts.personal_data import erase, export, prune
from beffroi.web.monitoring.models import DataRequest, Entry


def _entries(person: Any) -> list[dict[str, Any]]:
    mine = Entry.objects.filter(Q(written_by=person) | Q(reported_by=person) | Q(decided_by=person))
    return [
        dict(row)
        for row in mine.values("indicator__strategy__slug", "month", "values", "note", "state", "submitted_at")
    ]


def _requests(person: Any) -> list[dict[str, Any]]:
    mine = DataRequest.objects.filter(Q(delegate=person) | Q(delegate_email=person.email))
    return [dict(row) for row in mine.values("period__strategy__slug", "period__ends", "due_on", "sent_at")]


def _forget_address(person: Any) -> int:
    """A request that was handed to the address of a person is that of the reporter again."""
    return DataRequest.objects.filter(delegate_email=person.email).update(delegate_email="")


def _prune(before: datetime) -> int:
    """Addresses of people without an account, once their links have long run out."""
    old = DataRequest.objects.filter(link_until__lt=before.date()).exclude(delegate_email="")
    return old.update(delegate_email="")


prune("requests to report", _prune)
export("values reported", _entries)
export("requests to report", _requests)
erase("requests to report", _forget_address)
