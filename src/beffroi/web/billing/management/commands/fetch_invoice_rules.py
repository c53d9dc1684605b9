"""`beffroi manage fetch_invoice_rules ADDRESS…`: the official business rules of e-invoices, with their checksums."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.analytics.errors import InputError
from beffroi.web.billing.invoice_rules import fetch_rules


class Command(BaseCommand):
    """Fetch the rules as compiled style sheets into the folder of the setting BEFFROI_INVOICE_RULES."""

    help = "Fetch the official business rules of e-invoices (XSLT files) and note their checksums."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where they are."""
        parser.add_argument("addresses", nargs="+", help="https addresses of XSLT files")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print each file with its checksum."""
        try:
            found = fetch_rules(options["addresses"], Path(settings.INVOICE_RULES))
        except InputError as error:
            raise CommandError(str(error), returncode=2) from None
        for name, checksum in sorted(found.items()):
            self.stdout.write(f"{checksum}  {name}")
