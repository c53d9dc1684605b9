"""What the core keeps: the audit and its seals, notifications, letters, files, background jobs, one-time keys."""

from beffroi.web.core.models.audit import AuditEntry, AuditSeal, AuditStands
from beffroi.web.core.models.files import StoredFile
from beffroi.web.core.models.letters import Letter
from beffroi.web.core.models.notifications import Delivery, Notification, NotificationChoice
from beffroi.web.core.models.submissions import Submission
from beffroi.web.core.models.work import Job

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "AuditStands",
    "Delivery",
    "Job",
    "Letter",
    "Notification",
    "NotificationChoice",
    "StoredFile",
    "Submission",
]
