"""What the core keeps about a person: given out, erased, forgotten after a time; the slice of people calls these."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from beffroi.web.core import letters
from beffroi.web.core.models import Delivery, Job, Notification, NotificationChoice, StoredFile
from beffroi.web.core.models.submissions import Submission


def exported(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, as plain values."""
    wanted: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
        "notices": (Notification.objects.filter(person=person), ("kind", "texts", "link", "created_at", "read_at")),
        "notice_choices": (NotificationChoice.objects.filter(person=person), ("kind", "way")),
        "background_work": (Job.objects.filter(person=person), ("kind", "state", "message", "created_at")),
        "uploads": (StoredFile.objects.filter(uploaded_by=person), ("name", "sha256", "size", "at")),
    }
    return {name: [dict(row) for row in rows.values(*fields)] for name, (rows, fields) in wanted.items()}


def erase(person: Any) -> int:
    """Forget a person, and say how many rows it took; files stay with what they belong to, without the sender."""
    notices = Notification.objects.filter(person=person)
    deleted = Delivery.objects.filter(notification__in=notices).delete()[0] + notices.delete()[0]
    deleted += NotificationChoice.objects.filter(person=person).delete()[0]
    deleted += Job.objects.filter(person=person).delete()[0]
    return deleted + StoredFile.objects.filter(uploaded_by=person).update(uploaded_by=None)


def prune(before: datetime) -> int:
    """Forget read notices, letters, finished jobs and one-time keys that are older than a moment; say how many rows."""
    deleted = Notification.objects.filter(read_at__lt=before).delete()[0]
    deleted += Job.objects.filter(finished_at__lt=before).delete()[0]
    deleted += letters.prune(before)
    return deleted + Submission.objects.filter(at__lt=before).delete()[0]
