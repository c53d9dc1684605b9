"""Sentences and numbers in both languages, and a catalogue without holes."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from beffroi.analytics.messages import Message
from beffroi.reporting.language import Language

ROOT = Path(__file__).resolve().parents[4]
CATALOGUE = ROOT / "src/beffroi/reporting/locale/fr/LC_MESSAGES/beffroi.po"
FIELD = re.compile(r"\{(\w+)(?::\w+)?\}")


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    """The functions of the command that brings the catalogue up to date."""
    return runpy.run_path(str(ROOT / "tools" / "update_catalogue.py"))


def forms(message: Any) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def test_every_sentence_has_a_french_translation(tool: dict[str, Any]) -> None:
    updated = tool["updated"]()
    ids = [message.id for message in updated if message.id]
    assert len(ids) > 150
    assert [message.id for message in updated if message.id and not tool["is_translated"](message)] == []


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    french = Language("fr")
    with CATALOGUE.open("rb") as stream:
        held = [message for message in read_po(stream, locale="fr") if isinstance(message.id, str) and message.id]
    plain = [message for message in held if "{" not in message.id and message.string]
    assert plain
    for message in plain:
        assert french.text(message.id) == french.typeset(message.string).replace("\u00a0=\u00a0", " = ")


def test_translations_use_no_value_that_the_sentence_does_not_have() -> None:
    with CATALOGUE.open("rb") as stream:
        held = [message for message in read_po(stream, locale="fr") if message.id]
    for message in held:
        asked = message.id if isinstance(message.id, str) else " ".join(message.id)
        if not all(forms(message)):
            continue
        assert {name for form in forms(message) for name in FIELD.findall(form)} == set(FIELD.findall(asked)), asked


@pytest.mark.parametrize(
    ("lang", "value", "decimals", "said"),
    [
        ("en", 28100, 0, "28,100"),
        ("fr", 28100, 0, "28\u202f100"),
        ("en", -1234.56, 1, "−1,234.6"),
        ("fr", -1234.56, 1, "−1\u202f234,6"),
        ("fr", 0.5, 2, "0,50"),
        ("en", -0.001, 1, "0.0"),
    ],
)
def test_numbers_are_written_as_belgium_writes_them(lang: Any, value: float, decimals: int, said: str) -> None:
    assert Language(lang).number(value, decimals) == said


def test_percent_stands_apart_in_french_only() -> None:
    assert Language("en").percent(43.07) == "43.1%"
    assert Language("fr").percent(43.07) == "43,1\u202f%"


@pytest.mark.parametrize(
    ("rank", "english", "french"),
    [
        (1, "first", "première"),
        (6, "sixth", "sixième"),
        (20, "twentieth", "vingtième"),
        (21, "21st", "21e"),
        (22, "22nd", "22e"),
        (33, "33rd", "33e"),
        (111, "111th", "111e"),
    ],
)
def test_places_are_words_up_to_twenty(rank: int, english: str, french: str) -> None:
    assert (Language("en").place(rank), Language("fr").place(rank)) == (english, french)


def test_messages_are_translated_with_the_messages_inside_them() -> None:
    inner = Message("no data for {year}", year=2017)
    outer = Message("GDP per head is missing: {reason}.", reason=inner)
    assert Language("fr").message(outer) == "Le PIB par habitant manque\u00a0: pas de données pour 2017."
    assert Language("en").message(outer) == "GDP per head is missing: no data for 2017."


def test_french_repeats_and_contracts_the_preposition() -> None:
    french = Language("fr")
    names = french.list_of(["l’UE", "le Portugal", "les Pays-Bas"])
    assert french.text("below {names}", names=names) == "en dessous de l’UE, du Portugal et des Pays-Bas"


def test_plural_takes_the_form_of_its_language() -> None:
    said = ("{count} cluster star", "{count} cluster stars")
    assert [Language("fr").plural(*said, count) for count in (0, 1, 2)] == [
        "0 étoile de cluster",
        "1 étoile de cluster",
        "2 étoiles de cluster",
    ]
    assert Language("en").plural(*said, 0) == "0 cluster stars"


def test_countries_bear_their_names_and_articles() -> None:
    assert Language("en").country("EL") == "Greece"
    assert Language("en").country("NL", article=True) == "the Netherlands"
    assert Language("fr").country("UK", article=True) == "le Royaume-Uni"
    assert Language("fr").country("IT", article=True) == "l’Italie"


def test_labels_keep_acronyms_inside_a_sentence() -> None:
    assert Language("en").inside("GDP per head") == "GDP per head"
    assert Language("en").inside("Unemployment rate") == "unemployment rate"
