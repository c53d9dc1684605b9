"""`beffroi appraise cba`: costs and benefits over years."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from beffroi.analytics.appraisal.cba.appraise import Appraisal, appraise
from beffroi.analytics.appraisal.cba.model import ACCOUNTS, Project
from beffroi.analytics.appraisal.cba.reading import read_project
from beffroi.analytics.appraisal.cba.sensitivity import Switching
from beffroi.analytics.appraisal.price.aid import money
from beffroi.cli.appraise import Line, as_object, table

NONE = "–"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write an object to standard output.")
def cba(file: Path, as_json: bool) -> None:
    """Appraise the costs and benefits of FILE (YAML): present values, rates of return, what they hang on."""
    project = read_project(file)
    found = appraise(project)
    click.echo(as_object(asdict(found)) if as_json else "\n".join(said(project, found)))


def said(project: Project, found: Appraisal) -> Iterator[str]:
    """The appraisal as a manager reads it."""
    yield from table(accounts(project, found), "<>>")
    if found.npv_economic is not None:
        yield from ("", "The economic net present value would be zero, were a flow multiplied by")
        yield from table(("  " + each.name, *switched(each)) for each in found.switching)
    if found.tornado:
        yield from ("", "The economic net present value at the ends of each range, the widest first")
        yield from table(ranges(project, found), "<>>>>")
    if found.reasons:
        yield from ("", *(f"- {reason}" for reason in found.reasons))


def accounts(project: Project, found: Appraisal) -> Iterator[Line]:
    """Both accounts side by side."""
    yield "", "financial", "economic"
    yield "discount rate", f"{project.financial_rate:.1%}", f"{project.social_rate:.1%}"
    values = [found.present_values[account] for account in ACCOUNTS]
    yield "benefits", *(NONE if side is None else money(side.benefits) for side in values)
    yield "costs", *(NONE if side is None else money(side.costs) for side in values)
    yield "net present value", _amount(found.npv_financial), _amount(found.npv_economic)
    yield "benefits over costs", "", _number(found.bcr_economic)
    yield "rate of return", _percent(found.irr_financial), _percent(found.irr_economic)
    shares = (found.p_npv_financial_positive, found.p_npv_economic_positive)
    yield f"above zero, of {project.draws:,} draws", *(_percent(share) for share in shares)
    quantiles = (found.quantiles_financial, found.quantiles)
    yield "  one in twenty below", *(NONE if side is None else money(side.p5) for side in quantiles)
    yield "  half below", *(NONE if side is None else money(side.p50) for side in quantiles)
    yield "  one in twenty above", *(NONE if side is None else money(side.p95) for side in quantiles)


def switched(each: Switching) -> tuple[str, str]:
    """A switching value, and what is to be said of it."""
    return _number(each.factor), "" if each.reason is None else str(each.reason)


def ranges(project: Project, found: Appraisal) -> Iterator[Line]:
    """The bars of the tornado chart as rows."""
    flows = {flow.name: flow for flow in project.flows}
    for bar in found.tornado:
        flow = flows[bar.name]
        yield f"  {bar.name}", f"× {flow.low:g}", _amount(bar.low), f"× {flow.high:g}", _amount(bar.high)


def _amount(value: float | None) -> str:
    return NONE if value is None else money(value)


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return NONE if value is None else f"{value:.1%}"
