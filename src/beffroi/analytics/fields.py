"""One value at a time of what somebody wrote into a file: what every reader of plans, results and appraisals shares."""

import re
import unicodedata

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
"""A finite number with a decimal point, in the digits 0 to 9."""
LONGEST_SHOWN = 40
UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def plain(text: str) -> str:
    """A text on one line, without signs that nobody sees.

    >>> plain(" Choose\\n the pilot\\u200b cluster ")
    'Choose the pilot cluster'
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(sign for sign in line if unicodedata.category(sign) not in UNSEEN).strip()


def bounded(text: str, most: int) -> str:
    """A text as `plain` gives it, not endlessly long.

    Parameters
    ----------
    text : str
    most : int
        signs.

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is longer.

    Examples
    --------
    >>> bounded(" Promote ", 10)
    'Promote'
    """
    said = plain(text)
    if len(said) > most:
        raise InputError(Message("the text is longer than {most} signs; shorten it", most=most))
    return said


def shown(text: str) -> str:
    """A text as a sentence shows it, cut if it is long.

    >>> shown("short")
    'short'
    """
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
