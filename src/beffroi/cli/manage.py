"""`beffroi manage`: the commands of the site itself."""

import os
import sys

import click
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from beffroi.analytics.errors import InputError

SETTINGS = "beffroi.web.project.settings"


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass ARGUMENTS to the site's management; 'beffroi manage help' lists what there is."""
    run_management(*arguments)


def run_management(*arguments: str) -> None:
    """Run a command of the site; settings that cannot be used are one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Help names the command as it is called.
    sys.argv[0] = "beffroi manage"
    try:
        execute_from_command_line(["beffroi manage", *arguments])
    except ImproperlyConfigured as error:
        raise InputError(f"settings: {error}") from None
