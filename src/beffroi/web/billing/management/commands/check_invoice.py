"""`beffroi manage check_invoice FILE…`: e-invoices against the official business rules that were fetched."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.analytics.errors import InputError
from beffroi.web.billing.invoice_rules import broken_rules, checked_rules


class Command(BaseCommand):
    """Hold UBL files against the rules; needs saxonche."""

    help = "Hold e-invoices (UBL files) against the official business rules that were fetched."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which files."""
        parser.add_argument("files", nargs="+", type=Path, help="UBL files")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what each file breaks; ends with 1 if something fatal is among it."""
        try:
            rules = checked_rules(Path(settings.INVOICE_RULES))
            if not rules:
                raise InputError("No rules were fetched yet; run beffroi manage fetch_invoice_rules first.")
            found = {path: broken_rules(path.read_bytes(), rules) for path in options["files"]}
        except (InputError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from None
        for path, broken in found.items():
            for one in broken:
                self.stdout.write(f"{path}: {one.rule} ({'fatal' if one.is_fatal else 'warning'}) {one.words}")
        if any(one.is_fatal for broken in found.values() for one in broken):
            raise CommandError("Some rules are broken.", returncode=1)
        self.stdout.write("No fatal rule is broken.")
