"""`beffroi manage prepare`: compose the profiles of the ten pilot regions, make the official runs of the index."""

from typing import Any

from django.core.management.base import BaseCommand

from beffroi.web.observatory.jobs import run_all_years
from beffroi.web.observatory.queries.profile import prepare_pilots


class Command(BaseCommand):
    """Nothing that is there is made again."""

    help = "Compose the profiles of the ten pilot regions; make the official runs of the index that are missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """May be run again at any time."""
        kept = prepare_pilots()
        self.stdout.write(f"Profiles ready; {kept} kept.")
        self.stdout.write(f"Index ready; {len(run_all_years())} official runs made.")
