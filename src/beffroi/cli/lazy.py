"""Command groups that know their commands by name only, so that help imports no scientific library."""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click


class Lazy(NamedTuple):
    """A command that is imported only when it runs."""

    module: str
    attribute: str
    summary: str


class LazyGroup(click.Group):
    """A group whose help lists summaries from the table and imports nothing."""

    def __init__(self, name: str, summary: str, lazy: Mapping[str, "Lazy | LazyGroup"]) -> None:
        super().__init__(name=name, help=summary)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which the table gives them."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that was asked for."""
        entry = self.lazy.get(cmd_name)
        if entry is None or isinstance(entry, LazyGroup):
            return entry
        command = getattr(import_module(entry.module), entry.attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in our own table, caught by a test
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, from the table."""
        rows = [
            (name, (entry.help or "") if isinstance(entry, LazyGroup) else entry.summary)
            for name, entry in self.lazy.items()
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
