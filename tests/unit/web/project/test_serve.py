"""`beffroi serve` answers, and ends with everything it started; what it cannot do is one sentence."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.migrated import copy_to
from tests.unit.web.project.place import ROOT, Place

pytestmark = pytest.mark.own_place


@pytest.fixture
def serving(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", Place]]:
    """A site that serves at a free port, ended at the latest with the test."""
    place = Place(tmp_path)
    if getattr(request, "param", "") == "prepared":
        copy_to(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "beffroi", "serve", "--port", "0"],
        env=place.environment(DISPLAY="", WAYLAND_DISPLAY=""),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, place
    finally:
        process.terminate()
        process.communicate(timeout=60)


def address_of(process: "subprocess.Popen[str]") -> str:
    """The address that is printed when the site is ready."""
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if found := re.search(r"http://localhost:\d+/", line):
            return found.group()
    raise AssertionError("".join(seen))


def children_of(pid: int) -> set[int]:
    """The processes below one, from the kernel's list."""
    found: set[int] = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found |= {child} | children_of(child)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the processes from /proc")
def test_the_site_answers_and_ends_whole(serving: tuple["subprocess.Popen[str]", Place]) -> None:
    process, place = serving
    address = address_of(process)
    with urlopen(f"{address}health/ready", timeout=60) as answer:  # noqa: S310 - our own address
        assert json.load(answer)["status"] == "ready"
    started = children_of(process.pid)
    assert len(started) >= 2
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0
    time.sleep(0.1)
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    assert {path.name for path in place.folder.iterdir()} == {"site"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
@pytest.mark.parametrize("serving", ["prepared"], indirect=True)
def test_killed_outright_it_leaves_nothing_running(serving: tuple["subprocess.Popen[str]", Place]) -> None:
    process, _place = serving
    address_of(process)
    started = children_of(process.pid)
    assert len(started) >= 2
    process.kill()
    process.wait()
    until = time.monotonic() + 30
    while running := [pid for pid in started if is_running(pid)]:
        assert time.monotonic() < until, running
        time.sleep(0.1)


def is_running(pid: int) -> bool:
    """Whether a process is there and not only waiting to be noticed as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_interrupted_while_it_prepares_it_says_so_once(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "beffroi", "serve", "--port", "0"],
        env=Place(tmp_path).environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.count("interrupted") == said.count("\n") == 1, said


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = Place(tmp_path).beffroi("serve", "--host", "127.0.0.1", "--port", str(port))
    assert done.returncode == 2
    assert done.stderr.startswith(f"beffroi: 127.0.0.1, port {port} cannot be used (address already in use)")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["--host", "0.0.0.0"], {}, "needs BEFFROI_HOSTS"),  # noqa: S104 - refused
        (["--host", "no.such.host.invalid"], {}, "is not an address of this machine"),
        (["--port", "99999"], {}, "invalid value for '--port'"),
        ([], {"BEFFROI_DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/b"}, "the database does not answer"),
        ([], {"BEFFROI_TIME_ZONE": "Mars"}, "BEFFROI_TIME_ZONE: 'Mars' is not a time zone"),
        ([], {"BEFFROI_DATA_DIR": __file__}, "cannot be made (Not a directory)"),
        ([], {"BEFFROI_DATABASE_URL": "nonsense"}, "BEFFROI_DATABASE_URL: this is not the address of a database"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    tmp_path: Path, arguments: list[str], variables: dict[str, str], said: str
) -> None:
    done = Place(tmp_path).beffroi("serve", "--port", "0", *arguments, **variables)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_of_the_site_s_commands_starts_nothing() -> None:
    for command in ("serve", "backup", "restore", "manage"):
        done = subprocess.run(
            [sys.executable, "-m", "beffroi", command, "--help"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "BEFFROI_DATABASE_URL": "nonsense", "PYTHONPATH": str(ROOT / "src")},
        )
        assert done.returncode == 0, done.stderr
        assert "Usage:" in done.stdout
