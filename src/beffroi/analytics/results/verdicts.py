"""The verdict on an indicator: on track, at risk, off track, or without data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from beffroi.analytics.results.model import Indicator, Measured
from beffroi.analytics.results.path import Path, Point

Status = Literal["on_track", "at_risk", "off_track", "no_data"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""From good to bad: what nobody measured may be worse than all that is known."""
BADNESS = {status: at for at, status in enumerate(STATUSES)}
RECENT = 12
"""A measurement counts for so many months: in December 2023 that of December 2022 still does."""
EQUAL = 1e-12
"""Numbers that differ by less than this part of themselves are equal: the last bit of a sum decides no verdict."""


@dataclass(frozen=True)
class Verdict:
    """How an indicator stands in a month."""

    indicator: str
    node: str
    status: Status
    expected: float
    actual: float | None
    shortfall: float | None
    """How far it falls short, in the unit of the indicator: 0 where it does not; None without data."""
    share: float | None
    """The shortfall as a share of the planned change; infinite where no change was planned."""
    measured: int | None
    """The month of `actual`; without data, that of the last measurement there is."""

    @property
    def alerts(self) -> bool:
        """Whether somebody has to look: at risk, off track and no data alert."""
        return self.status != "on_track"


def verdict(indicator: Indicator, at: int) -> Verdict:
    """How an indicator stands in a month.

    With *e* expected, *a* actual, *s* 1 where high is good and −1 where low is, and *Δ* the planned change
    ``|target − baseline|``: the shortfall is ``max(0, s · (e − a))``. Up to ``band · Δ`` it is on track, up to twice
    that at risk, beyond off track.

    Parameters
    ----------
    indicator : Indicator
    at : int
        the month, as `months.month` numbers it.

    Returns
    -------
    Verdict

    Notes
    -----
    *Expected* is the path in this month; before the baseline its value, after the target its value. *Actual* is the
    latest measurement at or before it, if that is at most twelve months old. Where no change is planned the band has
    no width: any shortfall is off track. A shortfall that equals the band but for rounding is on track.

    References
    ----------
    OECD DAC (2023). Glossary of key terms in evaluation and results-based management: baseline, target, milestone.

    Examples
    --------
    >>> from beffroi.analytics.results.months import month
    >>> path = Path(Point(month(2021), 0.0), Point(month(2023), 2.5))
    >>> staff = Indicator("fte", "staff", path, (Point(month(2023), 2.3),))
    >>> found = verdict(staff, month(2023))
    >>> found.status, found.expected, found.actual, round(found.share, 3)
    ('on_track', 2.5, 2.3, 0.08)
    """
    expected = indicator.path.expected(at)
    last = indicator.latest(at)
    if last is None or not is_recent(last, at):
        month = None if last is None else last.at
        return Verdict(indicator.id, indicator.node, "no_data", expected, None, None, None, month)
    short = shortfall(indicator.path, expected, last.value, indicator.sign)
    status = _status(short, indicator.band * indicator.path.planned, slack(indicator.path, expected, last.value))
    share = _share(short, indicator.path.planned)
    return Verdict(indicator.id, indicator.node, status, expected, last.value, short, share, last.at)


def shortfall_share(measured: Measured, at: int, sign: int) -> float | None:
    """The shortfall of whatever is measured as a share of its planned change.

    Parameters
    ----------
    measured : Measured
        a peer or an indicator.
    at : int
        the month.
    sign : int
        1 where high is good, −1 where low is.

    Returns
    -------
    float or None
        None without a measurement in the last twelve months.

    Examples
    --------
    >>> from beffroi.analytics.results.model import Peer
    >>> peer = Peer("Saxony", Path(Point(0, 0.0), Point(24, 2.0)), (Point(24, 0.4),))
    >>> shortfall_share(peer, 24, 1)
    0.8
    """
    last = measured.latest(at)
    if last is None or not is_recent(last, at):
        return None
    path = measured.path
    return _share(shortfall(path, path.expected(at), last.value, sign), path.planned)


def worst(statuses: Iterable[Status]) -> Status:
    """The worst of some statuses, at least one: a node is as bad as its worst indicator.

    Parameters
    ----------
    statuses : iterable of {"on_track", "at_risk", "off_track", "no_data"}

    Returns
    -------
    {"on_track", "at_risk", "off_track", "no_data"}

    Examples
    --------
    >>> worst(["on_track", "off_track", "at_risk"])
    'off_track'
    """
    return max(statuses, key=BADNESS.__getitem__)


def is_recent(point: Point, at: int) -> bool:
    """Whether a measurement still counts in a month.

    Parameters
    ----------
    point : Point
        at or before the month.
    at : int

    Returns
    -------
    bool

    Examples
    --------
    >>> is_recent(Point(0, 1.0), 12), is_recent(Point(0, 1.0), 13)
    (True, False)
    """
    return at - point.at <= RECENT


def shortfall(path: Path, expected: float, actual: float, sign: int) -> float:
    """How far a value falls short of what was expected; overshooting is no shortfall.

    Parameters
    ----------
    path : Path
        says what is small enough to be rounding.
    expected, actual : float
        in one unit.
    sign : int
        1 where high is good, −1 where low is.

    Returns
    -------
    float
        in that unit, never negative.

    Examples
    --------
    >>> path = Path(Point(0, 0.0), Point(12, 1.0))
    >>> shortfall(path, 1.0, 0.75, 1), shortfall(path, 1.0, 1.5, 1), shortfall(path, 1.0, 1.5, -1)
    (0.25, 0.0, 0.5)
    """
    short = sign * (expected - actual)
    return short if short > slack(path, expected, actual) else 0.0


def slack(path: Path, expected: float, actual: float) -> float:
    """What is rounding among values of this size.

    Parameters
    ----------
    path : Path
    expected, actual : float

    Returns
    -------
    float

    Examples
    --------
    >>> slack(Path(Point(0, 0.0), Point(12, 1.0)), 1.0, 1.0)
    1e-12
    """
    return EQUAL * max(abs(path.baseline.value), abs(path.target.value), abs(expected), abs(actual))


def _status(short: float, band: float, rounding: float) -> Status:
    if short <= band + rounding:
        return "on_track"
    return "at_risk" if short <= 2 * band + rounding else "off_track"


def _share(short: float, planned: float) -> float:
    if planned:
        return short / planned
    return float("inf") if short else 0.0
