"""Series as CSV that a spreadsheet opens without running anything: text that looks like a formula is quoted."""

from collections.abc import Sequence

from beffroi.analytics.spreadsheets.writing import Value, csv_lines
from beffroi.web.observatory.exports.dataset import Dataset, Observed

COLUMNS = (
    "series",
    "region",
    "name",
    "level",
    "year",
    "sector",
    "value",
    "flag",
    "missing_reason",
    "unit",
    "source",
    "dataset",
    "vintage",
    "licence",
)


def to_csv(dataset: Dataset) -> str:
    """One line an observation: raw numbers, an empty cell where a value is missing, the reason beside it."""
    about = dataset.about
    source = (about.unit, about.publisher, about.dataset, about.vintage, about.licence)
    return "".join(csv_lines(COLUMNS, ((about.id, *_cells(item), *source) for item in dataset.observations)))


def _cells(item: Observed) -> Sequence[Value]:
    return (item.region, item.name, item.level, item.year, item.sector, item.value, item.flag, item.reason)
