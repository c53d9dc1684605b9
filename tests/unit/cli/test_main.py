"""The command line as a whole: version, help, and mistakes in the call itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from beffroi import __version__

FULL = Path("/dev/full")


def beffroi(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    code = "from beffroi.cli.main import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, **options)  # type: ignore[call-overload, no-any-return]


def test_the_version_is_said() -> None:
    assert beffroi("--version").stdout == f"beffroi {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "no such command 'nope'; see 'beffroi --help'."),
        (["profile"], "missing argument 'REGION'; see 'beffroi profile --help'."),
        (["profile", "BE3", "--year", "abc"], "invalid value for '--year'"),
        (["profile", "BE3", "--lang", "de"], "is not one of 'en', 'fr'"),
        (["figures", "show"], "missing argument 'SERIES'"),
        (["figures", "list", "--nope"], "no such option"),
    ],
)
def test_a_mistake_in_the_call_is_one_sentence(arguments: list[str], said: str) -> None:
    answer = beffroi(*arguments)
    assert answer.returncode == 2
    assert answer.stderr.startswith("beffroi: ")
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, which this system does not have")
def test_a_full_disk_behind_standard_output_is_one_sentence() -> None:
    code = "from beffroi.cli.main import main; main()"
    with FULL.open("w") as full:
        answer = subprocess.run(
            [sys.executable, "-c", code, "figures", "list"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert answer.returncode == 2
    assert "no space is left" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_terminal_that_lacks_letters_shows_substitutes() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    answer = beffroi("figures", "show", "unemployment_rate", "--region", "EL51", "--year", "2015", env=environment)
    assert answer.returncode == 0
    assert "Traceback" not in answer.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "from beffroi.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "figures", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_a_request_to_end_leaves_nothing_half_written(tmp_path: Path) -> None:
    code = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "import beffroi.analytics.files as files\n"
        "files.os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGTERM)\n"
        "from beffroi.cli.main import main\n"
        "main(['profile', 'SE31', '--format', 'json', '--out', '.'])\n"
    )
    (tmp_path / "profile.json").write_text("earlier", encoding="utf-8")
    answer = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert answer.returncode == 2
    assert answer.stderr == "beffroi: interrupted; nothing was half-written; run the command again.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["profile.json"]
    assert (tmp_path / "profile.json").read_text(encoding="utf-8") == "earlier"
