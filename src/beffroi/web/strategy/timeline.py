"""The policy timeline: where plans stand between the first year and the last; no database."""

from collections.abc import Sequence
from dataclasses import dataclass

Years = tuple[int | None, int | None]


@dataclass(frozen=True)
class Span:
    """A plan on the axis, in percent of its length; open where a first or last year is not known."""

    start: float
    width: float
    opens: bool
    """Its first year is not known."""
    goes_on: bool
    """Its last year is not known."""


@dataclass(frozen=True)
class Axis:
    """The years from the first plan to today, or to the last plan."""

    first: int
    last: int

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """Years to name, every one, five or ten, with where each begins in percent."""
        length = self.last - self.first + 1
        step = 1 if length <= 8 else 5 if length <= 40 else 10
        years = [year for year in range(self.first, self.last + 1) if year % step == 0]
        return [(year, _percent(year - self.first, length)) for year in years]


def axis_of(plans: Sequence[Years], today: int) -> Axis | None:
    """The axis on which all plans stand; None if no plan names a year."""
    years = [year for plan in plans for year in plan if year is not None]
    return Axis(min(years), max(*years, today)) if years else None


def span_of(plan: Years, axis: Axis) -> Span | None:
    """Where a plan stands; None if it names no year. A year counts whole."""
    first, last = plan
    if first is None and last is None:
        return None
    length = axis.last - axis.first + 1
    start = axis.first if first is None else first
    end = axis.last if last is None else last
    return Span(
        _percent(start - axis.first, length), _percent(end - start + 1, length), first is None, last is None
    )  # fmt: skip


def _percent(years: int, length: int) -> float:
    return round(100 * years / length, 2)
