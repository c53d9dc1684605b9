"""The appraisal of a project: both accounts, what they hang on, and how they may come out."""

from collections.abc import Iterator
from dataclasses import dataclass

from beffroi.analytics.appraisal.cba.model import ACCOUNTS, Account, Project
from beffroi.analytics.appraisal.cba.present import PresentValues, npv, present_values
from beffroi.analytics.appraisal.cba.returns import Return, internal_rate
from beffroi.analytics.appraisal.cba.sensitivity import Bar, Switching, switching, tornado
from beffroi.analytics.appraisal.cba.simulation import Outlook, Quantiles, simulate
from beffroi.analytics.messages import Message


@dataclass(frozen=True)
class Appraisal:
    """Net present values, rates of return, what they hang on; EUR of year 0, not rounded.

    Values are those expected, each factor 1; `quantiles` and `p_…` are of the simulation. None is what cannot be told,
    and `reasons` says why.
    """

    npv_financial: float | None
    npv_economic: float | None
    bcr_economic: float | None
    irr_financial: float | None
    irr_economic: float | None
    switching: tuple[Switching, ...]
    p_npv_economic_positive: float | None
    quantiles: Quantiles | None
    reasons: tuple[Message, ...]
    p_npv_financial_positive: float | None
    quantiles_financial: Quantiles | None
    present_values: dict[Account, PresentValues | None]
    tornado: tuple[Bar, ...]


@dataclass(frozen=True)
class _Side:
    """One account; nothing of it is known if no flow belongs to it."""

    npv: float | None
    values: PresentValues | None
    irr: Return
    outlook: Outlook

    @property
    def ratio(self) -> float | None:
        """Benefits over costs."""
        return self.values.benefits / self.values.costs if self.values and self.values.costs else None


def appraise(project: Project) -> Appraisal:
    """The appraisal of a project.

    Parameters
    ----------
    project : Project

    Returns
    -------
    Appraisal

    Notes
    -----
    The financial account is discounted at the financial rate, the economic one at the social rate. `bcr_economic` is
    the present value of the economic benefits divided by that of the economic costs.

    Examples
    --------
    >>> from beffroi.analytics.appraisal.cba.model import Flow
    >>> flows = (Flow("a", "cost", ("economic",), (100,)), Flow("b", "benefit", ("economic",), (0, 206)))
    >>> found = appraise(Project(0.04, 0.03, flows))
    >>> found.npv_economic, found.bcr_economic, round(found.irr_economic, 12), found.npv_financial
    (100.0, 2.0, 1.06, None)
    """
    sides = {account: _side(project, account) for account in ACCOUNTS}
    financial, economic = sides["financial"], sides["economic"]
    return Appraisal(
        npv_financial=financial.npv,
        npv_economic=economic.npv,
        bcr_economic=economic.ratio,
        irr_financial=financial.irr.rate,
        irr_economic=economic.irr.rate,
        switching=tuple(switching(project)),
        p_npv_economic_positive=economic.outlook.positive,
        quantiles=economic.outlook.quantiles,
        reasons=tuple(_reasons(sides)),
        p_npv_financial_positive=financial.outlook.positive,
        quantiles_financial=financial.outlook.quantiles,
        present_values={account: side.values for account, side in sides.items()},
        tornado=tornado(project),
    )


def _side(project: Project, account: Account) -> _Side:
    flows, rate = project.of(account), project.rate(account)
    if not flows:
        return _Side(None, None, Return(None), Outlook(None, None))
    return _Side(npv(flows, rate), present_values(flows, rate), internal_rate(flows), simulate(project, account))


def _reasons(sides: dict[Account, _Side]) -> Iterator[Message]:
    for account, side in sides.items():
        which = Message("financial account") if account == "financial" else Message("economic account")
        if side.npv is None:
            yield Message("{account}: no flow belongs to it", account=which)
        elif side.irr.reason is not None:
            yield Message("{account}: no rate of return, {reason}", account=which, reason=side.irr.reason)
        if account == "economic" and side.npv is not None and side.ratio is None:
            yield Message("{account}: no ratio of benefits to costs, there are no costs", account=which)
