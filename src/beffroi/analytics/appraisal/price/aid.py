"""What the state-aid rules for innovation clusters say of a price."""

from collections.abc import Iterator

from beffroi.analytics.appraisal.price.model import ALIKE, Costs, StateAid
from beffroi.analytics.messages import Message


def aid_flags(price: float, member_price: float, costs: Costs, take_up: float, aid: StateAid) -> Iterator[Message]:
    """What is to be justified in the prices of a cluster whose funding is state aid.

    Parameters
    ----------
    price : float
        for non-members.
    member_price : float
        for members, their fee apart.
    costs : Costs
    take_up : float
        participants expected.
    aid : StateAid

    Yields
    ------
    Message
        for each price that lies below the market price, if there is one, or below what a participant costs:
        `variable + fixed / take-up`.

    Notes
    -----
    Fees for the facilities and activities of an innovation cluster that is aided must correspond to the market price or
    reflect their costs. A flag is no verdict: a member's fee may make up for it.

    Source: Regulation (EU) No 651/2014, article 27 (4).

    Examples
    --------
    >>> aid = StateAid(applies=True, market_price=400)
    >>> [str(flag) for flag in aid_flags(380, 400, Costs(6000, 80), 20, aid)]
    ['state aid: the price for non-members is 380.00, below the market price of 400.00']
    """
    if not aid.applies:
        return
    cost = costs.variable + costs.fixed / take_up
    others, members = Message("the price for non-members"), Message("the price for members, their fee apart,")
    for who, amount in ((others, price), (members, member_price)):
        if aid.market_price is not None and amount < aid.market_price * (1 - ALIKE):
            said = "state aid: {who} is {price}, below the market price of {limit}"
            yield Message(said, who=who, price=money(amount), limit=money(aid.market_price))
        if amount < cost * (1 - ALIKE):
            said = "state aid: {who} is {price}, below the {limit} that a participant costs"
            yield Message(said, who=who, price=money(amount), limit=money(cost))


def money(amount: float) -> str:
    """An amount to the cent.

    >>> money(1234.5)
    '1,234.50'
    """
    return f"{amount:,.2f}"
