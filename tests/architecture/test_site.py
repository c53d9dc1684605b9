"""Rules of the site that a machine holds: access declared, writes audited, views short, pages without inline code."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from tests.architecture.visibility import INNER, PUBLIC, VISIBILITY

from beffroi.web.core.access import access_of

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "beffroi" / "web"
SOURCES = sorted(path for path in WEB.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(path for path in WEB.rglob("*.html") if "templates" in path.parts)
VIEW_FILES = [path for path in SOURCES if path.stem.startswith("views") or path.parent.name == "views"]
ACTION_FILES = [
    path
    for path in SOURCES
    if (path.stem == "actions" or path.parent.name == "actions") and path != WEB / "core" / "actions.py"
]
OURS = (
    *("core", "accounts", "observatory", "chain", "strategy", "piloting", "billing", "services", "monitoring"),
    "project",
)
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
DATA_SCRIPT = re.compile(r"<script[^>]*type=[\"']application/(json|ld\+json)[\"'][^>]*>", re.IGNORECASE)
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']?post[\"']?[^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)


def named(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def template_name(path: Path) -> str:
    """A template as it is loaded: what stands below its templates folder."""
    return path.as_posix().rpartition("/templates/")[2]


def routes(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address of the site with its view."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield before + str(entry.pattern), entry.callback


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def test_every_view_says_who_may_use_it() -> None:
    undeclared = [
        f"{route} → {view.__module__}" for route, view in routes(get_resolver().url_patterns) if not access_of(view)
    ]
    assert undeclared == []


def test_a_view_has_at_most_25_lines() -> None:
    long = {
        f"{named(path)}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in VIEW_FILES
        for node in functions(path)
    }
    assert {name: lines for name, lines in long.items() if lines > 25} == {}


@cache
def imports() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Every import of names: where it stands, from which module, which names."""
    return tuple(
        (module_of(path), node.module or "", frozenset(alias.name for alias in node.names))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    )


def imported_elsewhere(module: str) -> set[str]:
    """Names of a module of actions that are imported from outside the actions of its slice."""
    package = module.partition(".actions")[0] + ".actions"
    return {
        name for place, source, names in imports() if source == module and not place.startswith(package)
        for name in names
    }  # fmt: skip


@pytest.mark.parametrize("path", ACTION_FILES, ids=named)
def test_every_function_that_actions_offer_is_an_audited_action(path: Path) -> None:
    module = import_module(module_of(path))
    offered = imported_elsewhere(module_of(path))
    for node in functions(path):
        function = getattr(module, node.name)
        if node.name.startswith("_") or (node.name not in offered and not hasattr(function, "is_action")):
            continue
        assert getattr(function, "is_action", False), f"{node.name} is no @action"
        parameters = list(inspect.signature(function).parameters.values())
        assert parameters[0].name == "actor", f"{node.name}: the actor comes first"
        assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}, node.name
        assert "request" not in {parameter.name for parameter in parameters}, f"{node.name} sees a request"


def test_models_are_imported_and_not_looked_up_by_name() -> None:
    calls = [
        named(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]
    assert calls == []


def test_nothing_happens_behind_a_save() -> None:
    assert [place for place, source, _names in imports() if source == "django.db.models.signals"] == []


def test_every_model_says_who_may_see_it() -> None:
    ours = {model._meta.label_lower for model in apps.get_models() if model._meta.app_label in OURS}
    assert ours - VISIBILITY.keys() == set(), "without a line in tests/architecture/visibility.py"
    assert VISIBILITY.keys() - ours == set(), "no such model"


@pytest.mark.parametrize("name", sorted({query for query in VISIBILITY.values() if query not in {PUBLIC, INNER}}))
def test_the_query_that_shows_a_model_exists(name: str) -> None:
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(f"beffroi.web.{module}"), function))


def test_every_template_loads() -> None:
    for path in TEMPLATES:
        get_template(template_name(path))


def test_no_template_holds_an_inline_style_or_script() -> None:
    texts = {named(path): DATA_SCRIPT.sub("", COMMENT.sub("", path.read_text(encoding="utf-8"))) for path in TEMPLATES}
    assert [(name, found.group()) for name, text in texts.items() for found in INLINE.finditer(text)] == []


def test_every_form_that_changes_something_carries_its_token() -> None:
    texts = {named(path): COMMENT.sub("", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    forms = [(name, form) for name, text in texts.items() for form in POST_FORM.findall(text)]
    assert [(name, form[:80]) for name, form in forms if "csrf_token" not in form] == []


def test_there_is_something_to_look_at() -> None:
    assert len(VIEW_FILES) > 5
    assert len(ACTION_FILES) > 3
    assert len(TEMPLATES) > 10
