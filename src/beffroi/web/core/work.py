"""Background work: a slice names its kinds of job, an action asks for one, a worker does it at least once.

    @job("observatory.index_run", _("Index run"))
    def index_run(work: Work, *, year: int) -> Outcome:
        for n, region in enumerate(regions):
            work.progress(n, len(regions), _("Scores"))
            …
        return Outcome(message=_("Index of %(year)s is ready.") % {"year": year}, link="/observe/index/")

    submit(kind="observatory.index_run", arguments={"year": 2024}, person=actor, key="index-2024")

A job may be started again after a worker was killed: what it does must be idempotent. Functions decorated with
`django_tasks.task` and called by `.enqueue(…)` become jobs too (see `TaskBackend`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from beffroi.web.core.models import Job as Job
from beffroi.web.core.models import StoredFile

State = Job.State


class LeaseLost(RuntimeError):
    """Another worker has taken the job over; what this one does no longer counts."""


class Stopping(RuntimeError):
    """The worker is asked to stop; the job goes back to the queue."""


@dataclass(frozen=True)
class Outcome:
    """What came of a job: a sentence, where to look, a file, and values for whoever asks by program."""

    message: str = ""
    link: str = ""
    file: StoredFile | None = None
    value: Any = None


class Work:
    """What a running job knows of itself, and by which it tells how far it is."""

    def __init__(self, job: Job, should_stop: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self.person: Any = job.person
        self._should_stop = should_stop

    def progress(self, done: int, of: int, message: str = "") -> None:
        """Tell how far the work is; ends it here if the worker must stop or has lost the job."""
        if self._should_stop():
            raise Stopping
        if not held(self.job).update(steps_done=min(done, of), steps=of, message=message[:500]):
            raise LeaseLost


@dataclass(frozen=True)
class Kind:
    """A kind of job: how it is called, what does it, how often it is tried."""

    label: Promise | str
    run: Callable[..., Outcome | None]
    attempts: int


KINDS: dict[str, Kind] = {}
"""Name → kind, as the slices declare them."""


def job(kind: str, label: Promise | str, attempts: int = 3) -> Callable[[Callable[..., Outcome | None]], Any]:
    """Make a function a kind of job; its module is imported in `AppConfig.ready`."""

    def declare(function: Callable[..., Outcome | None]) -> Callable[..., Outcome | None]:
        KINDS[kind] = Kind(label, function, attempts)
        return function

    return declare


def submit(
    *,
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    person: Any = None,
    key: str = "",
    run_after: datetime | None = None,
) -> Job:
    """Ask for a job; seen by workers once the surrounding transaction is committed.

    Parameters
    ----------
    kind : str
        as declared.
    arguments : mapping
        plain values, given to the function as keywords.
    person : Person, optional
        whose job it is: it stands on their page and speaks their language.
    key : str
        names the effect: while a job of this key waits, runs or is done, it is the one answered.
    run_after : datetime, optional
        not before.

    """
    if kind not in KINDS:
        raise LookupError(kind)
    if key and (found := _running_as(key)):
        return found
    wanted = Job(
        kind=kind,
        arguments=dict(arguments or {}),
        person=person,
        language=getattr(person, "language", settings.LANGUAGE_CODE),
        run_after=run_after or timezone.now(),
        idempotency_key=key or None,
    )
    try:
        with transaction.atomic():
            wanted.save()
    except IntegrityError:
        return Job.objects.get(idempotency_key=key)
    return wanted


def soon(kind: str, arguments: Mapping[str, Any]) -> Job:
    """Ask for a job, unless one that says the same waits already: what waits will see what was written until now."""
    waiting = Job.objects.filter(kind=kind, state=State.QUEUED, arguments=dict(arguments)).first()
    return waiting or submit(kind=kind, arguments=arguments)


def _running_as(key: str) -> Job | None:
    """The job of a key; one that failed gives its key up, so that it can be asked for again."""
    Job.objects.filter(idempotency_key=key, state=State.FAILED).update(idempotency_key=None)
    return Job.objects.filter(idempotency_key=key).first()


def held(claimed: Job) -> QuerySet[Job]:
    """The job's row as long as the worker that claimed it holds it."""
    return Job.objects.filter(pk=claimed.pk, worker=claimed.worker, attempts=claimed.attempts, state=State.RUNNING)


def visible_to(person: Any) -> QuerySet[Job]:
    """A person's own jobs, the newest first."""
    rows = Job.objects.filter(person=person) if person.is_authenticated else Job.objects.none()
    return rows.order_by("-created_at", "-pk")


def label_of(kind: str) -> str:
    """How a kind of job is called."""
    return str(KINDS[kind].label) if kind in KINDS else kind
