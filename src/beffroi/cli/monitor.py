"""`beffroi monitor diagnose`: results against their path, and where a deviation comes from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Number
from beffroi.analytics.results.diagnosis import Diagnosis, Source, diagnose
from beffroi.analytics.results.months import month_text, parse_month
from beffroi.analytics.results.reading import read_results
from beffroi.analytics.results.verdicts import Verdict


@click.command("diagnose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--at", help="The month, such as 2023-12; default: the last in which an indicator was measured.")
@click.option("--json", "as_json", is_flag=True, help="Write one object to standard output.")
def diagnose_file(file: Path, at: str | None, as_json: bool) -> None:
    """Hold the results of FILE (YAML) against their path and find where deviations come from; exit code 0."""
    month = None if at is None else month_asked(at)
    found = diagnose(read_results(file), month)
    click.echo(json.dumps(as_object(found), indent=2, ensure_ascii=False) if as_json else "\n".join(as_text(found)))


def month_asked(given: str) -> int:
    """The month of the option."""
    try:
        return parse_month(given)
    except InputError as error:
        raise InputError(f"--at: {error}.") from None


def as_object(found: Diagnosis) -> dict[str, Any]:
    """The diagnosis as an object for other programs."""
    return {
        "verdicts": [
            {
                "indicator": each.indicator,
                "node": each.node,
                "status": each.status,
                "expected": plain(each.expected),
                "actual": each.actual,
            }
            for each in found.verdicts
        ],
        "alerts": [{"indicator": each.indicator, "node": each.node, "status": each.status} for each in found.alerts],
        "sources": [vars(each) for each in found.sources],
    }


def plain(value: float) -> float:
    """A computed value without the noise of its last bits: 1.2, not 1.2000000000000002."""
    return float(f"{value:.12g}")


def as_text(found: Diagnosis) -> Iterator[str]:
    """The diagnosis to be read: what alerts, where it comes from, the outcome in one sentence."""
    for each in found.alerts:
        yield said(each)
    for source in found.sources:
        yield from ("", *said_of_source(source))
    if found.alerts:
        yield ""
    yield closing(found)


def said(found: Verdict) -> str:
    """A verdict on one line."""
    actual = "nothing measured" if found.actual is None else f"actual {Number(found.actual)}"
    status, expected = found.status.replace("_", " "), Number(found.expected)
    return f"{found.indicator} at {found.node}: {status}; expected {expected}, {actual}"


def said_of_source(source: Source) -> Iterator[str]:
    """A source, what it explains, the way there, and why."""
    explained = f", explains {', '.join(source.alerts)}" if source.alerts else ""
    yield f"Source: {source.node} [{source.kind}]{explained}"
    if len(source.path) > 1:
        yield f"    {' → '.join(source.path)}"
    yield from (f"    {sentence}" for sentence in source.because)


def closing(found: Diagnosis) -> str:
    """The outcome in one sentence."""
    if not found.verdicts:
        return "No indicators; nothing to hold against a path."
    counted = f"{month_text(found.at)}; indicators: {len(found.verdicts)}"
    if not found.alerts:
        return f"{counted}, all on track."
    return f"{counted}, alerts: {len(found.alerts)}, sources: {len(found.sources)}."
