"""The price corridor of a service: from the higher of two floors to the ceiling, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass

from beffroi.analytics.appraisal.price.aid import aid_flags, money
from beffroi.analytics.appraisal.price.ceiling import ceiling as ceiling_of
from beffroi.analytics.appraisal.price.ceiling import ordered
from beffroi.analytics.appraisal.price.demand import Demand, demand
from beffroi.analytics.appraisal.price.floors import floor_cost, floor_members
from beffroi.analytics.appraisal.price.intervals import Interval, Intervals, intervals
from beffroi.analytics.appraisal.price.members import breakeven_leavers, members_at_risk, members_never_using
from beffroi.analytics.appraisal.price.model import ALIKE, CENT, PriceCase
from beffroi.analytics.messages import Message


@dataclass(frozen=True)
class Expected:
    """A session at a price, if as many come as expected."""

    price: float
    take_up: float
    revenue: float
    margin: float


@dataclass(frozen=True)
class Corridor:
    """What a price must be at least, can be at most, and what follows from its middle; EUR net of VAT, not rounded."""

    floor_cost: float
    floor_members: float | None
    ceiling: float | None
    recommended: Interval | None
    expected: Expected | None
    members_at_risk: float | None
    breakeven_leavers: int | None
    viable: bool
    dropped_answers: int
    intervals: Intervals
    reasons: tuple[Message, ...]
    """Why there is no viable price or something is not known; what the state-aid rules ask to be justified."""
    members_never_using: float | None
    demand: Demand | None


def corridor(case: PriceCase) -> Corridor:
    """The price corridor of a service.

    Parameters
    ----------
    case : PriceCase

    Returns
    -------
    Corridor
        without a viable price, what hangs on it is None and the reasons say why.

    Notes
    -----
    Recommended is from the higher of `floor_cost` and `floor_members` to the ceiling; the ends may be one price. A
    floor above the ceiling by less than a billionth of it is not above it. Expected is the middle, with `revenue =
    price · take_up` and `margin = revenue − fixed − variable · take_up`, at the expected take-up whatever the price.

    Examples
    --------
    >>> from beffroi.analytics.appraisal.price.model import Answer, Costs, Membership, TakeUp
    >>> members = Membership(1500, 0.5, 100, 120, (0, 1, 3, 3, 6))
    >>> case = PriceCase(Costs(1200, 80), 40, TakeUp(12, 20, 30), members, 0.5, (Answer(80, 200, 400, 450),))
    >>> found = corridor(case)
    >>> found.floor_cost, found.floor_members, found.ceiling, found.members_at_risk
    (180.0, 350.0, 400.0, 24.0)
    """
    answers = ordered(case.survey)
    of_costs = floor_cost(case.costs, case.take_up.pessimistic)
    of_members, ceiling = floor_members(case.membership, case.protect_share), ceiling_of(answers)
    floor = of_costs if of_members is None else max(of_costs, of_members)
    has_room = ceiling is not None and floor <= ceiling * (1 + ALIKE)
    recommended = Interval(floor, max(floor, ceiling)) if ceiling is not None and has_room else None
    expected = None if recommended is None else session_at(case, (recommended.low + recommended.high) / 2)
    return Corridor(
        floor_cost=of_costs,
        floor_members=of_members,
        ceiling=ceiling,
        recommended=recommended,
        expected=expected,
        members_at_risk=None if expected is None else members_at_risk(case.membership, expected.price),
        breakeven_leavers=None if expected is None else breakeven_leavers(expected.margin, case.membership.fee),
        viable=recommended is not None,
        dropped_answers=len(case.survey) - len(answers),
        intervals=intervals(case, answers, of_costs),
        reasons=(*_not_viable(case, of_costs, of_members, ceiling), *_not_known(case), *_flagged(case, expected)),
        members_never_using=members_never_using(case.membership),
        demand=demand(case.gabor_granger, case.costs.variable),
    )


def session_at(case: PriceCase, price: float) -> Expected:
    """What a session brings in at a price.

    Parameters
    ----------
    case : PriceCase
    price : float

    Returns
    -------
    Expected

    Examples
    --------
    >>> from beffroi.analytics.appraisal.price.model import Costs, Membership, TakeUp
    >>> case = PriceCase(Costs(6000, 80), 40, TakeUp(12, 20, 30), Membership(1500, 0.5, 100, 120), 0.75)
    >>> session_at(case, 400)
    Expected(price=400, take_up=20, revenue=8000, margin=400)
    """
    take_up = case.take_up.expected
    revenue = price * take_up
    return Expected(price, take_up, revenue, revenue - case.costs.fixed - case.costs.variable * take_up)


def _not_viable(case: PriceCase, of_costs: float, of_members: float | None, ceiling: float | None) -> Iterator[Message]:
    if ceiling is None and not case.survey:
        yield Message("no viable price: there is no answer to a survey, so nothing says what others would pay")
    elif ceiling is None:
        said = "no viable price: of {count} answers none is ordered too cheap < cheap < expensive < too expensive"
        yield Message(said, count=len(case.survey))
    else:
        most = ceiling * (1 + ALIKE)
        if of_costs > most:
            said = "no viable price: the costs ask for at least {floor}, others would pay {ceiling} at the most"
            yield Message(said, floor=money(of_costs), ceiling=money(ceiling))
        if of_members is not None and of_members > most:
            said = "no viable price: membership pays from {floor} on, others would pay {ceiling} at the most"
            yield Message(said, floor=money(of_members), ceiling=money(ceiling))


def _not_known(case: PriceCase) -> Iterator[Message]:
    if not case.membership.uses:
        yield Message("members: there is no sample of their uses, so the corridor rests on costs and survey alone")
    elif not case.membership.using:
        yield Message("members: nobody in the sample uses the service, so no price of it drives them away")
    if case.membership.fee < CENT:
        yield Message("leavers: membership costs nothing, so no fee is lost with a member")


def _flagged(case: PriceCase, expected: Expected | None) -> Iterator[Message]:
    if expected is not None:
        member_price = case.membership.member_price
        yield from aid_flags(expected.price, member_price, case.costs, case.take_up.expected, case.state_aid)
