"""A command, option or setting that no page explains fails the build."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from beffroi.cli.lazy import LazyGroup
from beffroi.cli.main import root
from beffroi.web.project.variables import FOR_TESTS, NAMES

ROOT = Path(__file__).resolve().parents[2]
COMMAND_PAGE = ROOT / "docs" / "reference" / "command-line.md"
SETTINGS_PAGE = ROOT / "docs" / "reference" / "settings.md"


def commands(group: LazyGroup, before: str = "beffroi") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, LazyGroup):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


ALL = list(commands(root))


def section(words: str) -> str:
    """The part of the page under the heading of a command."""
    page = COMMAND_PAGE.read_text(encoding="utf-8")
    match = re.search(rf"^## `{re.escape(words)}`$(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    return match.group(1) if match else ""


@pytest.mark.parametrize(("words", "command"), ALL, ids=[words for words, _ in ALL])
def test_every_command_and_option_is_documented(words: str, command: click.Command) -> None:
    text = section(words)
    assert text, f"{COMMAND_PAGE.name} has no section for {words}"
    options = [name for parameter in command.params for name in parameter.opts if name.startswith("--")]
    assert [name for name in options if f"`{name}" not in text] == []


def test_every_setting_is_documented() -> None:
    page = SETTINGS_PAGE.read_text(encoding="utf-8")
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"\bBEFFROI_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert {name for name in used | NAMES if f"`{name}`" not in page} == set()
    # What is not in the table of names would be taken for a slip of the pen.
    assert {name for name in used if not name.startswith(FOR_TESTS)} <= NAMES


@pytest.mark.parametrize(("words", "command"), ALL, ids=[words for words, _ in ALL])
def test_every_command_helps(words: str, command: click.Command) -> None:
    assert command.help
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))
