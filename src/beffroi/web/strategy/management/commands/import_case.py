"""`beffroi manage import_case FILE --strategy SLUG`: a case file enters the draft of a strategy."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.web.strategy.casefile import preview, read_case
from beffroi.web.strategy.casefile.importing import import_case
from beffroi.web.strategy.models import Strategy


class Command(BaseCommand):
    """Everything of the file enters, or nothing; --dry-run only says what would."""

    help = "Import a case file into the open draft of a strategy, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the strategy, and the language where the file does not say it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--strategy", required=True, help="The name of the strategy in its address.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; write nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each fault is a line of its own."""
        path, slug = options["file"], options["strategy"]
        strategy = Strategy.objects.filter(slug=slug).first()
        if strategy is None:
            raise CommandError(f"--strategy: there is no strategy '{slug}'; look at its address on the site.")
        try:
            case = read_case(path.read_bytes(), path.name)
            wanted = {"actor": None, "strategy": strategy, "case": case, "language": options["language"]}
            seen = preview(**wanted)
            if not options["dry_run"]:
                import_case(**wanted)
        except OSError as error:
            raise CommandError(f"{path}: {(error.strerror or 'cannot be read').lower()}; name another file.") from error
        except ValidationError as error:
            raise CommandError("\n".join(f"{path.name}: {said}" for said in error.messages)) from error
        for line in (*seen.added, *seen.changed):
            self.stdout.write(f"{line.state}  {line.code}  {line.words}")
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{len(seen.added)} {would}added, {len(seen.changed)} {would}changed, {len(seen.left)} left; "
            f"{seen.links} links {would}added; {seen.kept} entries that the file does not name stay."
        )
