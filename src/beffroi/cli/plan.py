"""`beffroi plan check`: what is to be mended in a plan of actions."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from beffroi.analytics.planning.check import check as check_plan
from beffroi.analytics.planning.findings import PlanFinding
from beffroi.analytics.planning.reading import read_plan


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write objects to standard output.")
def check(file: Path, as_json: bool) -> None:
    """Say what is to be mended in the plan of FILE (YAML, CSV or XLSX); exit code 1 if there is anything."""
    plan = read_plan(file)
    findings = check_plan(plan)
    if as_json:
        click.echo(json.dumps([vars(found) for found in findings], indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join([*map(said, findings), closing(len(plan.actions), findings)]))
    if findings:
        sys.exit(1)


def said(found: PlanFinding) -> str:
    """A finding on two lines: what is wrong, what to do."""
    return f"{found.message} [{found.code}]\n    {found.remedy}"


def closing(actions: int, findings: Sequence[PlanFinding]) -> str:
    """The outcome in one sentence."""
    counted = "1 action" if actions == 1 else f"{actions} actions"
    if not findings:
        return f"{counted}; nothing to mend."
    return f"\n{counted}; to mend: {len(findings)}, at {', '.join(dict.fromkeys(f.action for f in findings))}."
