"""`beffroi niches`: where a region could diversify, as a signal."""

import json
from pathlib import Path

import click

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import write_files
from beffroi.analytics.relatedness.niches import QUADRANTS, Niche
from beffroi.cli.complexity import read_anchor, read_employment
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.niches.compose import Compared, Options, among_europe, options_of
from beffroi.reporting.niches.writing import as_object, as_svg, as_table

MEANINGS = {
    "high_road": "high road: related and complex",
    "casino": "casino: complex, not related",
    "slow_road": "slow road: related, not complex",
    "dead_end": "dead end: neither related nor complex",
}


@click.command()
@click.argument("region")
@click.option(
    "--employment",
    type=click.Path(path_type=Path),
    help="CSV table region,sector,value to use in place of the built-in figures; REGION and peers are its names.",
)
@click.option(
    "--anchor",
    type=click.Path(path_type=Path),
    help="With --employment: CSV table region,value with which complexity rises in place of diversity.",
)
@click.option("--peers", help="Codes and names separated by commas, or 'pilots', the default without --employment.")
@click.option("--related", type=int, default=5, show_default=True, help="How many related sectors to name.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Of names and chart.")
@click.option("--snapshot", type=click.Path(path_type=Path), help="Folder of fetched figures to use instead.")
@click.option("--json", "as_json", is_flag=True, help="Write an object to standard output.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for niches.csv, niches.json and niches.svg.")
def niches(
    region: str,
    employment: Path | None,
    anchor: Path | None,
    peers: str | None,
    related: int,
    lang: str,
    snapshot: Path | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Every sector of REGION by relatedness and complexity: a signal where it could diversify."""
    language = Language("fr" if lang == "fr" else "en")
    if related < 0:
        raise InputError(f"--related: {related} is negative; give zero or more.")
    if employment is None:
        if anchor is not None:
            raise InputError("--anchor is given without --employment; leave it out, or give a table of employment.")
        figures = Figures.open(snapshot) if snapshot else Figures.builtin()
        compared = among_europe(figures, find_territory(region), find_peers(peers or "pilots"), language)
        options = options_of(compared, related, language)
    elif snapshot is not None:
        raise InputError("--employment and --snapshot were given together; choose one of them.")
    else:
        options = of_table(employment, anchor, region, peers or "", related, language)
    written = json.dumps(as_object(options), indent=2, ensure_ascii=False)
    if out is not None:
        contents = {
            "niches.csv": as_table(options).write_csv(),
            "niches.json": written + "\n",
            "niches.svg": as_svg(options, language),
        }
        for path in write_files(out, contents):
            click.echo(path, err=as_json)
    if as_json or out is None:
        click.echo(written if as_json else "\n".join(said(options)))


def of_table(path: Path, anchor: Path | None, region: str, peers: str, related: int, language: Language) -> Options:
    """The options among the regions of a table; what is wrong names the file."""
    named = [name for name in (part.strip() for part in peers.split(",")) if name]
    table = read_employment(path)
    known = None if anchor is None else read_anchor(anchor, table)
    try:
        return options_of(Compared(table, region, tuple(named), path.name, anchor=known), related, language)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def said(options: Options) -> list[str]:
    """The table for reading, quadrant by quadrant: what the region is not specialised in."""
    lines = [f"Diversification options of {options.region}", ""]
    for quadrant in QUADRANTS:
        held = [each for each in options.found.options if each.quadrant == quadrant]
        lacking = [each for each in held if not each.specialised]
        lines.append(f"{MEANINGS[quadrant]} ({len(lacking)} options, {len(held) - len(lacking)} present)")
        lines += [f"  {line}" for line in rows(options, lacking)]
        lines.append("")
    unknown = [each.sector for each in options.found.options if each.quadrant is None]
    if unknown:
        lines.append(f"Not placed, without density or complexity: {', '.join(unknown)}.")
    lines += [f"Note: {note}." for note in options.notes]
    return [*lines, f"Source: {options.compared.source}"]


def rows(options: Options, held: list[Niche]) -> list[str]:
    """Aligned columns of one quadrant."""
    if not held:
        return []
    cells = [("sector", "", "density", "pci", "lq", "peers", "rests on")]
    for each in held:
        peers = f"{len(each.peers)}/{each.peers_known}"
        quotient = "–" if each.rca is None else f"{each.rca:.2f}"
        named = options.sector(each.sector) if options.sector(each.sector) != each.sector else ""
        near = ", ".join(part.sector for part in each.rests_on)
        cells.append((each.sector, named, f"{each.density:.3f}", f"{each.pci:.2f}", quotient, peers, near))
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    right = {2, 3, 4, 5}
    return [
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
