"""What the core keeps: the audit and its seals, notifications, files, background jobs, one-time keys."""

from beffroi.web.core.models.audit import AuditEntry, AuditSeal, AuditStands
from beffroi.web.core.models.files import StoredFile
from beffroi.web.core.models.notifications import Delivery, Notification, NotificationChoice
from beffroi.web.core.models.submissions import Submission
from beffroi.web.core.models.work import Job

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "AuditStands",
    "Delivery",
    "Job",
    "Notification",
    "NotificationChoice",
    "StoredFile",
    "Submission",
]
