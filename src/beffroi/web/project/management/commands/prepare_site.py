"""`beffroi manage prepare_site`: everything that must be there before the first page is answered."""

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from beffroi.web.accounts.demo import load_demo_people
from beffroi.web.monitoring.demo import load_demo_monitoring
from beffroi.web.piloting.demo import load_demo_piloting
from beffroi.web.project.health import begun_before_the_new_migrations
from beffroi.web.services.demo import load_demo_services
from beffroi.web.services.demo_pilot import load_demo_pilot
from beffroi.web.strategy.demo import load_demo_strategy

TOO_OLD = (
    "the tables are those of a state from before the migrations were written anew (decision 18); "
    "prepare the site with the version named there first, then with this one"
)


class Command(BaseCommand):
    """Bring database, static files and the pilot regions up to date; nothing that is there is lost."""

    help = (
        "Bring the database and the static files up to date; compose the pilot regions; with --demo, a demonstration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether people for a demonstration are wanted."""
        parser.add_argument(
            "--demo", action="store_true", help="Load a demonstration: people, one a role, and the Walloon strategy."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Each step may be run again."""
        if begun_before_the_new_migrations():
            raise CommandError(TOO_OLD)
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if settings.IS_PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        if "prepare" in get_commands():
            call_command("prepare")
        if options["demo"]:
            self._people()
            strategy = load_demo_strategy()
            load_demo_piloting(strategy)
            load_demo_monitoring(strategy)
            load_demo_services()
            load_demo_pilot(strategy)

    def _people(self) -> None:
        table = Table(box=SIMPLE_HEAD, title="Demo accounts", title_justify="left")
        for heading in ("role", "e-mail", "password"):
            table.add_column(heading, overflow="fold")
        for row in load_demo_people():
            table.add_row(*(str(cell) for cell in row))
        console = Console()
        with console.capture() as printed:
            console.print(table)
        self.stdout.write(printed.get())
