"""`beffroi manage`: the commands of the site itself."""

import sys

import click
from django.core.management import execute_from_command_line, get_commands
from django.core.management.base import CommandError, SystemCheckError

from beffroi.analytics.errors import InputError
from beffroi.cli.site import the_site

REPLACED = {
    "createsuperuser": "there are no superusers here; 'beffroi manage administrator EMAIL' makes an administrator.",
    "changepassword": "people choose their own: 'Password forgotten?' on the page of signing in sends them a link.",
    "runserver": "the site is served by 'beffroi serve', or by gunicorn.",
    "test": "tests are run by 'make test'.",
}
"""Commands of the framework that would not do here what they promise, and what does."""
ABOUT = ("help", "version")


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass ARGUMENTS to the site's management; 'beffroi manage help' lists what there is."""
    with the_site():
        run_management(*arguments)


def run_management(*arguments: str) -> None:
    """Run a command of the site; what it refuses is one sentence and exit code 2."""
    # Help names the command as it is called.
    sys.argv[0] = "beffroi manage"
    name, rest = (arguments[0] if arguments else ""), arguments[1:]
    if not name or name in ABOUT or name.startswith("-"):
        execute_from_command_line(["beffroi manage", *arguments])
        return
    if name in REPLACED:
        raise InputError(f"manage {name}: {REPLACED[name]}")
    if name not in get_commands():
        raise InputError(f"manage: there is no command '{name}'; 'beffroi manage help' lists what there is.")
    try:
        # With this option the framework hands its refusals on, instead of printing them in its own way.
        execute_from_command_line(["beffroi manage", name, "--traceback", *rest])
    except SystemCheckError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(1) from None
    except EOFError:
        raise InputError(f"manage {name}: it asks a question and nobody answers; run it in a terminal.") from None
    except CommandError as error:
        raise InputError(f"manage {name}: {' '.join(str(error).split())}") from None
