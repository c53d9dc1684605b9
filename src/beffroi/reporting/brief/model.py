"""What a brief says, in words ready to be shown or printed: the page and the PDF are two ways of writing it."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

Mark = Literal["", "ok", "risk", "off", "none"]


@dataclass(frozen=True)
class Row:
    """A line: what stands first (a day, a code, an area), what is said, and what stands beside it.

    `mark` is the shape of a status, with `head` as its word; `more` is said in small below; `url` leads to the details.
    """

    text: str
    head: str = ""
    aside: str = ""
    more: str = ""
    mark: Mark = ""
    url: str = ""


@dataclass(frozen=True)
class Number:
    """A number that stands out: what it is, its value, what it is held against, when."""

    label: str
    value: str
    against: str = ""
    when: str = ""
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A question, its answer in a sentence, and what is behind it; a source where it has one."""

    name: str
    title: str
    sentence: str
    rows: tuple[Row, ...] = ()
    numbers: tuple[Number, ...] = ()
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class Brief:
    """All of it: two pages of sections below a title and an answer."""

    lang: str
    title: str
    kicker: str
    lead: str
    byline: tuple[str, ...]
    first: tuple[Section, ...]
    second: tuple[Section, ...]
    footer: str
    page_of: str
    """With `{page}` and `{pages}`."""

    def as_data(self) -> dict[str, Any]:
        """Plain values, as the template reads them."""
        return asdict(self)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where it is longer.

    >>> cut("Set up the Working Group", 12), cut("Short", 12)
    ('Set up the…', 'Short')

    Spaces at which no line breaks stay: those in numbers and before marks.

    >>> cut("179\\u202f300\\u00a0€  in  all", 20) == "179\\u202f300\\u00a0€ in all"
    True
    """
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()
    if len(text) <= most:
        return text
    head, space, _rest = text[: most - 1].rpartition(" ")
    return (head if space and len(head) > most // 2 else text[: most - 1]).rstrip(" ,;:.") + "…"
