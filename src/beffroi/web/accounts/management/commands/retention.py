"""Forget what is older than the retention time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from beffroi.web.accounts.personal_data import forget_old


class Command(BaseCommand):
    """Deletes expired invitations, ended sessions, accounts never confirmed, failed sign-ins, read notifications."""

    help = "Forget what is older than the retention time (BEFFROI_RETENTION_DAYS)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The time may be given for one run."""
        parser.add_argument("--days", type=int, default=settings.RETENTION_DAYS, help="keep what is younger")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run every pruner that a slice registered."""
        for label, number in forget_old(options["days"]).items():
            self.stdout.write(f"{label}: {number}")
