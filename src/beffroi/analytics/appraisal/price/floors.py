"""The two floors of a price: below the one the service costs money, below the other membership does not pay."""

from collections.abc import Sequence

import numpy as np

from beffroi.analytics.appraisal.price.model import Costs, Membership


def floor_cost(costs: Costs, pessimistic: float) -> float:
    """The price at which a session pays for itself though few come: `variable + fixed / pessimistic`.

    Parameters
    ----------
    costs : Costs
    pessimistic : float
        participants, at least one.

    Returns
    -------
    float

    Examples
    --------
    >>> floor_cost(Costs(fixed=6000, variable=80), 12)
    580.0
    """
    return costs.variable + costs.fixed / pessimistic


def floor_members(membership: Membership, protect_share: float) -> float | None:
    """The price from which on membership pays for a share of the members who use the service.

    Parameters
    ----------
    membership : Membership
    protect_share : float
        of the using members, 0 to 1.

    Returns
    -------
    float or None
        None where no member of the sample uses the service: then nobody can be lost by its price.

    Notes
    -----
    A member who uses the service u times a year gains from membership while `fee · fee_share + u · member_price ≤
    u · price`. The floor is therefore `member_price + fee · fee_share / Q`, with Q the quantile `1 − protect_share` of
    u among those who use it at all (type 7 of Hyndman and Fan 1996: linear between the ordered values, the default of
    numpy and R).

    Examples
    --------
    >>> floor_members(Membership(1500, 0.5, 100, 120, (0, 1, 1, 2, 2, 3, 4, 6)), 0.75)
    600.0
    """
    if not membership.using:
        return None
    return floor_at(membership, quantile(membership.using, 1 - protect_share))


def floor_at(membership: Membership, uses: float) -> float:
    """The price at which membership just pays for who uses the service so many times a year.

    Parameters
    ----------
    membership : Membership
    uses : float
        more than none.

    Returns
    -------
    float

    Examples
    --------
    >>> floor_at(Membership(1500, 0.5, 100, 120), 3)
    350.0
    """
    return membership.member_price + membership.fee * membership.fee_share / uses


def quantile(values: Sequence[float], share: float) -> float:
    """The type-7 quantile: linear between the ordered values.

    Parameters
    ----------
    values : sequence of float
        at least one.
    share : float
        0 to 1.

    Returns
    -------
    float

    Examples
    --------
    >>> quantile([1, 1, 2, 2, 3, 4, 6], 0.25)
    1.5
    """
    return float(np.quantile(values, share))
