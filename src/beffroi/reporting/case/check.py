"""A whole case held against the open data."""

from pathlib import Path

from beffroi.analytics.errors import InputError
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_territory
from beffroi.reporting.case.claim import Claim
from beffroi.reporting.case.evidence import EU, Evidence
from beffroi.reporting.case.model import CaseFile, PrintedType, Report, Row
from beffroi.reporting.case.reading import read_case
from beffroi.reporting.case.relations import relation_rows
from beffroi.reporting.case.values import value_rows
from beffroi.reporting.case.vocabulary import vocabulary


def check_case(path: Path, figures: Figures) -> Report:
    """Hold every published value, relation and type of a case file against the figures.

    Parameters
    ----------
    path : Path
        the case file.
    figures : Figures
        the built-in figures, or a snapshot over them.

    Returns
    -------
    Report
        its `disagreements` are the published relations that the open data can test and that do not hold.

    Raises
    ------
    InputError
        if the file cannot be read, lacks a key, or names a region that is not known.

    """
    case = read_case(path)
    try:
        evidence = Evidence(figures, case)
        _check_places(case)
    except InputError as error:
        raise InputError(f"{path}, {error}") from None
    return Report(region=evidence.region.code, rows=_rows(evidence, case))


def _check_places(case: CaseFile) -> None:
    """Every key of a published value that is not a word of the file must be a region."""
    for position, entry in enumerate(case.published_values, start=1):
        for place in entry.regions:
            if place == EU:
                continue
            try:
                find_territory(place)
            except InputError as error:
                raise InputError(f"published_values, entry {position}: {error}") from None


def _rows(evidence: Evidence, case: CaseFile) -> list[Row]:
    rows = []
    for entry in case.published_values:
        rows += value_rows(evidence, entry)
        rows += relation_rows(evidence, entry.note, entry.indicator.replace("_", " "))
    for relation in case.published_relations:
        rows += relation_rows(evidence, relation)
    return rows + [_type_row(evidence, printed) for printed in case.typology]


def _type_row(evidence: Evidence, printed: PrintedType) -> Row:
    """A printed type beside ours: shown, since neither its coordinates nor its thresholds are those of the figures."""
    ours = {point.code: point.type for point in evidence.profile.typology.computed.points}
    held = [
        f"{code} {'unclassified' if ours[code] is None else ours[code]}" for code in printed.members if code in ours
    ]
    claim = Claim(
        text=f"type {printed.type}: {printed.rule}",
        printed=", ".join(printed.members),
        computed="; ".join(held) or "n/a",
        reason="" if held else "our typology places none of these regions on its own",
        other_measure=vocabulary().typology_measure,
    )
    return claim.row("typology")
