"""Load the demonstration cast."""

from typing import Any

from django.core.management.base import BaseCommand

from beffroi.web.accounts.demo import load_demo_people


class Command(BaseCommand):
    """Makes the people, organisations and clusters of the demonstration; a second run changes nothing."""

    help = "Load the demonstration cast and print its accounts."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print role, address and password of each account."""
        for role, email, password in load_demo_people():
            self.stdout.write(f"{role:20} {email:36} {password}")
