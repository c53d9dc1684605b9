"""The internal rate of return: the one rate at which nothing is left over."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from beffroi.analytics.appraisal.cba.model import Flow
from beffroi.analytics.appraisal.cba.polynomials import only_positive_root, positive_roots
from beffroi.analytics.messages import Message


@dataclass(frozen=True)
class Return:
    """A rate of return, or why there is none."""

    rate: float | None
    reason: Message | None = None


def internal_rate(flows: Sequence[Flow]) -> Return:
    """The rate at which the net present value of flows is zero, if there is exactly one.

    Parameters
    ----------
    flows : sequence of Flow

    Returns
    -------
    Return

    Notes
    -----
    With `x = 1 / (1 + rate)` the net present value is a polynomial in x, and every rate above −1 is a positive x. Its
    different positive roots are counted without rounding; a rate is given where there is one, and found to the last
    place. Where an account earns first and pays later the rate is given too, but a high one is then no praise.

    Examples
    --------
    >>> cost, benefit = Flow("a", "cost", ("economic",), (100,)), Flow("b", "benefit", ("economic",), (0, 110))
    >>> round(internal_rate([cost, benefit]).rate, 12)
    0.1
    >>> str(internal_rate([cost]).reason)
    'its net amounts never change sign'
    """
    amounts = net_amounts(flows)
    while amounts and not amounts[-1]:
        amounts.pop()
    while amounts and not amounts[0]:
        amounts.pop(0)
    if not amounts:
        return Return(None, Message("its costs and benefits are equal in every year"))
    if not min(amounts) < 0 < max(amounts):
        return Return(None, Message("its net amounts never change sign"))
    polynomial = amounts[::-1]
    count = positive_roots(polynomial)
    if count == 0:
        return Return(None, Message("its net present value is not zero at any rate"))
    if count > 1:
        return Return(None, Message("its net present value is zero at {count} different rates", count=count))
    root = only_positive_root(polynomial)
    if root is None:
        return Return(None, Message("the rate is too far from zero to be told"))
    return Return(1 / root - 1)


def net_amounts(flows: Sequence[Flow]) -> list[int]:
    """Benefits less costs by year as whole numbers, all multiplied by the same; amounts as they are written.

    Parameters
    ----------
    flows : sequence of Flow
        of different lengths; what is not said of a year is nothing.

    Returns
    -------
    list of int

    Examples
    --------
    >>> net_amounts([Flow("a", "cost", ("economic",), (0.5,)), Flow("b", "benefit", ("economic",), (0.2, 0.1))])
    [-3, 1]
    """
    net = [Fraction(0)] * max((len(flow.amounts) for flow in flows), default=0)
    for flow in flows:
        for year, amount in enumerate(flow.amounts):
            net[year] += flow.sign * Fraction(repr(amount))
    shared = lcm(*(amount.denominator for amount in net))
    return [int(amount * shared) for amount in net]
