"""The French of the site: nothing untranslated, nothing left over, the same placeholders, compiled."""

import ast
import gettext
import os
import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from tools.update_site_catalogue import CATALOGUE, IN_TREE, WEB, extract, read, spaced, untranslated

pytestmark = pytest.mark.own_place  # reads the catalogue and asks no database
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None and not os.environ.get("BEFFROI_REQUIRE_BROWSER"),
    reason="gettext is not installed: apt-get install gettext",
)


def test_every_string_has_its_french() -> None:
    assert untranslated(read(CATALOGUE)) == []


@needs_gettext
def test_the_catalogue_holds_the_strings_that_the_site_says_now(tmp_path: Path) -> None:
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("static", "migrations", "*.mo", "__pycache__"))
    extract(web)
    now = {str(message.id) for message in read(web / IN_TREE)}
    held = {str(message.id) for message in read(CATALOGUE)}
    assert now - held == set(), "run python tools/update_site_catalogue.py and translate"
    assert held - now == set(), "run python tools/update_site_catalogue.py"


def test_no_string_hides_inside_an_f_string_where_gettext_does_not_see_it() -> None:
    hidden = []
    for path in sorted(WEB.rglob("*.py")):
        for written in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(written, ast.JoinedStr):
                continue
            calls = [part.func for part in ast.walk(written) if isinstance(part, ast.Call)]
            names = {call.id for call in calls if isinstance(call, ast.Name)}
            hidden += [f"{path.name}:{written.lineno}"] if names & {"_", "gettext", "ngettext", "gettext_lazy"} else []
    assert hidden == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = []
    for message in read(CATALOGUE):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        known = {mark for text in ids for mark in PLACEHOLDER.findall(text)}
        if any(not set(PLACEHOLDER.findall(text)) <= known for text in said):
            wrong.append(ids[0])
        if len(ids) == 1 and set(PLACEHOLDER.findall(said[0])) != known:
            wrong.append(ids[0])
    assert wrong == []


def test_no_line_breaks_before_high_punctuation() -> None:
    assert spaced("Où ? « Ici » ; là : https://a.eu") == "Où\u202f? «\u202fIci\u202f»\u202f; là\u00a0: https://a.eu"
    assert spaced("Que reste-t-il, où est-elle ?") == "Que reste\u2011t\u2011il, où est\u2011elle\u202f?"
    said = [text for message in read(CATALOGUE) if message.id for text in _texts(message)]
    assert [text for text in said if spaced(text) != text] == [], "run python tools/update_site_catalogue.py"


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_what_is_compiled_is_what_is_written() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    single = [message for message in read(CATALOGUE) if isinstance(message.id, str) and message.id]

    def said(message: Message) -> str:
        return compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)

    assert [message.id for message in single if said(message) != message.string] == []


OTHER_WORDS = re.compile(r"\b(inscri\w+|sais(?:i|ie|is|ies|it|ir|issez)\b(?! les opportunités))", re.IGNORECASE)
OF_ACCOUNTS = re.compile(r"regist|joined on|waiting list", re.IGNORECASE)


def test_to_enter_is_the_same_word_everywhere() -> None:
    wrong = []
    for message in read(CATALOGUE):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        english = message.id[0] if isinstance(message.id, tuple) else message.id
        if any(OTHER_WORDS.search(text) for text in said) and not OF_ACCOUNTS.search(english):
            wrong.append((english, said))
    assert wrong == [], "what is entered is “encodé”; “s’inscrire” is for accounts and waiting lists"
