"""The audit of a composite index as a sheet, in either language."""

from beffroi.analytics.composite.audit import Audit, Matrix, Table
from beffroi.analytics.composite.model import IndexSpec
from beffroi.reporting.charts.matrix import Matrix as Picture
from beffroi.reporting.charts.matrix import MatrixRow
from beffroi.reporting.language import Language
from beffroi.reporting.sheets.model import Finding, Sheet, SheetTable

SHARES = ("Missing", "First component explains", "Effective weight", "Share of importance")
MOST_DRAWN = 60
"""Indicators beyond which the picture of correlations would not fit on a page."""


def audit_sheet(audit: Audit, spec: IndexSpec, language: Language) -> Sheet:
    """The tables of an audit with their sentences, and the correlations as a picture.

    Parameters
    ----------
    audit : Audit
    spec : IndexSpec
    language : Language

    Returns
    -------
    Sheet

    """
    lead = language.text(
        "{units} units, {indicators} indicators. Steps: {steps}.",
        units=audit.units,
        indicators=audit.indicators,
        steps=", ".join(audit.steps),
    )
    findings = [_finding(table, language) for table in audit.tables]
    findings.insert(1, _correlations(audit.matrix, language))
    return Sheet(
        title=language.text("Audit of the index: {title}", title=spec.title.of(language.lang)),
        lead=lead,
        findings=tuple(findings),
        method=language.text("Methods: OECD and JRC (2008), Handbook on constructing composite indicators."),
    )


def _finding(table: Table, language: Language) -> Finding:
    rows = tuple(tuple(language.message(cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows)
    shares = frozenset(at for at, head in enumerate(table.columns) if head in SHARES)
    columns = tuple(language.message(head) for head in table.columns)
    shown = SheetTable(columns, rows, shares) if rows else None
    return Finding(table.id, language.message(table.title), language.message(table.says), table=shown)


def _correlations(matrix: Matrix, language: Language) -> Finding:
    """Every indicator with every other one: groups that belong together stand out as dark squares."""
    names = matrix.indicators[:MOST_DRAWN]
    rows = tuple(
        MatrixRow(
            name=f"{at + 1} {name}",
            values=tuple(values[:MOST_DRAWN]),
            shown=tuple("" if value is None else language.number(value, 1) for value in values[:MOST_DRAWN]),
        )
        for at, (name, values) in enumerate(zip(names, matrix.correlations[:MOST_DRAWN], strict=True))
    )
    pairs = [value for at, row in enumerate(matrix.correlations) for value in row[:at] if value is not None]
    says = language.text(
        "{negative} of {count} pairs of indicators correlate below zero.",
        negative=sum(1 for value in pairs if value < 0),
        count=len(pairs),
    )
    if len(matrix.indicators) > MOST_DRAWN:
        says += " " + language.text("Shown are the first {count} indicators.", count=MOST_DRAWN)
    picture = Picture(
        description=language.text("Correlations of indicators, node by node. {says}", says=says),
        rows=rows,
        axis_title=language.text("The darker, the stronger; grey below zero. Columns in the order of the rows."),
    )
    return Finding("correlations", language.text("Correlations"), says, (picture,) if rows else ())
