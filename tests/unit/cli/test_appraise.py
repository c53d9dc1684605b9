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

CBA_KEYS = [
    *("npv_financial", "npv_economic", "bcr_economic", "irr_financial", "irr_economic", "switching"),
    *("p_npv_economic_positive", "quantiles", "reasons", "p_npv_financial_positive", "quantiles_financial"),
    *("present_values", "tornado"),
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


def test_costs_and_benefits_of_the_example(capsys: Screen) -> None:
    text = said(capsys, "cba", EXAMPLES / "cba.yaml")
    assert text in (DOCS / "how-to" / "weigh-costs-and-benefits.md").read_text(encoding="utf-8")
    answer = json.loads(said(capsys, "cba", EXAMPLES / "cba.yaml", "--json"))
    assert list(answer) == CBA_KEYS
    assert [each["name"] for each in answer["switching"]][3:] == ["fees", "new contracts"]
    assert list(answer["quantiles"]) == ["p5", "p50", "p95"]
    assert answer["npv_financial"] == pytest.approx(-12000 + 6600 / 1.04 + 6600 / 1.04**2)
    assert said(capsys, "cba", EXAMPLES / "cba.yaml", "--json") == json.dumps(answer, indent=2) + "\n"


def test_what_cannot_be_told_is_null_with_a_reason(tmp_path: Path, capsys: Screen) -> None:
    flow = "{name: fees, kind: benefit, accounts: [financial], amounts: [5]}"
    (path := tmp_path / "cba.yaml").write_text(f"discount: {{financial: 0, social: 0}}\nflows: [{flow}]\n", "utf-8")
    answer = json.loads(said(capsys, "cba", path, "--json"))
    assert list(answer) == CBA_KEYS
    assert [key for key in CBA_KEYS if answer[key] is None] == [
        *("npv_economic", "bcr_economic", "irr_financial", "irr_economic", "p_npv_economic_positive", "quantiles")
    ]
    assert said(capsys, "cba", path).endswith(
        "- financial account: no rate of return, its net amounts never change sign\n"
        "- economic account: no flow belongs to it\n"
    )


@pytest.mark.parametrize("command", ["price", "cba"])
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
