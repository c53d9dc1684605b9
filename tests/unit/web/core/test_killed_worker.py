"""A worker that is killed in the middle loses its job to another, which does it whole; told to stop, it stops."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.migrated import template

pytestmark = pytest.mark.own_place

ROOT = Path(__file__).parents[4]
PATIENCE = 30


def wait_for(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_what_a_killed_worker_left_is_done_by_another(tmp_path: Path) -> None:
    database, steps = tmp_path / "queue.sqlite3", tmp_path / "steps"
    steps.touch()
    shutil.copyfile(template(), database)
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BEFFROI_")},
        "BEFFROI_DATA_DIR": str(tmp_path),
        "BEFFROI_DATABASE_URL": f"sqlite:///{database}",
        "BEFFROI_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "beffroi.web.project.settings",
        "PYTHONPATH": str(ROOT),
    }
    prepare = [sys.executable, "-m", "tests.unit.web.core.prepare_queue", str(steps)]
    subprocess.run(prepare, env=env, cwd=ROOT, check=True, capture_output=True, timeout=60)

    def job() -> tuple[str, int, str]:
        with sqlite3.connect(database) as connection:
            row = connection.execute("SELECT state, attempts, outcome FROM core_job").fetchone()
        return row[0], row[1], row[2] or ""

    def worker() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "django", "work", "--lease", "1", "--pause", "0.1"]
        return subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    first = worker()
    try:
        wait_for(lambda: len(steps.read_text().splitlines()) >= 3, "the first worker begins")
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    done_by_first = len(steps.read_text().splitlines())
    assert 3 <= done_by_first < 8
    assert job()[:2] == ("running", 1)

    second = worker()
    try:
        wait_for(lambda: job()[0] == "done", "the second worker finishes")
        assert job() == ("done", 2, "8")
        by_second = [line for line in steps.read_text().splitlines() if line.startswith(f"{second.pid} ")]
        assert len(by_second) == 8
    finally:
        second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=PATIENCE) == 0
