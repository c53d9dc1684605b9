"""What a plan check says."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from beffroi.analytics.messages import Message

NAMED = 5
"""Names that a sentence lists; of more it lists the first, and dots."""


@dataclass(frozen=True)
class PlanFinding:
    """One thing to mend: of what kind, at which action, what is wrong, what to do."""

    code: str
    action: str
    message: Message
    remedy: Message


def listed(names: Collection[str]) -> str:
    """Names in a row, the same in every language.

    Parameters
    ----------
    names : collection of str

    Returns
    -------
    str

    Examples
    --------
    >>> listed(["A1", "A2"]), listed("ABCDEFG")
    ('A1, A2', 'A, B, C, D, E …')
    """
    return ", ".join(islice(names, NAMED)) + (" …" if len(names) > NAMED else "")
