"""A task that takes long enough to be killed in the middle."""

import os
import time
from pathlib import Path

from django_tasks import task


@task
def count_to_eight(place: str) -> int:
    """Write a line a step: which process, which step."""
    for step in range(8):
        with Path(place).open("a", encoding="ascii") as file:
            file.write(f"{os.getpid()} {step}\n")
        time.sleep(0.15)
    return 8


@task
def fail(said: str) -> None:
    """Always fail."""
    raise RuntimeError(said)
