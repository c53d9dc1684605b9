"""Members whom a price for others puts at risk: those for whom membership does not pay at it."""

from math import floor

from beffroi.analytics.appraisal.price.model import ALIKE, CENT, Membership


def members_at_risk(membership: Membership, price: float) -> float | None:
    """How many members would do better without membership, if others pay so much.

    Parameters
    ----------
    membership : Membership
    price : float
        of a use for non-members.

    Returns
    -------
    float or None
        of all members, an estimate and so not always whole; None where there is no sample.

    Notes
    -----
    In the sample these are the members with u ≥ 1 uses for whom `fee · fee_share + u · member_price > u · price`; their
    part of the sample, those who never use the service included, is taken as the part of all members. Whoever never
    uses it keeps the membership for other reasons and is not among them. Amounts that are equal to a billionth are
    equal.

    Examples
    --------
    >>> members_at_risk(Membership(1500, 0.5, 100, 120, (0, 1, 1, 2, 2, 3, 4, 6)), 500)
    30.0
    """
    if not membership.uses:
        return None
    share = membership.fee * membership.fee_share
    at_risk = sum(not _pays(share + uses * membership.member_price, uses * price) for uses in membership.using)
    return at_risk / len(membership.uses) * membership.members


def members_never_using(membership: Membership) -> float | None:
    """How many members never use the service, in proportion to the sample; None without a sample.

    Parameters
    ----------
    membership : Membership

    Returns
    -------
    float or None

    Examples
    --------
    >>> members_never_using(Membership(1500, 0.5, 100, 120, (0, 1, 1, 2)))
    30.0
    """
    if not membership.uses:
        return None
    return (len(membership.uses) - len(membership.using)) / len(membership.uses) * membership.members


def breakeven_leavers(margin: float, fee: float) -> int | None:
    """How many members may leave before their fees outweigh the margin of a session; None where there is no fee.

    Parameters
    ----------
    margin : float
        of one session.
    fee : float
        of one member and year.

    Returns
    -------
    int or None
        `floor(margin / fee)`; none may leave where there is no margin. Less than a cent is no fee.

    Examples
    --------
    >>> breakeven_leavers(4400, 1500), breakeven_leavers(-100, 1500), breakeven_leavers(4400, 0)
    (2, 0, None)
    """
    return None if fee < CENT else max(0, floor(margin / fee * (1 + ALIKE)))


def _pays(as_member: float, as_other: float) -> bool:
    return as_member <= as_other * (1 + ALIKE)
