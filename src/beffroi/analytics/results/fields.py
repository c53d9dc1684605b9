"""One value at a time of a file of results: what it says, or a sentence that says what is wrong with it."""

from collections.abc import Collection

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import NUMBER, bounded, shown
from beffroi.analytics.messages import Message
from beffroi.analytics.results.composing import Node, Scalar
from beffroi.analytics.results.months import parse_month
from beffroi.analytics.results.path import LARGEST

LONGEST_TEXT = 500


def is_given(node: Node) -> bool:
    """Whether something stands there.

    Parameters
    ----------
    node : Scalar, Items or Keys

    Returns
    -------
    bool

    Examples
    --------
    >>> is_given(Scalar(None))
    False
    """
    return not isinstance(node, Scalar) or node.text is not None


def text_of(node: Node) -> str:
    """A text on one line, without signs that nobody sees, not endlessly long; empty if nothing stands there.

    Parameters
    ----------
    node : Scalar, Items or Keys

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is a list, a mapping, or too long.

    Examples
    --------
    >>> text_of(Scalar(" staff\\n"))
    'staff'
    """
    if not isinstance(node, Scalar):
        raise InputError(Message("one value is wanted here, not a list"))
    if node.text is None:
        return ""
    return bounded(node.text, LONGEST_TEXT)


def needed_text(node: Node) -> str:
    """A text that must be there.

    Parameters
    ----------
    node : Scalar, Items or Keys

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is not there, or no text.

    Examples
    --------
    >>> needed_text(Scalar("staff"))
    'staff'
    """
    said = text_of(node)
    if not said:
        raise InputError(Message("nothing stands here; fill it in"))
    return said


def number_of(node: Node) -> float:
    """A number that must be there.

    Parameters
    ----------
    node : Scalar, Items or Keys

    Returns
    -------
    float

    Raises
    ------
    InputError
        if it is not there, no number, not finite, or too large.

    Examples
    --------
    >>> number_of(Scalar("2.5"))
    2.5
    """
    said = needed_text(node)
    if not NUMBER.fullmatch(said):
        raise InputError(Message("“{text}” is not a number; write one such as 2.5", text=shown(said)))
    value = float(said)
    if abs(value) > LARGEST:
        raise InputError(Message("“{text}” is too large a number; write it in a larger unit", text=shown(said)))
    return value


def month_number(node: Node) -> int:
    """A month that must be there.

    Parameters
    ----------
    node : Scalar, Items or Keys

    Returns
    -------
    int

    Examples
    --------
    >>> month_number(Scalar("2023-12")) - month_number(Scalar("2022-12"))
    12
    """
    return parse_month(needed_text(node))


def choice_of(node: Node, choices: Collection[str]) -> str | None:
    """One of some words; None if nothing stands there.

    Parameters
    ----------
    node : Scalar, Items or Keys
    choices : collection of str

    Returns
    -------
    str or None

    Raises
    ------
    InputError
        if it is another word.

    Examples
    --------
    >>> choice_of(Scalar("up"), ("up", "down"))
    'up'
    """
    said = text_of(node)
    if said and said not in choices:
        raise InputError(
            Message("“{text}” is not known here; there are {known}", text=shown(said), known=", ".join(choices))
        )
    return said or None
