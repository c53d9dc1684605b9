"""Whether values of several indicators agree with each other, by rules that somebody declared."""

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.entry.doubts import Doubt, Weight

Relation = Literal["==", "!=", "<=", "<", ">=", ">"]
RELATIONS: dict[Relation, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
}
EQUAL = 1e-9


@dataclass(frozen=True)
class Rule:
    """Two sums of indicators, each times a factor, and how they relate; for a constant side, `plus`.

    `Rule("completed", {"completed": 1}, "<=", {"begun": 1})`: nobody completes what nobody began.
    """

    name: str
    left: Mapping[str, float]
    relation: Relation
    right: Mapping[str, float]
    plus: float = 0.0
    """Added to the right side."""
    weight: Weight = "wrong"


def inconsistent(values: Mapping[str, float | None], rules: Iterable[Rule]) -> Iterator[Doubt]:
    """The rules that values break.

    ``Σ aᵢ xᵢ  R  Σ bⱼ xⱼ + c``

    Parameters
    ----------
    values : mapping of indicator to float or None
    rules : iterable of Rule
        one that names a missing value is passed over: what is not known breaks nothing.

    Yields
    ------
    Doubt

    Notes
    -----
    Sides that differ by less than one part in 10⁹ of their largest term are equal.

    References
    ----------
    DHIS2 documentation: validation rules.

    Examples
    --------
    >>> rule = Rule("completed", {"completed": 1}, "<=", {"begun": 1})
    >>> [str(doubt.message) for doubt in inconsistent({"completed": 7, "begun": 5}, [rule])]
    ['completed: 7 <= 5 does not hold']
    """
    for rule in rules:
        left, right = _terms(values, rule.left), _terms(values, rule.right)
        if left is None or right is None:
            continue
        one, other = math.fsum(left), math.fsum((*right, rule.plus))
        if _holds(one, rule.relation, other, EQUAL * max(map(abs, (*left, *right, rule.plus)))):
            continue
        told = {"name": rule.name, "left": Number(one), "relation": rule.relation, "right": Number(other)}
        yield Doubt("inconsistent", rule.weight, Message("{name}: {left} {relation} {right} does not hold", **told))


def _terms(values: Mapping[str, float | None], factors: Mapping[str, float]) -> list[float] | None:
    """The terms of a side; None if a value is missing."""
    known = [(factor, values.get(name)) for name, factor in factors.items()]
    products = [factor * value for factor, value in known if value is not None]
    return products if len(products) == len(known) else None


def _holds(left: float, relation: Relation, right: float, rounding: float) -> bool:
    if abs(left - right) <= rounding:
        return relation in ("==", "<=", ">=")
    return RELATIONS[relation](left, right)
