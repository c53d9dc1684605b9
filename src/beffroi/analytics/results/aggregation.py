"""Values of parts put together into that of a whole; what cannot be added says why."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from beffroi.analytics.messages import Message

Rule = Literal["sum", "weighted_mean", "last", "distinct", "none"]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True)
class Part:
    """What one child reports."""

    id: str
    value: float | None = None
    unit: str = ""
    weight: float | None = None
    """For a weighted mean: what the value is a share or mean of, such as persons."""
    at: int | None = None
    """For the last value: its month."""
    beneficiaries: Iterable[str] | None = None
    """For distinct beneficiaries: one identifier a row."""
    period: str = ""
    """The month for which a value is wanted, to be named where there is none."""
    is_level: bool = False
    """Whether the value is a level of a rubric, which is no amount."""


@dataclass(frozen=True)
class LeftOut:
    """A child that is not in the whole, and why."""

    part: str
    reason: Message


@dataclass(frozen=True)
class Whole:
    """The value of the whole, from which children it comes, and which are left out."""

    value: float | None
    parts: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def aggregate(rule: Rule, parts: Sequence[Part], unit: str = "") -> Whole:
    """The value of a whole from those of its parts.

    Parameters
    ----------
    rule : {"sum", "weighted_mean", "last", "distinct", "none"}
        `sum`: ``Σ x``. `weighted_mean`: ``Σ w x / Σ w``. `last`: the value of the latest month; of several in that
        month, the one given last. `distinct`: how many different beneficiaries stand in the rows of all parts.
        `none`: the parts are not put together.
    parts : sequence of Part
    unit : str, optional
        of the whole; parts with another are left out. Without it, that of the first part that has one.

    Returns
    -------
    Whole
        its value is None if no part can be used; missing is never zero.

    Notes
    -----
    A whole of which a part is left out is not complete, and whoever shows it has to say so. Rates are never added:
    their mean is weighted by what they are rates of. Persons who come twice are counted once, which needs rows: two
    numbers of persons have no known sum.

    References
    ----------
    European Commission (2021). Performance, monitoring and evaluation of the ERDF, the CF and the JTF in 2021-2027,
    SWD(2021) 198: common indicators and double counting. DHIS2 documentation: aggregation types of data elements.

    Examples
    --------
    >>> whole = aggregate("sum", (Part("BE31", 3.0), Part("BE32", None), Part("BE33", 4.0)))
    >>> whole.value, whole.parts, [(each.part, str(each.reason)) for each in whole.left_out]
    (7.0, ('BE31', 'BE33'), [('BE32', 'it has no value')])
    >>> aggregate("weighted_mean", (Part("a", 10.0, weight=3.0), Part("b", 20.0, weight=1.0))).value
    12.5
    >>> aggregate("distinct", (Part("a", beneficiaries=("x", "y")), Part("b", beneficiaries=("y",)))).value
    2.0
    """
    wanted = unit or next((part.unit for part in parts if part.unit), "")
    reasons = [_lacking(rule, part, wanted) for part in parts]
    if rule == "last":
        _keep_last(parts, reasons)
    used = [part for part, reason in zip(parts, reasons, strict=True) if reason is None]
    left_out = tuple(
        LeftOut(part.id, reason) for part, reason in zip(parts, reasons, strict=True) if reason is not None
    )
    return Whole(PUT_TOGETHER[rule](used) if used else None, tuple(part.id for part in used), left_out)


def _lacking(rule: Rule, part: Part, unit: str) -> Message | None:
    """Why a part cannot be used; None if it can."""
    if rule == "none":
        return Message("this indicator is not put together from its parts")
    if part.is_level:
        return Message("it is judged by a rubric: levels are no amounts")
    if part.unit and part.unit != unit:
        return Message("it is in {unit}, the whole in {wanted}", unit=part.unit, wanted=unit)
    if rule == "distinct":
        return _lacking_rows(part)
    return _lacking_value(part) or _lacking_for(rule, part)


def _lacking_value(part: Part) -> Message | None:
    if part.value is None:
        return Message("it has no value for {month}", month=part.period) if part.period else Message("it has no value")
    return None if math.isfinite(part.value) else Message("its value is not a finite number")


def _lacking_for(rule: Rule, part: Part) -> Message | None:
    if rule == "weighted_mean" and (part.weight is None or not (0 < part.weight < math.inf)):
        return Message("it has no weight above zero, so that its share in the mean is not known")
    if rule == "last" and part.at is None:
        return Message("it has no month, so that it is not known whether it is the last")
    return None


def _lacking_rows(part: Part) -> Message | None:
    if part.beneficiaries is not None:
        return None
    if part.value is None:
        return Message("it has no rows of beneficiaries")
    return Message("it gives a number without rows, so that who comes twice could not be told")


def _keep_last(parts: Sequence[Part], reasons: list[Message | None]) -> None:
    """Leave out all but the last; of several in the last month, the one given last stays."""
    usable = [at for at, reason in enumerate(reasons) if reason is None]
    last = max(usable, key=lambda at: (parts[at].at or 0, at), default=None)
    for at in usable:
        if at != last:
            reasons[at] = Message("a later value takes its place")


def _sum(parts: Sequence[Part]) -> float | None:
    return math.fsum(part.value for part in parts if part.value is not None)


def _weighted_mean(parts: Sequence[Part]) -> float | None:
    pairs = [(part.value, part.weight) for part in parts if part.value is not None and part.weight is not None]
    return math.fsum(value * weight for value, weight in pairs) / math.fsum(weight for _value, weight in pairs)


def _last(parts: Sequence[Part]) -> float | None:
    return parts[-1].value


def _distinct(parts: Sequence[Part]) -> float | None:
    return float(len({each.strip() for part in parts for each in part.beneficiaries or () if each.strip()}))


PUT_TOGETHER: dict[Rule, Callable[[Sequence[Part]], float | None]] = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "last": _last,
    "distinct": _distinct,
}
