"""Stars of the region and its peers as bars, from high to low."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.dots import DotRow, axis
from beffroi.reporting.charts.scales import from_zero
from beffroi.reporting.charts.scene import Band, Box, Mark, Scene, Text, gridlines

ROW = 27


@dataclass(frozen=True)
class StarsBars:
    """Counts as bars from zero; the region in ochre."""

    description: str
    rows: tuple[DotRow, ...]
    axis_title: str
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """Rows as bands."""
        scale = from_zero([row.value for row in self.rows if row.value is not None])
        bands = []
        for row in self.rows:
            marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
            if row.value is None:
                marks.append(Text(0, ROW / 2 + 4.5, row.shown, "absent", dx=6, mark=row.mark))
            else:
                own = "is-region" if row.role == "region" else ""
                end = scale.at(row.value)
                marks.append(Box(0, 5, end, ROW - 10, f"bar {own}".strip()))
                marks.append(Text(end, ROW / 2 + 4.5, row.shown, f"halo {own}".strip(), dx=6, mark=row.mark))
            bands.append(Band(row.name, ROW, tuple(marks), row.role == "region"))
        return Scene(self.description, (*bands, axis(scale, self.tick)), self.axis_title, stacked=True)
