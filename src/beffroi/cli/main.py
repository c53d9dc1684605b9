"""The entry point `beffroi`, and the table of all its commands."""

import errno
import io
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from beffroi import __version__
from beffroi.analytics.errors import InputError
from beffroi.cli.lazy import Lazy, LazyGroup
from beffroi.cli.signals import IN_SILENCE

COMMANDS: dict[str, Lazy | LazyGroup] = {
    "serve": Lazy("beffroi.cli.serve", "serve", "Run the site on this machine, until interrupted."),
    "manage": Lazy("beffroi.cli.manage", "manage", "The site's own management commands."),
    "audit": LazyGroup(
        "audit",
        "The record of who changed what: check it, write down its head.",
        {
            "verify": Lazy("beffroi.cli.audit", "verify", "Find a changed, missing or cut-off row of the audit."),
            "head": Lazy("beffroi.cli.audit", "head", "Write down the head of the audit, to be kept elsewhere."),
        },
    ),
    "backup": Lazy("beffroi.cli.backup", "backup", "Write database and files of the site into one archive."),
    "restore": Lazy("beffroi.cli.backup", "restore", "Put an archive's database and files in place."),
    "profile": Lazy("beffroi.cli.profile", "profile", "Write the profile of a region as HTML, PDF and JSON."),
    "figures": LazyGroup(
        "figures",
        "The official figures: list, show, build, fetch.",
        {
            "list": Lazy("beffroi.cli.figures", "list_series", "List the series held, with unit, years and source."),
            "show": Lazy("beffroi.cli.figures", "show", "Show a series for regions and years."),
            "build": Lazy("beffroi.cli.figures", "build", "Build the built-in figures from a folder of tables."),
            "fetch": Lazy("beffroi.cli.fetch", "fetch", "Fetch series live from Eurostat into a dated snapshot."),
            "geometry": Lazy("beffroi.cli.fetch", "geometry", "Fetch boundaries from GISCO, licence shown first."),
        },
    ),
    "clusters": LazyGroup(
        "clusters",
        "Cluster stars of a table of employment.",
        {"map": Lazy("beffroi.cli.clusters", "map_clusters", "Location quotients and stars of any employment table.")},
    ),
    "microdata": LazyGroup(
        "microdata",
        "Files of firms or establishments.",
        {
            "aggregate": Lazy(
                "beffroi.cli.microdata",
                "aggregate_microdata",
                "Sum firms by region and sector, with disclosure control.",
            )
        },
    ),
    "complexity": Lazy("beffroi.cli.complexity", "complexity", "Complexity and relatedness of any employment table."),
    "niches": Lazy("beffroi.cli.niches", "niches", "Where a region could diversify: a signal."),
    "peers": Lazy("beffroi.cli.peers", "peers", "The regions most alike in structure, and in what."),
    "index": LazyGroup(
        "index",
        "Composite indices from a spec.",
        {
            "build": Lazy("beffroi.cli.index", "build", "Build a composite index from a spec and a table."),
            "audit": Lazy(
                "beffroi.cli.index_audit", "audit_index", "Audit an index: do its parts measure what it says?"
            ),
            "uncertainty": Lazy(
                "beffroi.cli.index_uncertainty", "uncertainty", "Rank intervals, and what moves ranks."
            ),
            "import-coinr": Lazy("beffroi.cli.index", "convert", "Turn tables of the R package COINr into a spec."),
        },
    ),
    "plan": LazyGroup(
        "plan",
        "Plans of actions.",
        {"check": Lazy("beffroi.cli.plan", "check", "Find contradictions, gaps and circles in a plan of actions.")},
    ),
    "appraise": LazyGroup(
        "appraise",
        "Appraisals of services: the price, costs and benefits.",
        {
            "price": Lazy("beffroi.cli.appraise", "price", "Find a price that carries the costs and keeps members."),
            "cba": Lazy("beffroi.cli.appraise_cba", "cba", "Appraise costs and benefits over years, in two accounts."),
        },
    ),
    "monitor": LazyGroup(
        "monitor",
        "Results held against their path.",
        {
            "diagnose": Lazy(
                "beffroi.cli.monitor", "diagnose_file", "Find where deviations along a chain of results come from."
            )
        },
    ),
    "case": LazyGroup(
        "case",
        "Published cases held against the open data.",
        {"check": Lazy("beffroi.cli.case", "check", "Compare what a case file prints with what the figures give.")},
    ),
}


def show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        click.echo(f"beffroi {__version__}")
        context.exit()


root = LazyGroup("beffroi", "Beffroi watches over a European region in industrial transition.", COMMANDS)
root.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show_version,
        help="Show the version and end.",
    )
)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; one sentence and exit code 2 for what the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows a substitute; it does not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(IN_SILENCE, ended_in_silence)
    try:
        with root.make_context("beffroi", list(sys.argv[1:] if arguments is None else arguments)) as context:
            root.invoke(context)
        sys.stdout.flush()
    except InputError as error:
        end(2, str(error))
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        end_of_call(error)
    except (click.exceptions.Abort, KeyboardInterrupt):
        end(2, "interrupted; nothing was half-written; run the command again.")
    except OSError as error:
        end_of_output(error)


def interrupted(_signal: int, _frame: FrameType | None) -> NoReturn:
    """A request to end is an interruption like Ctrl-C: what was begun is undone."""
    raise KeyboardInterrupt


def ended_in_silence(_signal: int, _frame: FrameType | None) -> NoReturn:
    """The command that started this one was interrupted, and says so for both."""
    sys.exit(2)


def end_of_call(error: click.ClickException) -> NoReturn:
    """The call cannot be understood: one sentence, or the help where a group was called without a command."""
    if not isinstance(error, NoArgsIsHelpError):
        end(error.exit_code, usage_sentence(error))
    error.show()
    sys.exit(error.exit_code)


def end_of_output(error: OSError) -> NoReturn:
    """Standard output takes no more: quietly where its reader has gone, in a sentence where the disk is full."""
    if error.errno not in (errno.EPIPE, errno.ENOSPC):
        raise error
    # Point it nowhere, so that closing it at the end raises nothing.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if error.errno == errno.EPIPE:
        sys.exit(0)
    end(2, "the output cannot be written, no space is left; free some space or write elsewhere.")


def usage_sentence(error: click.ClickException) -> str:
    """What is wrong with a call, and where its help stands, in one sentence."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "beffroi"
    return f"{message[:1].lower()}{message[1:]}; see '{command} --help'." if message else f"see '{command} --help'."


def end(code: int, sentence: str) -> NoReturn:
    """Say one sentence on standard error and end."""
    # What a file or a server said may hold signs that command a terminal; they are shown as nothing.
    click.echo("beffroi: " + "".join(sign if sign.isprintable() else " " for sign in sentence), err=True)
    sys.exit(code)
