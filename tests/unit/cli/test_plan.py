"""`beffroi plan check` as a user meets it: text, objects, exit codes, and every way to give it the wrong thing."""

import json
from pathlib import Path

import pytest

from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.writing import to_csv, to_xlsx
from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
SOUND = "action_plan:\n  - {id: A1, start: 2020-01, end: 2020-05, owners: [SPW]}\n"


def ended(screen: Screen, *arguments: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as caught:
        main(["plan", "check", *map(str, arguments)])
    assert isinstance(caught.value.code, int)
    said = screen.readouterr()
    return caught.value.code, said.out + said.err


def test_a_sound_plan_ends_with_0(tmp_path: Path, capsys: Screen) -> None:
    (path := tmp_path / "plan.yaml").write_text(SOUND, encoding="utf-8")
    main(["plan", "check", str(path)])
    assert capsys.readouterr().out == "1 action; nothing to mend.\n"
    main(["plan", "check", str(path), "--json"])
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize("name", ["plan.yaml", "plan.csv"])
def test_findings_end_with_1_and_say_what_to_do(name: str, capsys: Screen) -> None:
    code, said = ended(capsys, EXAMPLES / name)
    assert code == 1
    assert "A4 has no dates [no_dates]\n    Give it a start and an end.\n" in said
    assert said.endswith("7 actions; to mend: 7, at A2, A4, B1, B2, B3.\n")


def test_objects_hold_code_action_message_and_remedy(capsys: Screen) -> None:
    code, said = ended(capsys, EXAMPLES / "plan.yaml", "--json")
    found = json.loads(said)
    assert code == 1
    assert [tuple(each) for each in found] == [("code", "action", "message", "remedy")] * 7
    assert [(each["code"], each["action"]) for each in found] == [
        ("starts_before_predecessor_ends", "A2"),
        ("no_dates", "A4"),
        ("cycle", "B1"),
        ("no_owner", "B1"),
        ("cycle", "B2"),
        ("stated_differently", "B2"),
        ("cycle", "B3"),
    ]


def test_the_guide_prints_what_the_command_says(tmp_path: Path, capsys: Screen) -> None:
    (path := tmp_path / "guide.yaml").write_text(guide_plan(), encoding="utf-8")
    code, said = ended(capsys, path)
    guide = (EXAMPLES.parent / "how-to" / "check-a-plan.md").read_text(encoding="utf-8")
    assert code == 1
    assert said in guide


def guide_plan() -> str:
    """The plan that the guide prints."""
    guide = (EXAMPLES.parent / "how-to" / "check-a-plan.md").read_text(encoding="utf-8")
    return guide.split("```yaml\n")[1].split("```")[0]


def test_a_workbook_is_checked_too(tmp_path: Path, capsys: Screen) -> None:
    action = PlannedAction("A1", start=PartialDate(2020, 5), end=PartialDate(2020, 4), owners=("SPW",))
    (path := tmp_path / "plan.XLSX").write_bytes(to_xlsx(Plan((action,))))
    code, said = ended(capsys, path)
    assert (code, said.splitlines()[0]) == (1, "A1 ends (2020-04) before it starts (2020-05) [end_before_start]")


BAD = {
    "nothing in it": ("plan.yaml", b"", "the file is empty"),
    "spaces only": ("plan.csv", b" \n\n", "the file is empty"),
    "another ending": ("plan.docx", b"x", "plans are read from .yaml, .csv and .xlsx"),
    "no ending": ("plan", b"x", "plans are read from"),
    "binary": ("plan.yaml", b"\x00\x01\xff\xfe\x80", "not UTF-8"),
    "signs that YAML forbids": ("plan.yaml", b"a: \x01\n", "this is not YAML"),
    "binary as CSV": ("plan.csv", b"id\nA\x00\x01\n", "signs here belong to no text"),
    "binary as XLSX": ("plan.xlsx", b"PK\x03\x04 no archive", "damaged or not what its ending says"),
    "another encoding": ("plan.yaml", "action_plan: [{id: é}]".encode("latin-1"), "line 1: not UTF-8 text"),
    "broken YAML": ("plan.yaml", b"action_plan: [\n- {id: A1\n", "line 2: this is not YAML"),
    "nested without end": ("plan.yaml", b"action_plan: " + b"[" * 20_000, "YAML"),
    "no plan": ("plan.yaml", b"meta: {}\n", "there is no key action_plan"),
    "a list at the top": ("plan.yaml", b"- {id: A1}\n", "there is no key action_plan"),
    "a text for a plan": ("plan.yaml", b"action_plan: soon\n", "line 1, action_plan: write the actions as a list"),
    "no action": ("plan.yaml", b"action_plan: []\n", "there is no action in it"),
    "an action that is a text": ("plan.yaml", b"action_plan: [A1]\n", "line 1, action_plan: an action is written as"),
    "a key twice": ("plan.yaml", b"action_plan:\n- id: A1\n  id: A2\n", "line 3: the key 'id' stands twice"),
    "an unknown key": (
        "plan.yaml",
        b"action_plan:\n- id: A1\n  ower: [B]\n",
        "line 3, ower: the key is not known",
    ),
    "an id twice": ("plan.yaml", b"action_plan:\n- id: A1\n- id: A1\n", "line 3, id: A1 stands already at 2"),
    "no id": ("plan.yaml", b"action_plan:\n- {start: 2020}\n", "line 2, id: an action has no identifier"),
    "no date": ("plan.yaml", b"action_plan:\n- {id: A, end: 2020-02-30}\n", "2, end: “2020-02-30” is no date"),
    "a list for a date": ("plan.yaml", b"action_plan:\n- {id: A, end: [2020]}\n", "line 2, end: one value is wanted"),
    "neither yes nor no": ("plan.yaml", b"action_plan:\n- {id: A, milestone: 7}\n", "neither yes nor no"),
    "a statement of nothing": ("plan.yaml", b"action_plan:\n- {id: A, stated_elsewhere: [{where: x}]}\n", "say which"),
    "more than one mistake": ("plan.yaml", b"action_plan:\n- {}\n- {}\n- {}\n", "Mistakes in all: 3."),
    "a heading twice": ("plan.csv", b"id,ID\nA,B\n", "stands twice"),
    "an unknown column": ("plan.csv", b"id,ower\nA,B\n", "is not known here; there are id, action, group"),
    "no column of identifiers": ("plan.csv", b"start\n2020\n", "column id is absent"),
    "a heading alone": ("plan.csv", b"id,start\n", "there is no action in it"),
    "a cell too many": ("plan.csv", b"id,start\nA,2020,x\n", "row 2, column 3: there are more cells than headings"),
    "a bad date in a row": ("plan.csv", b"id;start\nA;soon\n", "row 2, column start:"),
    "an id twice in rows": ("plan.csv", b"id\nA\nB\nA\n", "row 4, column id: A stands already at 2"),
    "a huge file": ("plan.csv", b"id\n" + b"x" * 5 * 1_048_576, "larger than 5 MB"),
    "too many actions": ("plan.csv", b"id\n" + b"".join(b"%d\n" % at for at in range(20_001)), "more than 20000"),
    "an identifier that would not come back": ("plan.yaml", b"action_plan: [{id: 'A;B'}]\n", "holds a separator"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_ends_with_2_and_one_sentence(case: str, tmp_path: Path, capsys: Screen) -> None:
    name, content, sentence = BAD[case]
    (path := tmp_path / name).write_bytes(content)
    code, said = ended(capsys, path)
    assert code == 2
    assert said.startswith(f"beffroi: {path}")
    assert said.count("\n") == 1
    assert sentence in said


def test_what_is_no_file_ends_with_2(tmp_path: Path, capsys: Screen) -> None:
    assert ended(capsys, tmp_path / "absent.yaml")[0] == 2
    code, said = ended(capsys, tmp_path)
    assert (code, "this is a folder" in said) == (2, True)


def test_a_plan_may_come_from_another_program(tmp_path: Path, capsys: Screen) -> None:
    text = "Identifiant;Début;Fin;Responsables;Après\nA1;01/2020;31/05/2020;Région;\nA2;01/06/2020;2020;Région;A1\n"
    (path := tmp_path / "plan.csv").write_bytes(text.encode("cp1252"))
    main(["plan", "check", str(path)])
    assert "nothing to mend" in capsys.readouterr().out


def test_a_table_that_was_written_is_the_plan_again(tmp_path: Path, capsys: Screen) -> None:
    action = PlannedAction("=1+1", name="@SUM(A1)", start=PartialDate(2020), end=PartialDate(2020), owners=("-x", "+y"))
    text = to_csv(Plan((action,)))
    assert text.splitlines()[1].startswith("'=1+1,'@SUM(A1),")
    (path := tmp_path / "plan.csv").write_text(text, encoding="utf-8")
    main(["plan", "check", str(path), "--json"])
    assert json.loads(capsys.readouterr().out) == []
