"""Present values: what amounts of later years are worth in year 0."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

from beffroi.analytics.appraisal.cba.model import Flow


@dataclass(frozen=True)
class PresentValues:
    """The benefits and costs of an account in year 0."""

    benefits: float
    costs: float


def present_value(amounts: Sequence[float], rate: float) -> float:
    """The worth in year 0 of amounts by year: the sum of `amount / (1 + rate) ^ year`, year 0 undiscounted.

    Parameters
    ----------
    amounts : sequence of float
        year 0 first.
    rate : float
        above -1.

    Returns
    -------
    float

    Examples
    --------
    >>> present_value([100, 110], 0.1)
    200.0
    """
    return fsum(_discounted(amounts, rate))


def npv(flows: Sequence[Flow], rate: float) -> float:
    """The net present value of flows: benefits less costs.

    Parameters
    ----------
    flows : sequence of Flow
    rate : float
        above -1.

    Returns
    -------
    float
        summed without loss, so that the order of the flows changes nothing.

    Examples
    --------
    >>> npv([Flow("a", "cost", ("economic",), (100,)), Flow("b", "benefit", ("economic",), (0, 125))], 0.25)
    0.0
    """
    return fsum(flow.sign * part for flow in flows for part in _discounted(flow.amounts, rate))


def present_values(flows: Sequence[Flow], rate: float) -> PresentValues:
    """Benefits and costs of flows in year 0, apart.

    Parameters
    ----------
    flows : sequence of Flow
    rate : float

    Returns
    -------
    PresentValues

    Examples
    --------
    >>> present_values([Flow("a", "cost", ("economic",), (100,)), Flow("b", "benefit", ("economic",), (0, 125))], 0.25)
    PresentValues(benefits=100.0, costs=100.0)
    """
    benefits, costs = (
        fsum(part for flow in flows if flow.kind == kind for part in _discounted(flow.amounts, rate))
        for kind in ("benefit", "cost")
    )
    return PresentValues(benefits, costs)


def _discounted(amounts: Sequence[float], rate: float) -> Iterator[float]:
    return (amount / (1 + rate) ** year for year, amount in enumerate(amounts))
