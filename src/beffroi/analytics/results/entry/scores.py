"""How complete and how timely reports came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Report:
    """A report that is expected: when it is due, when it came."""

    due: date
    received: date | None = None


@dataclass(frozen=True)
class Scores:
    """Shares of the reports due, from 0 to 1; None where none was due."""

    expected: int
    received: int
    on_time: int

    @property
    def completeness(self) -> float | None:
        """Received over expected."""
        return self.received / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """Received by the day on which they were due, over expected: what is missing is not on time."""
        return self.on_time / self.expected if self.expected else None


def scores(reports: Iterable[Report], on: date) -> Scores:
    """Completeness and timeliness of the reports due by a day.

    Parameters
    ----------
    reports : iterable of Report
    on : date
        reports that are due later do not count; what came later has not come yet.

    Returns
    -------
    Scores

    References
    ----------
    WHO (2017). Data quality review: completeness and timeliness of facility reporting, here of any reporter.

    Examples
    --------
    >>> due = date(2023, 3, 31)
    >>> found = scores([Report(due, date(2023, 3, 31)), Report(due, date(2023, 4, 2)), Report(due)], date(2023, 6, 30))
    >>> round(found.completeness, 3), round(found.timeliness, 3)
    (0.667, 0.333)
    """
    due = [report for report in reports if report.due <= on]
    came = [report for report in due if report.received is not None and report.received <= on]
    on_time = sum(report.received is not None and report.received <= report.due for report in came)
    return Scores(len(due), len(came), on_time)
