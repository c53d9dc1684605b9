"""`beffroi manage work`: the background worker."""

import signal
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from beffroi.web.core.worker import Worker


def seconds(text: str) -> float:
    """A number of seconds that a worker can live with."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.05 <= value <= 3600:
        raise ArgumentTypeError(f"'{text}' is not a number of seconds between 0.05 and 3600")
    return value


class Command(BaseCommand):
    """Do background work until told to stop; several workers may run at once."""

    help = "Do background work: jobs, mails, seals of the audit. Stops cleanly on SIGTERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long a lease holds, how long to wait when there is nothing to do."""
        parser.add_argument("--lease", type=seconds, default=60.0, help="seconds until a silent worker loses its job")
        parser.add_argument("--pause", type=seconds, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--until-idle", action="store_true", help="end when nothing is left to do")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work; the second signal ends at once."""
        worker = Worker(lease=timedelta(seconds=options["lease"]), pause=options["pause"])

        def ask_to_stop(number: int, _frame: Any) -> None:
            worker.stop()
            signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        worker.run(until_idle=options["until_idle"])
