"""What is appraised: flows of money or worth over years, in one account or both; EUR, year 0 first."""

from dataclasses import dataclass
from typing import Literal

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

Kind = Literal["cost", "benefit"]
Account = Literal["financial", "economic"]
KINDS: tuple[Kind, ...] = ("cost", "benefit")
ACCOUNTS: tuple[Account, ...] = ("financial", "economic")
DRAWS, MOST_DRAWS = 10_000, 1_000_000
"""Draws of the simulation, unless told otherwise, and the most."""
MOST_FLOWS = 100
MOST_YEARS = 100


@dataclass(frozen=True)
class Flow:
    """A cost or benefit by year; `low` and `high` are the factors between which it may come out, 1 the likeliest.

    Amounts are zero or more, whatever the kind.
    """

    name: str
    kind: Kind
    accounts: tuple[Account, ...]
    amounts: tuple[float, ...]
    low: float = 1.0
    high: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a range that does not hold 1."""
        if not 0 <= self.low <= 1 <= self.high:
            raise InputError(Message("the range does not hold 1; write [low, high] with 0 ≤ low ≤ 1 ≤ high"))

    @property
    def sign(self) -> int:
        """What it does to the account: 1 for a benefit, -1 for a cost."""
        return 1 if self.kind == "benefit" else -1


@dataclass(frozen=True)
class Project:
    """Everything that is appraised together: the flows, each with a name of its own, and the discount rates."""

    financial_rate: float
    social_rate: float
    flows: tuple[Flow, ...]
    draws: int = DRAWS
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse names that stand twice."""
        seen: set[str] = set()
        for flow in self.flows:
            if flow.name in seen:
                raise InputError(Message("the name {text} stands twice; give each flow its own", text=flow.name))
            seen.add(flow.name)

    def rate(self, account: Account) -> float:
        """The discount rate of an account: the social one of the economic account."""
        return self.financial_rate if account == "financial" else self.social_rate

    def of(self, account: Account) -> tuple[Flow, ...]:
        """The flows of an account."""
        return tuple(flow for flow in self.flows if account in flow.accounts)
