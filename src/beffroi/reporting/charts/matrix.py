"""A square of shares or correlations as cells: the darker, the nearer to one; below zero in the other colour."""

from dataclasses import dataclass

from beffroi.reporting.charts.letters import room_for
from beffroi.reporting.charts.scene import Band, Box, Mark, Scene, Text

ROW = 20.0
SHADES = 5
NUMBERED = 20
"""Up to so many columns, cells have room for their number."""


@dataclass(frozen=True)
class MatrixRow:
    """A row: its name, and for each column a value from −1 to 1, or None, with what is written into the cell."""

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]
    is_region: bool = False


@dataclass(frozen=True)
class Matrix:
    """Rows and columns of the same things, columns by their number."""

    description: str
    rows: tuple[MatrixRow, ...]
    axis_title: str

    def scene(self) -> Scene:
        """Rows as bands, numbers of the columns above them."""
        size = len(self.rows[0].values) if self.rows else 0
        every = 1 if size <= NUMBERED else 5
        head = [
            Text((at + 0.5) / size, 13, str(at + 1), "tick", "middle")
            for at in range(size)
            if at == 0 or (at + 1) % every == 0
        ]
        bands = (Band("", 18, tuple(head)), *(_row(row, size) for row in self.rows))
        room = room_for([row.name for row in self.rows])
        return Scene(
            self.description,
            bands,
            self.axis_title,
            label_width=room,
            room_right=24,
        )


def _row(row: MatrixRow, size: int) -> Band:
    marks: list[Mark] = []
    for at, value in enumerate(row.values):
        if value is None:
            continue
        shade = min(SHADES, int(abs(value) * SHADES) + 1)
        marks.append(Box(at / size, 1, 0.96 / size, ROW - 2, f"{'heat' if value >= 0 else 'cold'} h{shade}"))
        if size <= NUMBERED:
            marks.append(Text((at + 0.48) / size, ROW / 2 + 4, row.shown[at], "tick cell", "middle", shows="wide"))
    return Band(row.name, ROW, tuple(marks), row.is_region)
