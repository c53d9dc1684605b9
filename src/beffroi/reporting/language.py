"""What a profile says, in English or French: sentences from a gettext catalogue, numbers as Belgium writes them."""

import gettext
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal

from babel import Locale

from beffroi.analytics.messages import Day, Message, Number
from beffroi.reporting.grammar import (
    ENGLISH_ARTICLE,
    NARROW,
    Enumeration,
    Grammar,
    curved,
    french_article,
    french_spaces,
)

MINUS = "\u2212"
CARDINALS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
}
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "fr": "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième "
    "treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième vingtième",
}
# The codes of Eurostat that differ from those of ISO 3166.
ISO_CODES = {"EL": "GR", "UK": "GB"}
GRAMMAR = Grammar()
MONTHS = range(1, 13)
GROUPED_FROM = 5
"""So many digits of a whole number stand in threes; a year never does."""
STATED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


class Language:
    """One of the two languages of a profile.

    Parameters
    ----------
    lang : {"en", "fr"}
        English sentences are the message ids; French ones come from the catalogue beside this module. A sentence
        without a translation stays English, and a test fails.

    Examples
    --------
    >>> english, french = Language("en"), Language("fr")
    >>> english.number(28100), french.number(28100.5, 1), english.number(-0.24, 1)
    ('28,100', '28\\u202f100,5', '−0.2')
    >>> english.place(6), french.place(6), english.place(21), french.cardinal(10)
    ('sixth', 'sixième', '21st', 'dix')
    >>> french.list_of(["a", "b", "c"])
    'a, b et c'

    """

    def __init__(self, lang: Literal["en", "fr"]) -> None:
        self.lang = lang
        self._translations = _translations(lang)

    def text(self, msgid: str, /, **values: Any) -> str:
        """A sentence with its values filled in; values that are messages are translated too."""
        return self._fill(self._translations.gettext(msgid), values)

    def plural(self, singular: str, plural: str, count: int, /, **values: Any) -> str:
        """The form that goes with a count, which fills `{count}`."""
        said = self._translations.ngettext(singular, plural, count)
        return self._fill(said, {"count": self.number(count), **values})

    def message(self, said: str) -> str:
        """Translate a message that analytics or figures composed; any other string is looked up as it is."""
        return self.text(said.template, **said.values) if isinstance(said, Message) else self._translate(said)

    def _translate(self, said: str) -> str:
        if not said:
            return said
        found = self._translations.gettext(said)
        return said if found == said else self._spaced(found)

    def _fill(self, template: str, values: dict[str, Any]) -> str:
        told = {name: self._value(value) for name, value in values.items()}
        return GRAMMAR.vformat(self._spaced(template), (), told)

    def _value(self, value: Any) -> Any:
        """What fills a sentence: messages are translated, numbers in them written as the language does."""
        if isinstance(value, Number):
            return self._grouped(value)
        if isinstance(value, Day):
            return self.day(value)
        return self.message(value) if isinstance(value, Message) else value

    def _grouped(self, value: Number) -> str:
        """A number as the language writes it; from five digits on they stand in threes."""
        whole, point, rest = value.partition(".")
        if whole.lstrip("-").isdigit() and len(whole.lstrip("-")) >= GROUPED_FROM:
            whole = f"{int(whole):,}".replace(",", "\u202f" if self.lang == "fr" else ",")
        return whole + (point and ("," if self.lang == "fr" else ".")) + rest

    def _spaced(self, text: str) -> str:
        return french_spaces(text) if self.lang == "fr" else text

    def typeset(self, said: str) -> str:
        """A label or sentence that came in this language, with the apostrophes of print and the spaces of French.

        An equation such as 'EU = 100' stays on one line.
        """
        return curved(self._spaced(said)).replace(" = ", "\u00a0=\u00a0")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with grouped thousands: '28,100.5', in French '28 100,5' with narrow no-break spaces."""
        text = f"{abs(value):,.{decimals}f}"
        sign = MINUS if value < 0 and text.strip("0.,") else ""
        if self.lang == "fr":
            text = text.replace(",", NARROW).replace(".", ",")
        return sign + text

    def percent(self, value: float, decimals: int = 1) -> str:
        """A number and its sign: '43.1%', '43,1 %'."""
        return self.number(value, decimals) + (f"{NARROW}%" if self.lang == "fr" else "%")

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return str(Locale.parse(self.lang).months["format"]["wide"][number])

    def day(self, stated: str) -> str:
        """A year, a month or a day in words; as it is written where it is none of them.

        >>> Language("en").day("2020-05-15"), Language("fr").day("2020-05-01"), Language("fr").day("2020-05")
        ('15 May 2020', '1er mai 2020', 'mai 2020')
        """
        found = STATED.fullmatch(stated)
        if found is None or not 1 <= int(found["month"] or 1) <= len(MONTHS):
            return stated
        words = [found["year"]]
        if found["month"]:
            words.insert(0, self.month(int(found["month"])))
        if found["day"]:
            number = int(found["day"])
            words.insert(0, "1er" if number == 1 and self.lang == "fr" else str(number))
        return " ".join(words)

    def cardinal(self, count: int) -> str:
        """A count in words up to twenty, else in digits."""
        words = CARDINALS[self.lang].split()
        return words[count] if 0 <= count < len(words) else self.number(count)

    def place(self, rank: int) -> str:
        """A rank in words up to the twentieth, else '21st' or '21e'; in French as of a region, feminine."""
        words = ORDINALS[self.lang].split()
        if 0 < rank <= len(words):
            return words[rank - 1]
        if self.lang == "fr":
            return f"{rank}e"
        suffix = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
        return f"{rank}{suffix}"

    def list_of(self, items: Sequence[str]) -> str:
        """'a, b and c'; templates may put a preposition before each item by `{name:de}`."""
        return Enumeration(items, "et" if self.lang == "fr" else "and")

    def country(self, code: str, article: bool = False) -> str:
        """The name of a country by its Eurostat or ISO code, as it stands in a sentence if `article`."""
        territories = Locale.parse(self.lang).territories
        name = str(territories.get(ISO_CODES.get(code, code), code)).replace("'", "’")
        return self.with_article(name) if article else name

    def with_article(self, name: str) -> str:
        """A name as it stands inside a sentence: 'Wallonia', 'the Netherlands', 'la Wallonie'."""
        if self.lang == "fr":
            return french_article(name)
        return f"the {name}" if name in ENGLISH_ARTICLE else name

    def is_plural(self, name: str) -> bool:
        """Whether a name takes a plural verb: 'les Hauts-de-France'."""
        return self.lang == "fr" and self.with_article(name).startswith("les ")

    def subject(self, name: str) -> str:
        """A name as it opens a sentence: 'Wallonia', 'La Wallonie'."""
        said = self.with_article(name)
        return said[:1].upper() + said[1:]

    def inside(self, label: str) -> str:
        """A label as it stands inside a sentence: lower case, unless its first word is an acronym."""
        first = label.split(" ", 1)[0]
        return label if sum(letter.isupper() for letter in first) > 1 else label[:1].lower() + label[1:]


@cache
def _translations(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    compiled = files("beffroi.reporting").joinpath(f"locale/{lang}/LC_MESSAGES/beffroi.mo")
    return gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
