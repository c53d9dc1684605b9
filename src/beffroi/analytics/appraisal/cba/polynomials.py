"""How many positive roots a polynomial has, without rounding, and where the only one lies."""

from collections.abc import Sequence
from itertools import pairwise
from math import gcd

Polynomial = list[int]
"""Coefficients, that of the highest power first and not zero."""
FARTHEST = 2.0**60


def positive_roots(polynomial: Sequence[int]) -> int:
    """How many different positive roots there are.

    Parameters
    ----------
    polynomial : sequence of int
        the coefficient of the highest power first; neither the first nor the last is zero.

    Returns
    -------
    int

    Notes
    -----
    Sturm's theorem: the sequence of the polynomial, its derivative and the negated remainders has as many more changes
    of sign at zero than at infinity as there are different roots between. All in whole numbers, so that two roots close
    together are two. By Descartes' rule, one change of sign among the coefficients is one root, and none is none; then
    nothing needs to be computed.

    Examples
    --------
    >>> positive_roots([1, -3, 2]), positive_roots([1, -2, 1]), positive_roots([1, 0, 1])
    (2, 1, 0)
    """
    changes = _changes(polynomial)
    if changes < 2:
        return changes
    chain = _sturm(list(polynomial))
    return _changes([each[-1] for each in chain]) - _changes([each[0] for each in chain])


def only_positive_root(polynomial: Sequence[int]) -> float | None:
    """The positive root, where there is exactly one, a multiple one too.

    Parameters
    ----------
    polynomial : sequence of int
        as in `positive_roots`.

    Returns
    -------
    float or None
        to the last place; None beyond 2⁻⁶⁰ to 2⁶⁰.

    Notes
    -----
    Divided by what it has in common with its derivative, a polynomial has every root once; its sign then changes at
    the root, which halving finds, signs computed without rounding.

    Examples
    --------
    >>> only_positive_root([2, -1]), only_positive_root([1, -2, 1])
    (0.5, 1.0)
    """
    given = list(polynomial)
    simple = given if _changes(given) == 1 else _quotient(given, _sturm(given)[-1])
    low, high = 1 / FARTHEST, FARTHEST
    before = _sign_at(simple, low)
    if before == _sign_at(simple, high):
        return None
    while True:
        middle = _between(low, high)
        if middle in (low, high):
            return middle
        sign = _sign_at(simple, middle)
        if sign == 0:
            return middle
        low, high = (middle, high) if sign == before else (low, middle)


def _between(low: float, high: float) -> float:
    """Halfway on the scale of sizes while they are far apart, else halfway."""
    return float((low * high) ** 0.5) if high > 2 * low else (low + high) / 2


def _sturm(polynomial: Polynomial) -> list[Polynomial]:
    degree = len(polynomial) - 1
    chain = [_primitive(polynomial)]
    following = [coefficient * (degree - at) for at, coefficient in enumerate(polynomial[:-1])]
    while following:
        chain.append(_primitive(following))
        following = [-coefficient for coefficient in _remainder(chain[-2], chain[-1])]
    return chain


def _remainder(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """The remainder, times some positive number."""
    rest, leading = list(dividend), divisor[0]
    while len(rest) >= len(divisor):
        first = rest[0] if leading > 0 else -rest[0]
        if first:
            rest = [abs(leading) * coefficient for coefficient in rest]
            for at, coefficient in enumerate(divisor):
                rest[at] -= first * coefficient
        rest.pop(0)
    return _stripped(rest)


def _quotient(dividend: Polynomial, divisor: Polynomial) -> Polynomial:
    """The quotient of a division that leaves nothing, times some positive number."""
    rest, found = _primitive(dividend), []
    for at in range(len(dividend) - len(divisor) + 1):
        found.append(rest[at] // divisor[0])
        for place, coefficient in enumerate(divisor):
            rest[at + place] -= found[-1] * coefficient
    return found


def _primitive(polynomial: Polynomial) -> Polynomial:
    """Divided by what all coefficients have in common."""
    shared = gcd(*polynomial)
    return [coefficient // shared for coefficient in polynomial]


def _stripped(polynomial: Polynomial) -> Polynomial:
    at = next((at for at, coefficient in enumerate(polynomial) if coefficient), len(polynomial))
    return polynomial[at:]


def _changes(values: Sequence[int]) -> int:
    signs = [value > 0 for value in values if value]
    return sum(one != other for one, other in pairwise(signs))


def _sign_at(polynomial: Polynomial, place: float) -> int:
    """The sign of the value at a positive place, without rounding."""
    upper, lower = place.as_integer_ratio()
    value, power = 0, 1
    for coefficient in polynomial:
        value = value * upper + coefficient * power
        power *= lower
    return (value > 0) - (value < 0)
