"""The worker: claims a job under a lease, keeps the lease alive, puts back what a dead worker left, does the chores."""

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import structlog
from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.web.core.faults import fault_of
from beffroi.web.core.models import Job
from beffroi.web.core.rules import next_job_attempt
from beffroi.web.core.work import KINDS, LeaseLost, Outcome, Stopping, Work, held

log = structlog.get_logger(__name__)

State = Job.State
INTERRUPTIONS = 5
"""How often a job may be started again whose worker died, before it is taken for the cause."""

CHORES: dict[str, tuple[timedelta, Callable[[], Any]]] = {}
"""Name → how often, and what: work that needs no row of its own. Each may run in several workers at once."""


def chore(name: str, every: timedelta, run: Callable[[], Any]) -> None:
    """Have every worker do something again and again; called in `AppConfig.ready`."""
    CHORES[name] = (every, run)


@dataclass
class Worker:
    """One process that does jobs, one after the other."""

    lease: timedelta = timedelta(seconds=60)
    pause: float = 1.0
    name: str = field(default_factory=lambda: uuid4().hex)
    stopping: threading.Event = field(default_factory=threading.Event)
    _chores_due: dict[str, float] = field(default_factory=dict)
    _hindered_by: str = ""

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or until nothing is left."""
        log.info("worker_started", worker=self.name)
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.do_chores(all_of_them=until_idle)
                worked = self.work_once()
                self._goes_on()
            except (DatabaseError, OSError) as error:
                self._waits(error)
                worked = False
            if not worked:
                if until_idle:
                    break
                self.stopping.wait(self.pause)
        log.info("worker_stopped", worker=self.name)

    def _waits(self, error: Exception) -> None:
        """Say what hinders the work: once, until it changes."""
        fault = fault_of(error)
        if fault is None and isinstance(error, OSError):
            raise error
        hindrance = str(fault or type(error).__name__)
        if hindrance != self._hindered_by:
            log.warning("worker_waits", fault=hindrance)
        self._hindered_by = hindrance

    def _goes_on(self) -> None:
        if self._hindered_by:
            log.info("worker_goes_on", after=self._hindered_by)
        self._hindered_by = ""

    def stop(self) -> None:
        """Finish or put back what runs, then end."""
        self.stopping.set()

    def do_chores(self, *, all_of_them: bool = False) -> None:
        """Do the chores that are due; one that fails disturbs no other."""
        for name, (every, run) in CHORES.items():
            if all_of_them or monotonic() >= self._chores_due.get(name, 0.0):
                self._chores_due[name] = monotonic() + every.total_seconds()
                try:
                    run()
                except Exception as error:
                    if fault_of(error):
                        # What hinders one hinders all; the worker waits and tries again.
                        self._chores_due[name] = 0.0
                        raise
                    log.error("chore_failed", chore=name, **where(error))

    def work_once(self) -> bool:
        """Do one job if one waits."""
        claimed = claim(self.name, self.lease)
        if claimed is None:
            return False
        log.info("job_started", job=str(claimed.key), kind=claimed.kind, attempt=claimed.attempts)
        with self._heartbeat(claimed), translation.override(claimed.language):
            self._do(claimed)
        return True

    def _do(self, claimed: Job) -> None:
        try:
            outcome = KINDS[claimed.kind].run(Work(claimed, self.stopping.is_set), **claimed.arguments)
        except Stopping:
            held(claimed).update(
                state=State.QUEUED, lease_until=None, run_after=timezone.now(), attempts=claimed.attempts - 1
            )
            log.info("job_put_back", job=str(claimed.key))
        except LeaseLost:
            log.warning("job_lost", job=str(claimed.key))
        except (InputError, ValidationError) as error:
            said = error.messages[0] if isinstance(error, ValidationError) else str(error)
            _fail(claimed, said)
        except Exception as error:  # noqa: BLE001 - whatever a job does, the next one must go
            log.error("job_failed", job=str(claimed.key), kind=claimed.kind, attempt=claimed.attempts, **where(error))
            _again(claimed)
        else:
            _finish(claimed, outcome or Outcome())

    @contextmanager
    def _heartbeat(self, claimed: Job) -> Iterator[None]:
        """Keep the lease alive from another thread, with a connection of its own."""
        ended = threading.Event()
        thread = threading.Thread(target=self._beat, args=(claimed, ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat(self, claimed: Job, ended: threading.Event) -> None:
        try:
            while not ended.wait(self.lease.total_seconds() / 3):
                try:
                    if not held(claimed).update(lease_until=timezone.now() + self.lease):
                        return
                except DatabaseError as error:
                    log.warning("heartbeat_missed", job=str(claimed.key), error=type(error).__name__)
        finally:
            connection.close()


def claim(worker: str, lease: timedelta) -> Job | None:
    """Take the next job: one that waits, or one whose worker's lease ran out; by one worker only."""
    give_up_on_killers()
    now = timezone.now()
    ready = Job.objects.filter(
        Q(state=State.QUEUED, run_after__lte=now) | Q(state=State.RUNNING, lease_until__lt=now), kind__in=KINDS
    ).order_by("run_after", "pk")
    if not ready.exists():
        return None
    with transaction.atomic():
        skips = connection.features.has_select_for_update_skip_locked
        found = ready.select_for_update(skip_locked=skips).first()
        if found is None:
            return None
        found.state, found.worker, found.attempts = State.RUNNING, worker, found.attempts + 1
        found.lease_until, found.started_at = now + lease, now
        found.save(update_fields=["state", "worker", "attempts", "lease_until", "started_at"])
    return found


def give_up_on_killers() -> None:
    """Jobs whose workers died too often have failed."""
    left = Job.objects.filter(state=State.RUNNING, lease_until__lt=timezone.now(), attempts__gte=INTERRUPTIONS)
    if left.exists():
        left.update(state=State.FAILED, finished_at=timezone.now(), lease_until=None, message="")


def _finish(claimed: Job, outcome: Outcome) -> None:
    ended = held(claimed).update(
        state=State.DONE,
        steps_done=F("steps"),
        message=outcome.message[:500],
        link=outcome.link,
        file=outcome.file,
        outcome=outcome.value,
        lease_until=None,
        finished_at=timezone.now(),
    )
    log.info("job_done" if ended else "job_lost", job=str(claimed.key), kind=claimed.kind)


def _again(claimed: Job) -> None:
    """After a fault of ours: later, or never."""
    if claimed.attempts >= KINDS[claimed.kind].attempts:
        _fail(claimed, _("The work failed by a fault of the site; it was noted. Ask again later."))
        return
    later = next_job_attempt(claimed.attempts, timezone.now())
    held(claimed).update(state=State.QUEUED, lease_until=None, run_after=later)


def _fail(claimed: Job, said: str) -> None:
    held(claimed).update(state=State.FAILED, message=said[:500], lease_until=None, finished_at=timezone.now())


def where(error: BaseException) -> dict[str, str]:
    """What the log may hold of an error: its type and places in the code; its message may name people."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type(error).__name__, "at": " < ".join(f"{one.name}:{one.lineno}" for one in reversed(frames))}
