"""Whether a total is the sum of its parts."""

import math
from collections.abc import Mapping

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.entry.doubts import Doubt
from beffroi.analytics.results.order import listed


def total_differs(total: float, parts: Mapping[str, float | None], rounding: float = 0.0) -> Doubt | None:
    """A total that is not the sum of its parts.

    ``|T − Σ p| ≤ n · rounding``: each of the *n* parts may have been rounded by so much.

    Parameters
    ----------
    total : float
    parts : mapping of name to float or None
        None where a part is missing.
    rounding : float, optional
        the most by which a part may be off, such as 0.5 for whole numbers.

    Returns
    -------
    Doubt or None
        Where parts are missing the total is only told if it cannot hold: if no part can be negative it is at least
        their sum, which makes it unlikely.

    Examples
    --------
    >>> str(total_differs(10.0, {"women": 6.0, "men": 5.0}).message)
    'the total is 10, its parts add up to 11'
    >>> total_differs(10.0, {"women": 6.0, "men": None}) is None
    True
    """
    known = [value for value in parts.values() if value is not None]
    added = math.fsum(known)
    allowed = rounding * len(known) + 1e-12 * max(abs(total), *map(abs, known), 0.0)
    values = {"total": Number(total), "added": Number(added)}
    if len(known) == len(parts):
        if not parts or abs(total - added) <= allowed:
            return None
        return Doubt("total_differs", "wrong", Message("the total is {total}, its parts add up to {added}", **values))
    if min(known, default=0.0) < 0 or added - total <= allowed:
        return None
    missing = listed([name for name, value in parts.items() if value is None])
    said = Message(
        "the total is {total}, its parts add up to {added} even without {missing}", **values, missing=missing
    )
    return Doubt("total_differs", "unlikely", said)
