"""Whole commands in processes of their own: CPU time and peak memory, against limits and a named alternative."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
MEMORY_LIMIT = 500
"""Megabytes of resident memory that no command may pass."""


class Timed(NamedTuple):
    """What a command was, the limit of its CPU seconds if it has one, and what it took."""

    name: str
    limit: float | None
    seconds: float
    megabytes: float

    @property
    def kept(self) -> bool:
        """Whether it stayed inside its limits."""
        return self.limit is None or (self.seconds < self.limit and self.megabytes < MEMORY_LIMIT)


def commands(folder: str) -> list[tuple[str, float | None, list[str]]]:
    """Every command with its limit; those without one are the alternatives."""
    beffroi = [sys.executable, "-c", "from beffroi.cli.main import main; main()"]
    profile = [*beffroi, "profile", "BE3", "--out", folder, "--format"]
    return [
        ("`beffroi --help`", 0.5, [*beffroi, "--help"]),
        ("alternative: `import pandas` alone", None, [sys.executable, "-c", "import pandas"]),
        ("`beffroi profile BE3 --format json`", 3.0, [*profile, "json"]),
        ("`beffroi profile BE3 --format html`", 5.0, [*profile, "html"]),
        ("`beffroi profile BE3 --format pdf`", 8.0, [*profile, "pdf"]),
        (
            "alternative: the ten indicators in plain pandas, nothing else",
            None,
            [sys.executable, str(ROOT / "benchmarks" / "pandas_profile.py")],
        ),
    ]


def once(command: list[str]) -> tuple[float, float]:
    """CPU seconds (user and system) and peak resident megabytes of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, kilobytes here
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def timed(name: str, limit: float | None, command: list[str]) -> Timed:
    """The best CPU time and the highest memory of several warm runs."""
    once(command)
    runs = [once(command) for _ in range(ROUNDS)]
    return Timed(name, limit, min(seconds for seconds, _ in runs), max(memory for _, memory in runs))


def measured() -> list[Timed]:
    """All commands, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return [timed(*command) for command in commands(folder)]


def run() -> str:
    """Measure everything; a Markdown table."""
    lines = ["| Command | CPU, s | Limit, s | Peak memory, MB | Kept |", "|---|--:|--:|--:|---|"]
    for found in measured():
        limit = "–" if found.limit is None else f"{found.limit:.1f}"
        kept = "–" if found.limit is None else ("yes" if found.kept else "**no**")
        lines.append(f"| {found.name} | {found.seconds:.2f} | {limit} | {found.megabytes:.0f} | {kept} |")
    note = f"CPU time of user and system, best of {ROUNDS} warm runs; memory at its highest, limit {MEMORY_LIMIT} MB."
    return "\n".join([*lines, "", note])


if __name__ == "__main__":
    print(run())
