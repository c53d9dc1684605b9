"""One value at a time of a plan in a file: what it says, or a sentence that says what is wrong with it."""

import re
from collections.abc import Iterable
from itertools import islice

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import bounded, plain, shown
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import parse_date
from beffroi.analytics.planning.model import MOST_NAMES, Statement

COLUMNS = {
    "id": "identifiant",
    "action": "action",
    "group": "groupe",
    "start": "début",
    "end": "fin",
    "owners": "responsables",
    "consulted": "consultés",
    "optional": "facultatifs",
    "after": "après",
    "milestone": "jalon",
    "stated_elsewhere": "dit_ailleurs",
}
"""What is kept of an action, in English and French, in the order in which it is written."""
YES = frozenset({"true", "yes", "y", "1", "x", "oui", "vrai"})
NO = frozenset({"", "false", "no", "n", "0", "non", "faux"})
STATED = re.compile(r"(?:start (?P<start>\S+?))?(?:, |,| )?(?:end (?P<end>\S+?))?:\s+(?P<where>.+)")
LONGEST_TEXT = 2000


def text_of(given: str) -> str:
    """A text, not endlessly long.

    Parameters
    ----------
    given : str

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is longer than a text may be.

    Examples
    --------
    >>> text_of(" Promote ")
    'Promote'
    """
    return bounded(given, LONGEST_TEXT)


def id_of(given: str) -> str:
    """The identifier of an action: something, and nothing that separates identifiers.

    Parameters
    ----------
    given : str

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is empty or holds what separates identifiers.

    Examples
    --------
    >>> id_of(" A1 ")
    'A1'
    """
    said = text_of(given)
    if not said:
        raise InputError(Message("an action has no identifier; give it one, such as A1"))
    if set(said) & set(";,"):
        raise InputError(Message("the identifier “{id}” holds a separator; write it without , and ;", id=said))
    return said


def names_of(given: Iterable[str]) -> tuple[str, ...]:
    """Names, each once, in the order given; empty ones are none.

    Parameters
    ----------
    given : iterable of str

    Returns
    -------
    tuple of str

    Raises
    ------
    InputError
        if there are too many, or one holds what separates names.

    Examples
    --------
    >>> names_of(["SPW", "", "SPW"])
    ('SPW',)
    """
    names = tuple(dict.fromkeys(said for text in islice(given, MOST_NAMES + 1) if (said := text_of(text))))
    if len(names) > MOST_NAMES:
        raise InputError(Message("there are more than {most} names; name fewer", most=MOST_NAMES))
    separated = [name for name in names if ";" in name]
    if separated:
        raise InputError(Message("the name “{name}” holds a separator; write it without ;", name=separated[0]))
    return names


def yes_or_no(given: str) -> bool:
    """Whether something is so.

    Parameters
    ----------
    given : str

    Returns
    -------
    bool

    Raises
    ------
    InputError
        if it is neither.

    Examples
    --------
    >>> yes_or_no("oui"), yes_or_no("")
    (True, False)
    """
    said = plain(given).lower()
    if said not in YES | NO:
        raise InputError(Message("“{text}” is neither yes nor no; write yes, or leave it empty", text=shown(said)))
    return said in YES


def statement_of(start: str, end: str, where: str) -> Statement:
    """What another passage says.

    Parameters
    ----------
    start, end, where : str

    Returns
    -------
    Statement

    Raises
    ------
    InputError
        if there is no date, or no place.

    Examples
    --------
    >>> str(statement_of("", "2020-12", "annex").end)
    '2020-12'
    """
    found = Statement(text_of(where), parse_date(start), parse_date(end))
    if not found.where or (found.start is None and found.end is None):
        raise InputError(Message("say which start or end is stated elsewhere, and where"))
    return found


def statements_of(given: str) -> tuple[Statement, ...]:
    """Statements of a cell, one a line.

    Parameters
    ----------
    given : str

    Returns
    -------
    tuple of Statement

    Raises
    ------
    InputError
        if a line cannot be read.

    Examples
    --------
    >>> statements_of("end 2020-12: running text")
    (Statement(where='running text', start=None, end=PartialDate(year=2020, month=12, day=None)),)
    """
    found = []
    for line in given.splitlines():
        if not line.strip():
            continue
        match = STATED.fullmatch(line.strip())
        if match is None:
            raise InputError(
                Message("“{text}” cannot be read; write it as “end 2020-12: where it stands”", text=line.strip()[:60])
            )
        found.append(statement_of(match["start"] or "", match["end"] or "", match["where"]))
    return tuple(found)


def statement_text(statement: Statement) -> str:
    """A statement as it stands in a cell.

    >>> statement_text(Statement("annex", parse_date("2020"), parse_date("2021")))
    'start 2020, end 2021: annex'
    """
    dates = (("start", statement.start), ("end", statement.end))
    return ", ".join(f"{word} {stated}" for word, stated in dates if stated is not None) + f": {statement.where}"
