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


def test_a_file_has_at_most_400_lines() -> None:
    lines = {named(path): path.read_text(encoding="utf-8").count("\n") for path in OURS}
    assert {name: many for name, many in lines.items() if many > 400} == {}


def test_a_function_has_at_most_50_lines() -> None:
    long = [
        f"{named(path)}: {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
    ]
    assert long == []


@pytest.mark.parametrize("left", [MARKS, MACHINE], ids=["marks", "machines"])
def test_no_mark_of_unfinished_work_and_no_machine_is_left(left: re.Pattern[str]) -> None:
    assert [named(path) for path in OURS if left.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_is_called_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "misc", "common"}
    assert [named(path) for path in OURS if "src" in path.parts and path.stem in nothing] == []
