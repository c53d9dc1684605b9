"""Background work: asked once, claimed by one, retaken when the lease ends, told in words."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from tests.unit.web.core.cast import person
from tests.unit.web.core.slow import count_to_eight, fail

from beffroi.analytics.errors import InputError
from beffroi.web.core import work
from beffroi.web.core import worker as worker_module
from beffroi.web.core.files import keep
from beffroi.web.core.models import Job
from beffroi.web.core.work import Kind, LeaseLost, Outcome, Work, job, submit
from beffroi.web.core.worker import INTERRUPTIONS, Worker, chore, claim

pytestmark = pytest.mark.django_db

MINUTE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kinds of this test only; workers do no chores, beat no hearts and keep the connection: it is this test's."""
    own = {name: kind for name, kind in work.KINDS.items() if name.startswith("core.")}
    for module in (work, worker_module):
        monkeypatch.setattr(module, "KINDS", own)
    monkeypatch.setattr(worker_module, "CHORES", {})
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    monkeypatch.setattr(Worker, "_beat", lambda *_: None)
    yield


def kind(run: Any, attempts: int = 3) -> None:
    work.KINDS["test"] = Kind("Test", run, attempts)


def nothing(_work: Work) -> None:
    """Do nothing, well."""


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = timezone.now() + timedelta(**by)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_job_is_done_and_says_what_came_of_it_in_the_language_of_its_person() -> None:
    seen: list[Any] = []

    def run(work: Work, *, year: int) -> Outcome:
        work.progress(1, 2, "half")
        seen.extend([get_language(), Job.objects.get().steps_done])
        return Outcome(message=f"{year} is ready", link="/observe/")

    kind(run)
    submit(kind="test", arguments={"year": 2024}, person=person(language="fr"))
    assert Worker().work_once()
    done = Job.objects.get()
    assert seen == ["fr", 1]
    assert (done.state, done.message, done.link, done.lease_until) == ("done", "2024 is ready", "/observe/", None)
    assert not Worker().work_once()


def test_the_same_key_asks_for_one_job_until_it_fails() -> None:
    kind(nothing)
    first = submit(kind="test", key="k")
    assert submit(kind="test", key="k") == first
    Job.objects.update(state="failed")
    assert submit(kind="test", key="k") != first


def test_a_job_is_claimed_by_one_worker_until_its_lease_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    kind(nothing)
    submit(kind="test")
    first = claim("one", MINUTE)
    assert first is not None and claim("two", MINUTE) is None
    later(monkeypatch, seconds=61)
    second = claim("two", MINUTE)
    assert second == first and second is not None and second.attempts == 2
    with pytest.raises(LeaseLost):
        Work(first).progress(1, 2)
    Work(second).progress(1, 2)


def test_what_a_worker_says_after_it_lost_its_job_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(work: Work) -> Outcome:
        Job.objects.update(worker="another", attempts=2)
        return Outcome(message="from the dead")

    kind(run)
    submit(kind="test")
    Worker().work_once()
    assert (Job.objects.get().state, Job.objects.get().message) == ("running", "")


def test_a_fault_is_tried_again_with_pauses_then_told_without_its_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(work: Work) -> None:
        raise RuntimeError("ann.secret@example.org")

    kind(run)
    submit(kind="test")
    for _ in range(3):
        assert Worker().work_once()
        assert not Worker().work_once()
        later(monkeypatch, minutes=10)
    failed = Job.objects.get()
    assert (failed.state, failed.attempts) == ("failed", 3)
    assert "fault of the site" in failed.message and "secret" not in failed.message


def test_bad_input_is_told_at_once() -> None:
    def run(work: Work) -> None:
        raise InputError("row 3: 'abc' is not a number; write a number.")

    kind(run)
    submit(kind="test")
    Worker().work_once()
    assert Job.objects.get().state == "failed"
    assert Job.objects.get().message == "row 3: 'abc' is not a number; write a number."


def test_a_worker_told_to_stop_puts_its_job_back() -> None:
    worker = Worker()

    def run(work: Work) -> None:
        worker.stop()
        work.progress(1, 2)
        pytest.fail("the job goes on")

    kind(run)
    submit(kind="test")
    worker.run()
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("queued", 0)


def test_a_job_that_kills_its_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    kind(nothing)
    submit(kind="test")
    for _ in range(INTERRUPTIONS):
        assert claim("doomed", MINUTE) is not None
        later(monkeypatch, minutes=2)
    assert claim("next", MINUTE) is None
    assert Job.objects.get().state == "failed"


def test_a_job_of_an_unknown_kind_waits_for_a_worker_that_knows_it() -> None:
    Job.objects.create(kind="from a newer version")
    assert not Worker().work_once()
    assert Job.objects.get().state == "queued"
    with pytest.raises(LookupError):
        submit(kind="nobody knows")


def test_a_job_waits_until_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    kind(nothing)
    submit(kind="test", run_after=timezone.now() + timedelta(hours=1))
    assert not Worker().work_once()
    later(monkeypatch, hours=2)
    assert Worker().work_once()


def test_tasks_of_the_task_library_are_jobs(tmp_path: Any) -> None:
    result = count_to_eight.enqueue(str(tmp_path / "steps"))
    assert result.status == "READY"
    Worker().work_once()
    result.refresh()
    assert (result.status, result.return_value) == ("SUCCESSFUL", 8)


def test_a_failed_task_keeps_nothing_of_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    result = fail.enqueue("ann.secret@example.org")
    for _ in range(3):
        Worker().work_once()
        later(monkeypatch, minutes=10)
    result.refresh()
    assert result.status == "FAILED"
    assert "secret" not in Job.objects.get().message


def test_only_tasks_are_run_by_name() -> None:
    Job.objects.create(kind="core.task", arguments={"path": "os.getcwd", "args": [], "kwargs": {}})
    Worker().work_once()
    assert Job.objects.get().outcome is None
    assert Job.objects.get().state == "queued"


def test_chores_are_done_and_one_that_fails_disturbs_no_other() -> None:
    done: list[str] = []
    chore("bad", MINUTE, lambda: 1 / 0)
    chore("good", MINUTE, lambda: done.append("good"))
    worker = Worker()
    worker.do_chores()
    worker.do_chores()
    assert done == ["good"]


def test_what_hinders_all_work_is_said_once_until_it_changes(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[int] = []
    worker = Worker(pause=0.0)

    def away() -> None:
        turns.append(1)
        if len(turns) < 4:
            raise OperationalError("away")
        worker.stop()

    chore("needs the database", MINUTE, away)
    monkeypatch.setattr("beffroi.web.core.worker.close_old_connections", lambda: None)
    with caplog.at_level("INFO"):
        worker.run()
    said = [line.msg["event"] for line in caplog.records if isinstance(line.msg, dict)]
    assert len(turns) == 4
    assert said.count("worker_waits") == said.count("worker_goes_on") == 1
    assert "chore_failed" not in said


def test_work_that_is_done_has_done_all_its_steps() -> None:
    kind(lambda work: work.progress(7, 8))
    submit(kind="test")
    Worker().work_once()
    found = Job.objects.get()
    assert (found.state, found.steps_done, found.steps) == ("done", 8, 8)


def test_an_empty_queue_costs_two_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        claim("one", MINUTE)


def test_the_command_refuses_a_senseless_lease() -> None:
    with pytest.raises(CommandError, match="not a number of seconds"):
        call_command("work", "--lease", "nothing")


def test_a_decorated_function_is_a_kind() -> None:
    @job("declared", "Declared", attempts=7)
    def run(work: Work) -> None: ...

    assert work.KINDS["declared"].attempts == 7


def test_own_jobs_are_seen_by_their_person_alone_with_progress_and_result(client: Client) -> None:
    ann, bob = person(), person()
    kind(nothing)
    own = submit(kind="test", person=ann)
    Job.objects.update(steps=10, steps_done=3, message="Scores", state="running")
    address = reverse("core:job", args=[own.key])
    assert client.get(address).status_code == 302
    client.force_login(bob)
    assert client.get(address).status_code == 404
    assert b"Test" not in client.get(reverse("core:jobs")).content
    client.force_login(ann)
    page = client.get(address).content.decode()
    assert 'value="3"' in page and "Scores" in page and 'http-equiv="refresh"' in page
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith("<section") and "hx-get" in fragment
    stored = keep(actor=ann, name="index.csv", media_type="text/csv", content=b"a\n", of=own)
    Job.objects.update(state="done", file=stored, link="/observe/")
    page = client.get(address).content.decode()
    assert "hx-get" not in page and "index.csv" in page and 'href="/observe/"' in page
    assert client.get(reverse("core:file", args=[stored.key])).content == b"a\n"


def test_the_list_of_jobs_asks_the_same_however_long(client: Client, django_assert_max_num_queries: Any) -> None:
    ann = person()
    kind(nothing)
    for _ in range(25):
        submit(kind="test", person=ann)
    client.force_login(ann)
    with translation.override("en"), django_assert_max_num_queries(6):
        assert client.get(reverse("core:jobs")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_beating_heart_keeps_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    kind(nothing)
    submit(kind="test")
    lease = timedelta(seconds=0.3)
    claimed = claim("one", lease)
    assert claimed is not None
    worker = Worker(lease=lease, name="one")
    with worker._heartbeat(claimed):
        threading.Event().wait(0.8)
        assert claim("two", lease) is None
    work.KINDS.pop("test")
