"""`beffroi monitor diagnose` as a user meets it: text, object, months, and every way to give it the wrong thing."""

import json
from pathlib import Path
from typing import Any

import pytest

from beffroi.analytics.results import gathering
from beffroi.analytics.results.diagnosis import diagnose
from beffroi.analytics.results.reading import read_results
from beffroi.cli.main import main
from beffroi.reporting.language import Language

Screen = pytest.CaptureFixture[str]
DOCS = Path(__file__).resolve().parents[3] / "docs"
EXAMPLE = DOCS / "examples" / "results.yaml"
HEAD = "nodes: [{id: a, kind: input}, {id: b, kind: output}]\n"
NONE = "indicators: []\n"
FTE = (
    "  - {id: fte, node: a, polarity: up, baseline: {at: 2021-12, value: 0}, target: {at: 2023-12, value: 2.5},\n"
    "     band: 0.1, measurements: [{at: 2022-12, value: 0.5}, {at: 2023-12, value: 0.5}],\n"
    "     peers: [{name: Saxony, baseline: {at: 2021-12, value: 0}, target: {at: 2023-12, value: 2},\n"
    "       measurements: [{at: 2023-12, value: 0.4}]}]}\n"
)
ISSUE = f"{HEAD}links: [{{from: a, to: b}}]\nindicators:\n{FTE}"


def ended(screen: Screen, *arguments: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as caught:
        main(["monitor", "diagnose", *map(str, arguments)])
    assert isinstance(caught.value.code, int)
    said = screen.readouterr()
    return caught.value.code, said.out + said.err


def answer(screen: Screen, *arguments: str | Path) -> dict[str, Any]:
    main(["monitor", "diagnose", *map(str, arguments), "--json"])
    found = json.loads(screen.readouterr().out)
    assert list(found) == ["verdicts", "alerts", "sources"]
    return dict(found)


def written(folder: Path, text: str | bytes, name: str = "results.yaml") -> Path:
    (path := folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_object_holds_verdicts_alerts_and_sources(tmp_path: Path, capsys: Screen) -> None:
    found = answer(capsys, written(tmp_path, ISSUE), "--at", "2023-12")
    assert found["verdicts"] == [
        {"indicator": "fte", "node": "a", "status": "off_track", "expected": 2.5, "actual": 0.5}
    ]
    assert found["alerts"] == [{"indicator": "fte", "node": "a", "status": "off_track"}]
    [source] = found["sources"]
    because = source.pop("because")
    assert source == {"node": "a", "kind": "context", "alerts": [], "path": ["a"]}
    assert all(sentence.endswith(".") for sentence in because)


@pytest.mark.parametrize(
    ("at", "status", "expected", "actual"),
    [
        ("2023-12-31", "off_track", 2.5, 0.5),
        ("2023", "off_track", 2.5, 0.5),
        ("2023-11", "off_track", 2.39583333333, 0.5),
        ("2022-12", "off_track", 1.25, 0.5),
        ("2021-12", "no_data", 0.0, None),
        ("2015-01", "no_data", 0.0, None),
        ("2024-12", "off_track", 2.5, 0.5),
        ("2025-01", "no_data", 2.5, None),
    ],
)
def test_the_month_may_be_chosen(
    at: str, status: str, expected: float, actual: float | None, tmp_path: Path, capsys: Screen
) -> None:
    [found] = answer(capsys, written(tmp_path, ISSUE), "--at", at)["verdicts"]
    assert (found["status"], found["expected"], found["actual"]) == (status, expected, actual)


def test_without_a_month_it_is_the_last_measured(tmp_path: Path, capsys: Screen) -> None:
    path = written(tmp_path, ISSUE)
    assert answer(capsys, path) == answer(capsys, path, "--at", "2023-12")


def test_the_guide_prints_what_the_command_says(capsys: Screen) -> None:
    main(["monitor", "diagnose", str(EXAMPLE), "--at", "2023-12"])
    assert capsys.readouterr().out in (DOCS / "how-to" / "diagnose-results.md").read_text(encoding="utf-8")


def test_all_on_track_and_nothing_measured_are_said(tmp_path: Path, capsys: Screen) -> None:
    main(["monitor", "diagnose", str(written(tmp_path, ISSUE.replace("2.5}", "0.5}")))])
    assert capsys.readouterr().out == "2023-12; indicators: 1, all on track.\n"
    main(["monitor", "diagnose", str(written(tmp_path, HEAD + NONE, "none.YML"))])
    assert capsys.readouterr().out == "No indicators; nothing to hold against a path.\n"


def test_reasons_can_be_said_in_french() -> None:
    french = Language("fr")
    said = [french.message(each) for each in diagnose(read_results(EXAMPLE)).sources[0].because]
    assert said[0].startswith("Full-time equivalents est à 0,5 au lieu de 2,5")
    assert "Staff of the unit\u00a0» est un moyen" in said[-1].replace("\u202f", "\u00a0")


def point(**changes: str) -> str:
    """An indicator with some of its parts changed."""
    parts = {
        "id": "i",
        "node": "a",
        "baseline": "{at: 2021-12, value: 0}",
        "target": "{at: 2023-12, value: 1}",
    } | changes
    return HEAD + "indicators:\n- {" + ", ".join(f"{key}: {value}" for key, value in parts.items() if value) + "}\n"


BAD = {
    "nothing in it": (b"", "the file is empty"),
    "comments only": (b"# soon\n", "there is no key nodes; add it"),
    "binary": (b"\x00\x01\xff\xfe\x80", "not UTF-8"),
    "signs that YAML forbids": (b"a: \x01\n", "this is not YAML"),
    "broken YAML": (b"nodes: [\n- {id: a\n", "this is not YAML"),
    "nested in brackets without end": (b"nodes: " + b"[" * 1_000_000, "line 1: lists and mappings stand inside"),
    "nested in blocks without end": (b"nodes:\n" + b"- " * 20_000, "line 2: lists and mappings stand inside"),
    "two documents": (b"nodes: []\nindicators: []\n---\na: 1\n", "line 3: a second document begins"),
    "an unknown alias": (b"nodes: *x\n", "line 1: nothing before is called"),
    "a list at the top": (b"- {id: a}\n", "there is no key nodes"),
    "a word at the top": (b"soon\n", "there is no key nodes"),
    "no indicators": (HEAD, "there is no key indicators"),
    "an unknown part": (HEAD + NONE + "link: []\n", "line 3, link: the key is not known here; there are nodes"),
    "a key twice": (HEAD + "nodes: []\n", "line 2: the key “nodes” stands twice"),
    "a list for a key": (HEAD + "? [a]\n: b\n", "line 2: a key is one word"),
    "nodes that are a text": ("nodes: soon\n" + NONE, "line 1, nodes: a list is wanted here"),
    "a node that is a text": ("nodes: [a]\n" + NONE, "line 1, nodes: keys and values are wanted"),
    "a node without id": ("nodes:\n- {kind: input}\n" + NONE, "line 2, id: nothing stands here"),
    "a node without kind": ("nodes:\n- {id: a}\n" + NONE, "line 2, kind: nothing stands here"),
    "an unknown kind": (
        "nodes:\n- {id: a, kind: goal}\n" + NONE,
        "“goal” is not known here; there are input, activity",
    ),
    "a node twice": (
        "nodes:\n- {id: a, kind: input}\n- {id: a, kind: input}\n" + NONE,
        "3, id: a stands already on line 2",
    ),
    "a link from nowhere": (HEAD + NONE + "links:\n- {from: x, to: b}\n", "line 4, from: there is no node x"),
    "a link without end": (HEAD + NONE + "links: [{from: a}]\n", "line 3, to: nothing stands here"),
    "a link to itself": (HEAD + NONE + "links: [{from: a, to: a}]\n", "line 3, links: a leads to itself"),
    "a circle": (
        HEAD + NONE + "links:\n- {from: a, to: b}\n- {from: b, to: a}\n",
        "line 5, links: a, b lead to each other in a circle",
    ),
    "an indicator nowhere": (point(node="x"), "line 3, node: there is no node x"),
    "an indicator twice": (point() + point().splitlines()[-1] + "\n", "line 4, id: i stands already on line 3"),
    "no baseline": (point(baseline=""), "line 3, baseline: nothing stands here"),
    "a number for a target": (point(target="5"), "line 3, target: keys and values are wanted"),
    "a target too early": (point(target="{at: 2021-12, value: 1}"), "line 3, i: the target (2021-12) does not come"),
    "an unknown polarity": (point(polarity="high"), "“high” is not known here; there are up, down"),
    "a band beyond 1": (point(band="10"), "the band is a share"),
    "a negative band": (point(band="-0.1"), "the band is a share"),
    "no month": (point(baseline="{at: soon, value: 0}"), "line 3, at: “soon” is no month"),
    "a day that is none": (point(baseline="{at: 2021-02-30, value: 0}"), "“2021-02-30” is no month"),
    "a list for a month": (point(baseline="{at: [2021], value: 0}"), "line 3, at: one value is wanted"),
    "no value": (point(measurements="[{at: 2022-01, value: }]"), "line 3, value: nothing stands here"),
    "no number": (point(measurements="[{at: 2022-01, value: much}]"), "“much” is not a number"),
    "not a number": (point(measurements="[{at: 2022-01, value: .nan}]"), "“.nan” is not a number"),
    "infinite": (point(measurements="[{at: 2022-01, value: .inf}]"), "“.inf” is not a number"),
    "too large": (point(measurements="[{at: 2022-01, value: 1e400}]"), "too large a number"),
    "a long number": (point(measurements="[{at: 2022-01, value: " + "9" * 5_000 + "}]"), "longer than 500 signs"),
    "a month twice": (
        point(measurements="[{at: 2022-01, value: 1},\n {at: 2022-01-15, value: 1}]"),
        "line 4, measurements: 2022-01 stands twice",
    ),
    "a milestone outside": (
        point(path="[{at: 2024-01, value: 1}]"),
        "line 3, i: the milestone of 2024-01 lies outside",
    ),
    "a peer without name": (point(peers="[{baseline: {at: 2020, value: 1}}]"), "line 3, name: nothing stands here"),
    "a peer without path": (point(peers="[{name: X}]"), "baseline: nothing stands here"),
    "more than one mistake": ("nodes: [{}, {}]\n" + NONE, "Mistakes in all: 4."),
    "mistakes without end": ("nodes: [" + "{}," * 2_000 + "]\n" + NONE, "There are more than 1000 mistakes."),
    "too many nodes": ("nodes: [" + "{id: a, kind: input}," * 5_001 + "]\n" + NONE, "more than 5000"),
    "a huge file": (b"#" * (32 * 1_048_576 + 1), "larger than 32 MB"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_ends_with_2_and_one_sentence(case: str, tmp_path: Path, capsys: Screen) -> None:
    content, sentence = BAD[case]
    path = written(tmp_path, content)
    code, said = ended(capsys, path)
    assert code == 2
    assert said.startswith(f"beffroi: {path}")
    assert said.count("\n") == 1
    assert sentence in said


def test_aliases_that_multiply_are_given_up(tmp_path: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_RECORDS", 2_000)
    many = ", ".join(f"{{at: {2000 + at}, value: 1}}" for at in range(100))
    peers = ", ".join(["{name: X, measurements: *m}"] * 50)
    code, said = ended(capsys, written(tmp_path, point(measurements=f"&m [{many}]", peers=f"[{peers}]")))
    assert (code, "there are too many values in it; divide the file" in said) == (2, True)
    code, said = ended(capsys, written(tmp_path, "nodes: &a [*a]\nindicators: *a\n"))
    assert (code, "keys and values are wanted here" in said) == (2, True)


def test_other_calls_end_with_2(tmp_path: Path, capsys: Screen) -> None:
    path = written(tmp_path, ISSUE)
    assert ended(capsys, path, "--at", "soon") == (
        2,
        "beffroi: --at: “soon” is no month from 1900 to 2200; write it as 2023-12.\n",
    )
    assert ended(capsys, tmp_path / "absent.yaml")[0] == 2
    assert ended(capsys, tmp_path)[0] == 2
    code, said = ended(capsys, written(tmp_path, ISSUE, "results.json"))
    assert (code, "results are read from .yaml" in said) == (2, True)
