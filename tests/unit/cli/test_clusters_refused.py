"""What `beffroi clusters map` refuses: tables, rules, schemes that cannot be used, folders that cannot be written."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
HEADER = "region,sector,value\n"
TABLE = HEADER + "A,C10,90\nA,J62,10\nB,C10,10\nB,J62,90\n"
SCHEME = "scheme,sector,name,nace,traded\nmine,food,Food,C10;C11,traded\nmine,digital,Digital,J62,traded\n"
RULES = "id: own\nversion: 1\ntitle: Own\nsource: Our own\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, TABLE, "jobs.csv")
    return tmp_path


def write(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def words(folder: Path, *options: str) -> list[str]:
    return ["clusters", "map", "--employment", str(folder / "jobs.csv"), "--out", str(folder / "out"), *options]


def refused(screen: Screen, folder: Path, *options: str) -> str:
    """The one sentence of a map that is refused and leaves nothing behind."""
    with pytest.raises(SystemExit) as caught:
        main(words(folder, *options))
    assert caught.value.code == 2
    said = screen.readouterr()
    assert said.out == ""
    assert said.err.startswith("beffroi: ")
    assert said.err.count("\n") == 1
    assert not (folder / "out").is_dir()
    return said.err


TABLES = {
    "a column too many": (
        "region,sector,value,year\nA,x,1,2015\n",
        "line 1: column 'year' is not known here; take it out",
    ),
    "a column twice": ("region,sector,value,value\nA,x,1,2\n", "line 1: column 'value' stands twice"),
    "an empty region": (HEADER + ",x,1\n", "line 2, column region: the cell is empty"),
    "a decimal comma": (HEADER + 'A,x,"1,5"\n', "line 2, column value: '1,5' is not a number"),
    "an infinite number": (HEADER + "A,x,inf\n", "line 2, column value: 'inf' is not a number"),
    "a number too large": (HEADER + "A,x,1e999\n", "line 2, column value: '1e999' is not a number"),
    "an absent column": ("region,sector,jobs\nA,x,1\n", "column 'value' is absent; add the column, or rename one"),
    "a sum beyond all numbers": (HEADER + "A,x,1e308\nB,x,1e308\n", "column 'value': the numbers are too large"),
    "a header cell beyond all bounds": ("x" * 140_000 + ",b\n1,2\n", "line 1: this is not CSV (field larger"),
    "a header alone": (HEADER, "jobs.csv: there is a header but no row"),
    "nothing but blank lines": ("\n\n", "jobs.csv: the file is empty"),
    "a long row": (HEADER + "A,x,1,9\n", "line 2: 4 cells where the header has 3"),
    "a quote left open": (HEADER + 'A,"x,1\n', "line 2: this is not CSV"),
    "blank lines and line ends in quotes before": (HEADER + 'A,x,1\n\n"B\nC",x,1\nD,x,bad\n', "line 6, column value"),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table_that_cannot_be_used_is_refused_with_file_and_line(folder: Path, capsys: Screen, case: str) -> None:
    text, said = TABLES[case]
    path = write(folder, text, "jobs.csv")
    sentence = refused(capsys, folder)
    assert sentence.startswith(f"beffroi: {path}")
    assert said in sentence


def test_a_table_that_is_not_there_is_refused(folder: Path, capsys: Screen) -> None:
    (folder / "jobs.csv").unlink()
    assert "jobs.csv: no such file; check the path" in refused(capsys, folder)


RULES_REFUSED = {
    "both kinds of threshold": (RULES + "size: {top_share: 0.1, minimum: 2}\n", "size"),
    "neither kind of threshold": (RULES + "size: {}\n", "size"),
    "a share above one": (RULES + "size: {top_share: 1.5}\n", "size.top_share"),
    "an unknown dimension": (RULES + "luck: {minimum: 2}\n", "luck"),
    "no source": (RULES.replace("source: Our own\n", ""), "source"),
    "no dimension": (RULES, "no dimension is judged"),
    "a dimension twice": (RULES + "size: {minimum: 1}\nsize: {minimum: 2}\n", "line 6: the key 'size' stands twice"),
    "a date that is none": (RULES + "date: 2020-13-45\n", "cannot be read"),
    "nesting without end": ("[" * 20_000, "cannot be read"),
    "no YAML": ("id: [a\n", "not YAML"),
    "nothing but a sentence": ("a sentence\n", "rules.yaml"),
}


@pytest.mark.parametrize("case", RULES_REFUSED)
def test_rules_that_cannot_be_used_are_refused_with_file_and_key(folder: Path, capsys: Screen, case: str) -> None:
    text, said = RULES_REFUSED[case]
    path = write(folder, text, "rules.yaml")
    sentence = refused(capsys, folder, "--rules", str(path))
    assert sentence.startswith(f"beffroi: {path}")
    assert said in sentence


SCHEMES_REFUSED = {
    "neither traded nor local": (SCHEME.replace("J62,traded", "J62,yes"), "line 3, column traded: 'yes'"),
    "a sector without code": (SCHEME.replace("J62,", ","), "line 3, column nace: no code"),
    "a sector twice": (SCHEME + "mine,food,More food,C12,local\n", "line 4: scheme mine, sector food"),
    "two schemes in a file": (SCHEME + "other,x,X,C12,local\n", "line 4, column scheme: 'other'"),
    "an absent column": ("scheme,sector,name,nace\nmine,food,Food,C10\n", "line 1: column 'traded' is absent"),
}


@pytest.mark.parametrize("case", SCHEMES_REFUSED)
def test_a_scheme_that_cannot_be_used_is_refused_with_file_and_line(folder: Path, capsys: Screen, case: str) -> None:
    text, said = SCHEMES_REFUSED[case]
    path = write(folder, text, "scheme.csv")
    sentence = refused(capsys, folder, "--scheme", str(path))
    assert sentence.startswith(f"beffroi: {path}")
    assert said in sentence


def test_a_file_in_the_place_of_the_folder_is_left_alone(folder: Path, capsys: Screen) -> None:
    write(folder, "precious", "out")
    assert f"{folder / 'out'}: cannot be written" in refused(capsys, folder)
    assert (folder / "out").read_text(encoding="utf-8") == "precious"


def test_a_full_disk_leaves_the_earlier_files_as_they_were(
    folder: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(words(folder))
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert sorted(before) == ["lq.csv", "run.json", "totals.csv"]
    capsys.readouterr()
    write(folder, TABLE.replace("90", "80"), "jobs.csv")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SystemExit) as caught:
        main(words(folder))
    assert caught.value.code == 2
    assert "No space left on device" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == before


def test_a_process_of_its_own_ends_with_2_and_without_traceback(folder: Path) -> None:
    write(folder, HEADER + "A,x,-1\n", "jobs.csv")
    program = f"from beffroi.cli.main import main; main({words(folder)!r})"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("beffroi: ")
    assert not (folder / "out").exists()
