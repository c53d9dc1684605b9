"""Bring the French catalogue up to date: `python tools/update_catalogue.py`.

Every sentence in `reporting`, `figures` and `analytics` that a profile may show is extracted, merged into the catalogue
(new ones are left empty, those no longer said are dropped), and the catalogue is compiled. Sentences without a
translation are listed, and the command ends with exit code 1.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "beffroi"
CATALOGUE = SOURCE / "reporting" / "locale" / "fr" / "LC_MESSAGES" / "beffroi.po"
KEYWORDS = {"text": None, "Message": None, "plural": (1, 2), "_": None}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
FOLDERS = ("analytics", "figures", "reporting")


def extracted() -> Catalog:
    """Every sentence that the code can say."""
    found = Catalog(project="beffroi", charset="utf-8")
    for folder in FOLDERS:
        for file, line, message, _, _ in extract_from_dir(
            SOURCE / folder, method_map=METHODS, keywords=KEYWORDS, strip_comment_tags=True
        ):
            found.add(message, locations=[(f"{folder}/{file}", line)])
        for path in sorted((SOURCE / folder).rglob("*.py")):
            for template in named_templates(ast.parse(path.read_text(encoding="utf-8"))):
                found.add(template)
    for english, french in declared_reasons().items():
        found.add(english, french)
    return found


def named_templates(tree: ast.AST) -> Iterator[str]:
    """Templates that a function gives a name before it says `Message(name, ...)`."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and node.args]
        messages = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Message"]
        names = {argument.id for argument in messages if isinstance(argument, ast.Name)}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
                yield from (part.value for part in ast.walk(node.value) if is_text(part))


def is_text(node: ast.AST) -> Any:
    """Whether a node is a literal string."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def declared_reasons() -> dict[str, str]:
    """Reasons that the catalogue of figures declares in both languages."""
    series = yaml.safe_load((SOURCE / "figures" / "catalogue.yaml").read_text(encoding="utf-8"))["series"]
    entries = series.values() if isinstance(series, dict) else series
    found: dict[str, str] = {}
    for entry in entries:
        found |= dict(reasons_in(entry))
    return found


def reasons_in(entry: Any) -> Iterator[tuple[str, str]]:
    """Every `reason: {en, fr}` inside an entry."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key == "reason":
                yield value["en"], value["fr"]
            else:
                yield from reasons_in(value)


def updated() -> Catalog:
    """The catalogue of today's sentences with the translations held."""
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, locale="fr", charset="utf-8")
    found = extracted()
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    for message in found:
        if message.id and message.string and not is_translated(catalogue[message.id]):
            catalogue[message.id].string = message.string
    catalogue.obsolete.clear()
    return catalogue


def main() -> int:
    """Write the catalogue and its compiled form; 1 if something is not translated."""
    catalogue = updated()
    with CATALOGUE.open("wb") as stream:
        write_po(stream, catalogue, width=120, sort_output=True, no_location=True, omit_header=False)
    with CATALOGUE.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)
    untranslated = [message.id for message in catalogue if message.id and not is_translated(message)]
    sys.stdout.writelines(f"not translated: {said!r}\n" for said in untranslated)
    return 1 if untranslated else 0


def is_translated(message: Message) -> bool:
    """Whether every form of the message has a translation."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


if __name__ == "__main__":
    sys.exit(main())
