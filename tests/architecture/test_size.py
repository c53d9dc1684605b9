"""The code stays small enough to read: files under 400 lines, functions under 50, no marks left behind."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "tools")
    for path in (ROOT / folder).rglob("*.py")
    if not {"__pycache__", "migrations"} & set(path.parts)  # Django writes the migrations
)
MARKS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
MACHINE = re.compile(
    "|".join(("/wo" + "rk/", "/ho" + "me/", "py" + "pi.org", "python" + "hosted", "registry." + "npmjs"))
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{named(path)} has {lines} lines"


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_function_has_at_most_50_lines(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
    ]
    assert not long


@pytest.mark.parametrize("path", OURS, ids=named)
def test_no_mark_of_unfinished_work_and_no_machine_is_left(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not MARKS.findall(text)
    assert not MACHINE.findall(text)


@pytest.mark.parametrize("path", [p for p in OURS if "src" in p.parts], ids=named)
def test_no_file_is_called_after_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}
