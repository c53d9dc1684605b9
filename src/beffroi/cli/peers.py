"""`beffroi peers`: the regions most alike in structure, and in what."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.relatedness.peer_spec import load_peer_spec
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.peers.compose import Peers, peers_of


@click.command()
@click.argument("region")
@click.option("--spec", default="structural-peers", show_default=True, help="structural-peers, or a YAML file.")
@click.option("--top", type=int, default=10, show_default=True, help="How many regions to show; files hold all.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Of the names.")
@click.option("--snapshot", type=click.Path(path_type=Path), help="Folder of fetched figures to use instead.")
@click.option("--json", "as_json", is_flag=True, help="Write an object to standard output.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for peers.csv and peers.json.")
def peers(region: str, spec: str, top: int, lang: str, snapshot: Path | None, as_json: bool, out: Path | None) -> None:
    """The regions of the EU most alike to REGION in structure, with the distance by variable."""
    if top < 1:
        raise InputError(f"--top: {top} is too few; give one or more.")
    figures = Figures.open(snapshot) if snapshot else Figures.builtin()
    language = Language("fr" if lang == "fr" else "en")
    found = peers_of(figures, load_peer_spec(spec), find_territory(region), language)
    written = json.dumps(as_object(found), indent=2, ensure_ascii=False)
    if out is not None:
        for path in write_files(out, {"peers.csv": as_table(found).write_csv(), "peers.json": written + "\n"}):
            click.echo(path, err=as_json)
    if as_json or out is None:
        click.echo(written if as_json else "\n".join(said(found, top)))


def as_object(found: Peers) -> dict[str, Any]:
    """Everything, numbers not rounded."""
    return {
        "region": {"code": found.region, "name": found.name},
        "spec": found.spec.model_dump(mode="json"),
        "peers": [asdict(each) for each in found.ranked],
        "not_ranked": list(found.not_ranked),
        "notes": list(found.notes),
        "sources": list(found.sources),
    }


def as_table(found: Peers) -> pl.DataFrame:
    """One row a region, a column a variable."""
    rows = [
        {"rank": at, "region": each.code, "name": each.name, "distance": each.distance}
        | each.parts
        | {"coverage": each.coverage}
        for at, each in enumerate(found.ranked, start=1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def said(found: Peers, top: int) -> list[str]:
    """The nearest regions as aligned columns, and what the numbers are."""
    variables = [each.id for each in found.spec.variables]
    cells = [("", "region", "", "distance", *variables, "known")]
    for at, each in enumerate(found.ranked[:top], start=1):
        parts = ["–" if part is None else f"{part:.3f}" for part in each.parts.values()]
        cells.append((str(at), each.code, each.name, f"{each.distance:.3f}", *parts, f"{each.coverage:.0%}"))
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if at in (1, 2) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    weights = ", ".join(f"{each.id} {each.weight:g}" for each in found.spec.variables)
    return [
        f"Structural peers of {found.name}, of {len(found.ranked)} regions",
        "",
        *lines,
        "",
        f"Distance 1: as unlike as two regions drawn by chance; the variables add up to it. Weights: {weights}.",
        *([f"Not ranked, too little is known: {', '.join(found.not_ranked)}."] if found.not_ranked else []),
        *(f"Note: {note}." for note in found.notes),
        *(f"Source: {source}" for source in found.sources),
    ]
