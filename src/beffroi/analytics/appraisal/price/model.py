"""What a price is found from: costs, take-up, membership, a survey; money in EUR net of VAT."""

from dataclasses import dataclass

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

DRAWS, MOST_DRAWS = 1_000, 10_000
"""Draws of the bootstrap, unless told otherwise, and the most."""
CENT = 0.01
ALIKE = 1e-9
"""Two amounts that differ by less than this part are the same: rounding in the last place decides nothing."""


@dataclass(frozen=True)
class Costs:
    """What one session costs, whoever comes, and what each participant adds."""

    fixed: float
    variable: float


@dataclass(frozen=True)
class TakeUp:
    """Participants of a session: few, as many as expected, many; at least one."""

    pessimistic: float
    expected: float
    optimistic: float

    def __post_init__(self) -> None:
        """Refuse what is out of order, or nobody."""
        if not 1 <= self.pessimistic <= self.expected <= self.optimistic:
            said = "the take-up is out of order; write 1 ≤ pessimistic ≤ expected ≤ optimistic"
            raise InputError(Message(said))


@dataclass(frozen=True)
class Membership:
    """What members pay and use: `fee_share` is the part of the fee that this service stands for.

    `uses` is how many times a year each of a sample of members uses the service, those who never do included.
    """

    fee: float
    fee_share: float
    member_price: float
    members: int
    uses: tuple[int, ...] = ()

    @property
    def using(self) -> tuple[int, ...]:
        """The uses of those members of the sample who use the service, fewest first."""
        return tuple(sorted(uses for uses in self.uses if uses >= 1))


@dataclass(frozen=True)
class Answer:
    """One answer to the four questions of Van Westendorp: from which price on, or up to which, it is what."""

    too_cheap: float | None
    cheap: float | None
    expensive: float | None
    too_expensive: float | None

    @property
    def prices(self) -> tuple[float, float, float, float] | None:
        """The four prices, or nothing where they do not rise or one of them is missing."""
        one, two, three, four = self.too_cheap, self.cheap, self.expensive, self.too_expensive
        if one is None or two is None or three is None or four is None or not one < two < three < four:
            return None
        return (one, two, three, four)


@dataclass(frozen=True)
class Asked:
    """How many of those who were asked would buy at a price."""

    price: float
    would_buy: int
    asked: int

    def __post_init__(self) -> None:
        """Refuse more buyers than were asked."""
        if not 0 <= self.would_buy <= self.asked or self.asked < 1:
            raise InputError(Message("more would buy than were asked, or nobody was asked; correct the numbers"))


@dataclass(frozen=True)
class StateAid:
    """Whether the cluster's funding falls under the state-aid rules for innovation clusters, and the market price."""

    applies: bool = False
    market_price: float | None = None


@dataclass(frozen=True)
class PriceCase:
    """Everything that a price corridor is found from."""

    costs: Costs
    capacity: int
    take_up: TakeUp
    membership: Membership
    protect_share: float
    survey: tuple[Answer, ...] = ()
    gabor_granger: tuple[Asked, ...] = ()
    state_aid: StateAid = StateAid()
    draws: int = DRAWS
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse more participants than there is room for."""
        if self.take_up.optimistic > self.capacity:
            said = "the optimistic take-up is larger than the capacity; lower the one or raise the other"
            raise InputError(Message(said))
        if not 0 <= self.protect_share <= 1:
            raise InputError(Message("the share of members to protect is no part; write 0 to 1"))
