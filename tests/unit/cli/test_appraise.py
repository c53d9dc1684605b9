"""`beffroi appraise` as a user meets it: text, objects, exit codes."""

import json
from pathlib import Path

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
DOCS = Path(__file__).resolve().parents[3] / "docs"
EXAMPLES = DOCS / "examples"
PRICE_KEYS = [
    *("floor_cost", "floor_members", "ceiling", "recommended", "expected", "members_at_risk", "breakeven_leavers"),
    *("viable", "dropped_answers", "intervals", "reasons", "members_never_using", "demand"),
]


def said(screen: Screen, *arguments: str | Path) -> str:
    main(["appraise", *map(str, arguments)])
    return screen.readouterr().out


def test_the_price_of_the_example(capsys: Screen) -> None:
    text = said(capsys, "price", EXAMPLES / "price.yaml")
    assert text in (DOCS / "how-to" / "price-a-service.md").read_text(encoding="utf-8")
    answer = json.loads(said(capsys, "price", EXAMPLES / "price.yaml", "--json"))
    assert list(answer) == PRICE_KEYS
    assert (answer["floor_cost"], answer["floor_members"], answer["ceiling"]) == (260, 280, 310)
    assert answer["recommended"] == {"low": 280, "high": 310}
    assert answer["expected"] == {"price": 295, "take_up": 20, "revenue": 5900, "margin": 2140}
    assert (answer["viable"], answer["dropped_answers"], answer["reasons"]) == (True, 1, [])


def test_no_viable_price_keeps_every_key(tmp_path: Path, capsys: Screen) -> None:
    text = (EXAMPLES / "price.yaml").read_text(encoding="utf-8").replace("fixed: 2160", "fixed: 9000")
    (path := tmp_path / "price.yaml").write_text(text, encoding="utf-8")
    answer = json.loads(said(capsys, "price", path, "--json"))
    assert list(answer) == PRICE_KEYS
    assert (answer["viable"], answer["recommended"], answer["expected"], answer["members_at_risk"]) == (
        False,
        None,
        None,
        None,
    )
    assert said(capsys, "price", path).endswith(
        "\nNo viable price.\n"
        "- no viable price: the costs ask for at least 830.00, others would pay 310.00 at the most\n"
    )


@pytest.mark.parametrize("command", ["price"])
def test_bad_input_ends_with_2_and_one_sentence(command: str, tmp_path: Path, capsys: Screen) -> None:
    for content in (None, "", "- 1\n", "costs: {fixed: abc}\n", "costs: [", "\x00"):
        path = tmp_path / "bad.yaml"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_text(content, encoding="utf-8")
        with pytest.raises(SystemExit) as caught:
            main(["appraise", command, str(path)])
        screen = capsys.readouterr()
        assert caught.value.code == 2
        assert screen.out == ""
        assert screen.err.startswith(f"beffroi: {path}")
        assert screen.err.count("\n") == 1
