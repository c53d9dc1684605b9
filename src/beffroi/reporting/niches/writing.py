"""The options of a region as a chart, as rows and as one object."""

from dataclasses import asdict
from typing import Any

import polars as pl

from beffroi.reporting.charts.chart import to_svg
from beffroi.reporting.charts.scatter import Scatter, ScatterPoint
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.reporting.niches.compose import Options

WIDTH = 860.0


def as_object(options: Options) -> dict[str, Any]:
    """Everything, numbers not rounded."""
    found = options.found
    return {
        "region": {"code": found.region, "name": options.region},
        "peers": [{"code": code, "name": options.compared.names.get(code, code)} for code in options.compared.peers],
        "lines": {"density": found.density_line, "pci": found.complexity_line},
        "options": [{"name": options.sector(each.sector), **asdict(each)} for each in found.options],
        "notes": list(options.notes),
        "source": options.compared.source,
    }


def as_table(options: Options) -> pl.DataFrame:
    """One row a sector; several names in a cell are separated by semicolons."""
    rows = [
        {
            "sector": each.sector,
            "name": options.sector(each.sector),
            "quadrant": each.quadrant,
            "specialised": int(each.specialised),
            "value": each.value,
            "rca": each.rca,
            "density": each.density,
            "pci": each.pci,
            "gain": each.gain,
            "rests_on": ";".join(part.sector for part in each.rests_on),
            "peers_specialised": len(each.peers),
            "peers_reporting": each.peers_known,
            "peers": ";".join(each.peers),
        }
        for each in options.found.options
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def as_svg(options: Options, language: Language) -> str:
    """Every sector in the plane of density and complexity, the specialisations of the region marked."""
    found = options.found
    placed = [(each, each.density, each.pci) for each in found.options if each.quadrant is not None]
    points = tuple(
        ScatterPoint(
            name=each.sector,
            x=100 * (density or 0),
            y=pci,
            is_region=each.specialised,
        )
        for each, density, pci in placed
    )
    chart = Scatter(
        description=language.text(
            "{count} sectors by relatedness to what {region} does and by complexity; lines at the medians.",
            count=len(points),
            region=options.region,
        ),
        points=points,
        x_lines=() if found.density_line is None else (100 * found.density_line,),
        y_lines=() if found.complexity_line is None else (found.complexity_line,),
        x_title=language.text("Relatedness density, % of proximities that fall on specialisations of the region"),
        y_title=language.text("Complexity of the sector"),
        x_tick=lambda value: language.number(value, 0),
        y_tick=lambda value: language.number(value, 1),
        x_from_zero=False,
        keys=(
            Key("region", language.text("specialisation of the region")),
            Key("peer", language.text("sector in which it is not specialised")),
        ),
    )
    return to_svg(chart, WIDTH)
