"""A real Spark cluster on loopback for tests: a master and two workers, each a process of its own, ended afterwards."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = "127.0.0.1"
SECONDS = 180


def required() -> None:
    """Skip, saying so, where Spark or Java is not installed; fail where they are required."""
    lacking = "PySpark" if find_spec("pyspark") is None else "a Java runtime" if shutil.which("java") is None else None
    if lacking is None:
        return
    if os.environ.get("BEFFROI_REQUIRE_SPARK") == "1":
        pytest.fail(f"{lacking} is not installed, and BEFFROI_REQUIRE_SPARK=1")
    pytest.skip(f"{lacking} is not installed: the tests on a Spark cluster need it (extra 'spark', Java 17)")


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a master with two workers."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    jars = Path(spec.origin).parent / "jars"
    java = ["java", "-cp", f"{jars}/*", "-Xmx256m", *OPENED]
    environment = {**os.environ, "SPARK_LOCAL_IP": HERE, "SPARK_SCALA_VERSION": "2.13", "SPARK_HOME": str(jars.parent)}
    started: list[subprocess.Popen[bytes]] = []
    try:
        web = ["--host", HERE, "--webui-port", "0"]
        started.append(
            begun([*java, f"{DEPLOY}.master.Master", *web, "--port", "0"], folder / "master.log", environment)
        )
        address = waited(folder / "master.log", r"Starting Spark master at (spark://\S+)", 1)[0]
        for number in (1, 2):
            size = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{number}")]
            words = [*java, f"{DEPLOY}.worker.Worker", *web, *size, address]
            started.append(begun(words, folder / f"worker{number}.log", environment))
        waited(folder / "master.log", r"Registering worker (\S+)", 2)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=SECONDS)


DEPLOY = "org.apache.spark.deploy"
OPENED = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in ("java.nio", "java.net", "sun.nio.ch", "java.util")]


def begun(words: list[str], log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process that writes to a log."""
    with log.open("wb") as stream:
        return subprocess.Popen(words, stdout=stream, stderr=subprocess.STDOUT, env=environment)


def waited(log: Path, pattern: str, many: int) -> list[str]:
    """Wait until a log says something so many times."""
    for _ in range(SECONDS * 5):
        found = re.findall(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if len(found) >= many:
            return found
        time.sleep(0.2)
    pytest.fail(f"Spark does not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
