"""Official runs of the index of industrial change: made once for each spec, set of figures and year."""

import json
from hashlib import sha256
from typing import Any

from django.utils import timezone

from beffroi import __version__
from beffroi.reporting.profile.index import SPEC
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action
from beffroi.web.core.audit import record
from beffroi.web.core.work import Job, submit
from beffroi.web.observatory.models import IndexRun
from beffroi.web.observatory.notices import tell_runs_made
from beffroi.web.observatory.queries.figures_store import fingerprint
from beffroi.web.observatory.queries.index import computed, rank_intervals, result_of

INDEX_RUNS = "observatory.index_runs"
"""The kind of job that makes the official runs that are missing."""


@action
def run_index(*, actor: Any, year: int) -> IndexRun:
    """Make the official run of a year, or find the one that is there; either way it is recorded who asked.

    Parameters
    ----------
    actor : Person or None
        None for the site itself, when it prepares.
    year : int
        one that the scoreboard holds.

    """
    if actor is not None:
        permit(actor, "observatory.run_index")
    started = timezone.now()
    zones = computed(year)
    result = result_of(zones) | {"intervals": rank_intervals(year)}
    run, is_new = IndexRun.objects.get_or_create(
        spec_sha256=zones.result.run["spec_sha256"],
        figures_fingerprint=fingerprint(),
        year=zones.year,
        defaults={
            "spec_id": SPEC,
            "engine_version": __version__,
            "result": result,
            "result_sha256": digest_of(result),
            "started_at": started,
            "finished_at": timezone.now(),
            "run_by": actor,
        },
    )
    # The result is large, so the audit holds its digest.
    said = {"spec": run.spec_sha256, "figures": run.figures_fingerprint, "year": run.year, "result": run.result_sha256}
    record(actor, "ran" if is_new else "asked for again", run, {} if is_new else said, said if is_new else {})
    return run


@action
def ask_for_runs(*, actor: Any) -> Job:
    """Have the official runs that are missing made in the background; asked twice, it is one piece of work.

    Parameters
    ----------
    actor : Person

    """
    permit(actor, "observatory.run_index")
    asked = submit(kind=INDEX_RUNS, person=actor, key=f"{INDEX_RUNS}:{fingerprint()}")
    record(actor, "asked for index runs", asked)
    return asked


@action
def finish_runs(*, actor: Any, asked: Job, years: int) -> None:
    """Record that the runs asked for are made, and tell who asked; done twice, they hear of it once.

    Parameters
    ----------
    actor : Person or None
    asked : Job
    years : int
        how many years had no run when the work began.

    """
    record(actor, "made index runs", asked)
    if actor is not None:
        tell_runs_made(actor, years, str(asked.key))


def digest_of(result: dict[str, Any]) -> str:
    """SHA-256 of a result, the same for the same numbers."""
    return sha256(json.dumps(result, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
