"""What French needs beyond a catalogue: articles, contractions with "de" and "à", and the spaces of its punctuation."""

import re
import string
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

NARROW = "\u202f"
VOWELS = "aeiouyhàâäéèêëîïôöùûüAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜ"
# English names that take "the" in a sentence.
ENGLISH_ARTICLE = frozenset({"Netherlands", "United Kingdom", "EU"})


class Enumeration(str):
    """A list in words that still knows its items, since French repeats the preposition before each of them."""

    items: tuple[str, ...]
    last: str

    def __new__(cls, items: Sequence[str], last: str) -> "Enumeration":
        """Join items by commas, the last by `last` ("and", "et")."""
        said = super().__new__(cls, joined(items, last))
        said.items = tuple(items)
        said.last = last
        return said


class Grammar(string.Formatter):
    """Formats templates; `{name:de}` and `{name:à}` put the preposition before a name and contract it."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Apply a preposition, else what Python does."""
        if format_spec not in ("de", "à"):
            return super().format_field(value, format_spec)
        if isinstance(value, Enumeration):
            return joined([with_preposition(item, format_spec) for item in value.items], value.last)
        return with_preposition(str(value), format_spec)


def joined(items: Sequence[str], last: str) -> str:
    """'a, b and c'.

    >>> joined(["a", "b", "c"], "and"), joined(["a"], "and"), joined([], "and")
    ('a, b and c', 'a', '')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def with_preposition(name: str, preposition: str) -> str:
    """'de' or 'à' before a name with its article, contracted.

    >>> with_preposition("le Piémont", "de"), with_preposition("l’UE", "de"), with_preposition("Irlande", "de")
    ('du Piémont', 'de l’UE', 'd’Irlande')
    >>> with_preposition("les Hauts-de-France", "à"), with_preposition("la Wallonie", "à")
    ('aux Hauts-de-France', 'à la Wallonie')
    """
    contracted = {"de": ("du ", "des "), "à": ("au ", "aux ")}[preposition]
    if name.startswith("le "):
        return contracted[0] + name[3:]
    if name.startswith("les "):
        return contracted[1] + name[4:]
    if preposition == "de" and name[:1] in VOWELS:
        return f"d’{name}"
    return f"{preposition} {name}"


def french_article(name: str) -> str:
    """A name with its article; bare where the article is not known, as with names left in their own language.

    >>> french_article("Wallonie"), french_article("Piémont"), french_article("Italie"), french_article("Malte")
    ('la Wallonie', 'le Piémont', 'l’Italie', 'Malte')
    """
    name = name.replace("'", "’")
    article = _articles().get(name, "")
    return f"{article}{name}"


@cache
def _articles() -> dict[str, str]:
    """The article, with its space or apostrophe, of each name that has one."""
    held = yaml.safe_load(files("beffroi.reporting").joinpath("locale/fr/articles.yaml").read_text(encoding="utf-8"))
    written = {"masculine": "le ", "feminine": "la ", "elided": "l’", "plural": "les "}
    return {name: written[kind] for kind, names in held.items() for name in names}


def curved(text: str) -> str:
    """Apostrophes inside words as print has them; quotation marks stay as they are.

    >>> curved("the region's 'own' jobs, Valle d'Aosta")
    "the region’s 'own' jobs, Valle d’Aosta"
    """
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def french_spaces(text: str) -> str:
    """Narrow no-break spaces before high punctuation and per cent signs, inside guillemets, and curved apostrophes.

    >>> french_spaces("Où en est l'UE ? 43,1 %")
    'Où en est l’UE\\u202f? 43,1\\u202f%'
    >>> french_spaces("sous l'UE; sixième"), french_spaces("https://a.eu")
    ('sous l’UE\\u202f; sixième', 'https://a.eu')
    """
    text = text.replace("'", "’")
    text = re.sub(r"(?<=[\w)}.»%’]) ?([;!?])(?=\s|$)", NARROW + r"\1", text)
    text = re.sub(r" ([%»])", NARROW + r"\1", text)
    return re.sub(r"« ", "«" + NARROW, re.sub(r"(?<=[\w)}.»%’]) ?:(?=\s|$)", "\u00a0:", text))
