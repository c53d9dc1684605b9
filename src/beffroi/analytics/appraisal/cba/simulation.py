"""What the net present value may come out at, if each flow comes out somewhere in its range."""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.appraisal.cba.model import Account, Flow, Project
from beffroi.analytics.appraisal.cba.present import npv, present_value


@dataclass(frozen=True)
class Quantiles:
    """Of the net present value: one draw in twenty lies below the first, half below the second, 19 below the last."""

    p5: float
    p50: float
    p95: float


@dataclass(frozen=True)
class Outlook:
    """The share of draws with a net present value above zero, and its quantiles; None where nothing was drawn."""

    positive: float | None
    quantiles: Quantiles | None


def simulate(project: Project, account: Account) -> Outlook:
    """The outlook of an account by simulation.

    Parameters
    ----------
    project : Project
    account : {"financial", "economic"}

    Returns
    -------
    Outlook

    Notes
    -----
    Each flow with a range is multiplied, in all its years, by one factor from the triangular distribution on the range
    with mode 1, independent of the other flows and the same in both accounts. Quantiles are of type 7. Memory grows
    with the draws, not with flows or years.

    Examples
    --------
    >>> benefit = Flow("a", "benefit", ("economic",), (100,), low=0.5, high=1.5)
    >>> outlook = simulate(Project(0.04, 0.03, (benefit, Flow("b", "cost", ("economic",), (100,)))), "economic")
    >>> round(outlook.positive, 1), round(outlook.quantiles.p95)
    (0.5, 33)
    """
    values = outcomes(project, account)
    p5, p50, p95 = np.quantile(values, [0.05, 0.5, 0.95]).tolist()
    return Outlook(float(np.mean(values > 0)), Quantiles(p5, p50, p95))


def outcomes(project: Project, account: Account) -> NDArray[np.float64]:
    """The net present value of an account in every draw, from which its outlook is told.

    Parameters
    ----------
    project : Project
    account : {"financial", "economic"}

    Returns
    -------
    numpy.ndarray
        as many as the project has draws.

    Examples
    --------
    >>> benefit = Flow("a", "benefit", ("economic",), (100,))
    >>> outcomes(Project(0.04, 0.03, (benefit,), draws=2), "economic").tolist()
    [100.0, 100.0]
    """
    flows = sorted(project.of(account), key=lambda flow: flow.name)
    rate = project.rate(account)
    values = np.full(project.draws, npv(flows, rate))
    for flow in flows:
        if flow.low < flow.high:
            values += flow.sign * present_value(flow.amounts, rate) * (factors(flow, project.draws, project.seed) - 1)
    return values


def factors(flow: Flow, draws: int, seed: int) -> NDArray[np.float64]:
    """The factors of a flow, one a draw.

    Parameters
    ----------
    flow : Flow
        its range is wider than nothing.
    draws, seed : int

    Returns
    -------
    numpy.ndarray

    Notes
    -----
    From numpy's `default_rng`, seeded with the seed and the name of the flow: neither its place among the flows nor
    another flow changes its draws.

    Examples
    --------
    >>> drawn = factors(Flow("a", "cost", ("economic",), (1,), 0.9, 1.3), 1000, seed=1)
    >>> bool(0.9 <= drawn.min() and drawn.max() <= 1.3)
    True
    """
    name = int.from_bytes(sha256(flow.name.encode()).digest()[:8], "big")
    return np.random.default_rng((seed, name)).triangular(flow.low, 1.0, flow.high, draws)
