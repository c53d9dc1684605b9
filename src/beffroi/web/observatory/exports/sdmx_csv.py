"""Series as SDMX-CSV 2.0, with the component names that Eurostat uses.

Reference: SDMX-CSV field guide, version 2.0.0 (sdmx-twg/sdmx-csv).
"""

import csv
import io

from beffroi.analytics.spreadsheets.writing import number_text
from beffroi.web.observatory.exports.dataset import Dataset, Described

AGENCY = "BEFFROI"
VERSION = "1.0"


def to_sdmx_csv(dataset: Dataset) -> str:
    """One line an observation, annual; a missing value is an empty cell, as the format has it."""
    has_sector = any(item.sector for item in dataset.observations)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    sector = ["nace_r2"] if has_sector else []
    writer.writerow(
        ["STRUCTURE", "STRUCTURE_ID", "ACTION", "freq", "unit", *sector, "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"]
    )
    structure = structure_id(dataset.about)
    for item in dataset.observations:
        value = "" if item.value is None else number_text(item.value)
        own = [item.sector or "TOTAL"] if has_sector else []
        keys = ["dataflow", structure, "I", "A", dataset.about.unit.upper(), *own]
        writer.writerow([*keys, item.region, item.year, value, item.flag])
    return stream.getvalue()


def structure_id(about: Described) -> str:
    """The name of the dataflow: agency, id in capitals, version."""
    return f"{AGENCY}:{about.id.upper().replace('-', '_')}({VERSION})"
