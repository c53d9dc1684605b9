"""Imports stand at the top of a file, except the heavy ones that a command may never need."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
# Heavy libraries that only some commands need; they may be imported where they are used.
SCIENTIFIC = {"scipy", "statsmodels", "altair", "typst", "duckdb", "pyspark"}
# Who else names a module of the network, and why it opens no connection of its own.
LISTENING_OR_NAMING = {
    ("src/beffroi/cli/serve.py", "socket"),  # listens at the address of the site
    ("src/beffroi/web/core/sending.py", "smtplib"),  # names the faults of Django's mail server
}
FOLDERS = {"analytics", "reporting", "cli"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def inner_imports(tree: ast.AST) -> set[str]:
    """Top-level packages that are imported inside a function."""
    found: set[str] = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found


def test_imports_inside_functions_are_scientific_and_in_their_folders() -> None:
    wrong = {
        named(path): inner - (SCIENTIFIC if set(path.parts) & FOLDERS else set())
        for path in SOURCES
        if (inner := inner_imports(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert {name: inner for name, inner in wrong.items() if inner} == {}


def test_help_imports_no_scientific_library() -> None:
    code = (
        "import sys\n"
        "from beffroi.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'polars', 'pandas', 'scipy', 'typst', 'django', 'httpx', 'duckdb', 'pyspark'}\n"
        "print('loaded:', sorted(set(sys.modules) & heavy))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "loaded: []" in answer.stdout
    assert "Commands:" in answer.stdout


def test_only_sources_open_connections() -> None:
    opening = {"httpx", "urllib.request", "http.client", "socket", "ftplib", "smtplib"}
    found = []
    for path in SOURCES:
        if "sources" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [(named(path), name) for name in names if name in opening]
    assert [entry for entry in found if entry not in LISTENING_OR_NAMING] == []
