"""Public functions of the two lower layers say what goes in, what comes out, what is refused, and show it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = {"analytics", "figures"}
WITH_EXAMPLE = {"analytics"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions() -> Iterator[tuple[str, str, Function]]:
    """Layer, place and definition of every public top-level function that has parameters."""
    source = ROOT / "src" / "beffroi"
    for layer in sorted(LAYERS):
        for path in sorted((source / layer).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, Function) and not node.name.startswith("_") and parameters(node):
                    yield layer, f"{path.relative_to(source)}:{node.name}", node


def parameters(function: Function) -> list[ast.arg]:
    given = function.args
    every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
    return [parameter for parameter in every if parameter is not None]


def sections(text: str) -> dict[str, str]:
    """The numpydoc sections of a docstring by title."""
    parts = re.split(r"^([A-Z]\w+)\n-{3,}$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def described(section: str) -> set[str]:
    """Names that a Parameters section describes: `first, last : float` describes two."""
    heads = [line.split(" : ")[0] for line in section.splitlines() if line and not line.startswith(" ")]
    return {name.strip().lstrip("*") for head in heads for name in head.split(",")}


def raises(function: Function) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(function))


def gives_nothing(function: Function) -> bool:
    return isinstance(function.returns, ast.Constant) and function.returns.value is None


def may_be_short(function: Function, text: str) -> bool:
    """Whether name and type say all, so that a sentence and an example suffice.

    So it is with one required parameter whose type is one plain name, in a function that refuses nothing itself, under
    one sentence of one line.
    """
    first = parameters(function)[0]
    required = not function.args.defaults and not function.args.kw_defaults
    one = len(parameters(function)) == 1 and required and isinstance(first.annotation, ast.Name)
    sentence = text.partition(">>>")[0].strip()
    return one and not raises(function) and ">>>" in text and "\n" not in sentence


def lacking(function: Function, with_example: bool) -> list[str]:
    """What the docstring of a function does not say."""
    text = ast.get_docstring(function) or ""
    if may_be_short(function, text):
        return []
    found = sections(text)
    names = {parameter.arg for parameter in parameters(function)}
    lacks = [f"Parameters: {name}" for name in sorted(names ^ described(found.get("Parameters", "")))]
    if not gives_nothing(function) and not found.keys() & {"Returns", "Yields"}:
        lacks.append("Returns")
    if raises(function) and "Raises" not in found:
        lacks.append("Raises")
    if with_example and ">>>" not in found.get("Examples", ""):
        lacks.append("Examples")
    return lacks


ALL = list(public_functions())


@pytest.mark.parametrize(("layer", "place", "function"), ALL, ids=[place for _, place, _ in ALL])
def test_a_public_function_documents_parameters_result_errors_and_use(
    layer: str, place: str, function: Function
) -> None:
    assert lacking(function, layer in WITH_EXAMPLE) == [], place


def test_every_layer_has_functions_to_look_at() -> None:
    assert {layer for layer, _, _ in ALL} == LAYERS


@pytest.mark.parametrize(
    ("source", "lacks"),
    [
        ("def f(a: int) -> int: 'One.'", ["Parameters: a", "Returns", "Examples"]),
        ("def f(a: int) -> None: 'One.'", ["Parameters: a", "Examples"]),
        ("def f(a: int) -> int: 'One.\\n\\n>>> f(1)'", []),
        ("def f(a: int | None) -> None: 'One.\\n\\n>>> f(1)'", ["Parameters: a", "Examples"]),
        (
            "def f(a: int, b: int) -> None: 'One.\\n\\nParameters\\n-----\\na, c : int\\n\\nExamples\\n----\\n>>> 1'",
            ["Parameters: b", "Parameters: c"],
        ),
        (
            "def f(a: int) -> None:\n    'One.\\n\\n>>> f(1)'\n    raise ValueError",
            ["Parameters: a", "Raises", "Examples"],
        ),
    ],
)
def test_what_a_docstring_lacks_is_found(source: str, lacks: list[str]) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, Function)
    assert lacking(function, with_example=True) == lacks
