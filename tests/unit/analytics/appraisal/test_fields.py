"""Whatever is wrong with a declaration is told in one sentence, with file, line and key."""

from pathlib import Path

import pytest

from beffroi.analytics.appraisal.fields import MOST_BYTES, parse_part, read_part
from beffroi.analytics.appraisal.price.reading import EXAMPLE, parse_case
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_case("p.yaml", text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("6000", ".nan", "line 1, costs.fixed: “.nan” is not a number"),
        ("6000", ".inf", "line 1, costs.fixed: “.inf” is not a number"),
        ("6000", "1e400", "line 1, costs.fixed: 1e400 is above 1,000,000,000,000; write 1,000,000,000,000 or less"),
        ("6000", "5e-324", "line 1, costs.fixed: 5e-324 is too close to zero; write 0 or a larger number"),
        ("6000", "-6000", "line 1, costs.fixed: -6000 is below 0; write 0 or more"),
        ("6000", "'6000'", "line 1, costs.fixed: “6000” is not a number; write one like 12.5, without quotation marks"),
        ("6000", "six", "line 1, costs.fixed: “six” is not a number"),
        ("6000", "1:30", "line 1, costs.fixed: “1:30” is not a number"),
        ("6000", "0x1F", "line 1, costs.fixed: “0x1F” is not a number"),
        ("6000", "٣", "line 1, costs.fixed: “٣” is not a number"),
        ("6000", "9" * 100_000, "line 1, costs.fixed: 9999999999999999999999999999999999999999… is above"),
        ("6000", "[6000]", "line 1, costs.fixed: one value is wanted here, not a list"),
        ("6000", "", "line 1, costs.fixed: the key is absent or empty; write it"),
        ("fixed: 6000, ", "", "line 1, costs.fixed: the key is absent or empty"),
        ("fixed:", "fix:", "line 1, costs.fix: the key is not known here; there are fixed, variable"),
        ("{fixed: 6000, variable: 80}", "6000", "line 1, costs: keys and values are wanted here, with fixed, variable"),
        ("{fixed: 6000", "{? [a] : 1, fixed: 6000", "line 1, costs: the key is not known here"),
        ("variable: 80", "fixed: 80", "line 1: the key 'fixed' stands twice"),
        ("capacity: 40", "capacity: 0", "line 2, capacity: 0 is below 1"),
        ("capacity: 40", "capacity: 40.5", "line 2, capacity: 40.5 is not whole; write a whole number"),
        ("capacity: 40", "capacity: 29", "line 3, take_up: the optimistic take-up is larger than the capacity"),
        ("pessimistic: 12", "pessimistic: 0", "line 3, take_up.pessimistic: 0 is below 1"),
        ("pessimistic: 12", "pessimistic: 21", "line 3, take_up: the take-up is out of order"),
        ("fee_share: 0.5", "fee_share: 50", "line 4, membership.fee_share: 50 is above 1; write 1 or less"),
        ("[0, 1, 2]", "[0, 1.5, 2]", "line 4, membership.uses_per_year.2: 1.5 is not whole"),
        ("[0, 1, 2]", "[0, -1, 2]", "line 4, membership.uses_per_year.2: -1 is below 0"),
        ("[0, 1, 2]", "3", "line 4, membership.uses_per_year: a list is wanted here"),
        ("0.75", "75", "line 5, protect_share: 75 is above 1"),
        ("cheap: 150", "cheap: soon", "line 6, survey.1.cheap: “soon” is not a number"),
        ("cheap: 150", "dear: 150", "line 6, survey.1.dear: the key is not known here"),
        (
            "survey: [",
            "state_aid: perhaps\nsurvey: [",
            "line 6, state_aid: “perhaps” is not known here; write true / fal",
        ),
        ("survey: [", "draws: 5\nsurvey: [", "line 6, draws: 5 is below 100"),
        ("survey: [", "seed: -1\nsurvey: [", "line 6, seed: -1 is below 0"),
        ("costs:", "&a [*a]\ncosts:", "this is not YAML"),
        (EXAMPLE, "[1, 2]", "p.yaml: keys and values are wanted here, with costs, capacity"),
        (EXAMPLE, "--- a\n--- b\n", "this is not YAML"),
        (EXAMPLE, "[" * 2_000, "p.yaml: this YAML cannot be read"),
        ("survey: [", "gabor_granger: [{price: 9, would_buy: 3, asked: 2}]\nsurvey: [", "1.would_buy: more would buy"),
        (
            "survey: [",
            f"gabor_granger: [{', '.join(['{price: 9, would_buy: 1, asked: 2}'] * 2)}]\nsurvey: [",
            "2.price: ",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, said: str) -> None:
    assert EXAMPLE.count(old) >= 1
    found = refused(EXAMPLE.replace(old, new, 1))
    assert said in found
    assert found.startswith("p.yaml")
    assert len(found) < 300


def test_refusals_can_be_said_in_another_language() -> None:
    with pytest.raises(InputError) as caught:
        parse_case("p.yaml", EXAMPLE.replace("6000", "-1"))
    assert isinstance(caught.value.args[0], Message)


def test_aliases_are_read_where_they_stand_and_never_multiply() -> None:
    row = "{too_cheap: 1, cheap: 2, expensive: 3, too_expensive: 4}"
    case = parse_case("p.yaml", EXAMPLE.replace("survey: [", f"survey: [&r {row}, *r, "))
    assert len(case.survey) == 3
    bomb = "a0: &a0 [1, 1]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert "a0: the key is not known here" in refused(EXAMPLE + bomb)


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (path := tmp_path / "big.yaml").write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(InputError, match=r"larger than 1 MB; shorten it, a survey by a sample of its answers\.$"):
        read_part(path, ["costs"])
    with pytest.raises(InputError, match=r"uses: there are more than 3 entries; take a sample of them\.$"):
        parse_part("p.yaml", "uses: [1, 1, 1, 1]", ["uses"]).numbers("uses", 3)


def test_texts_and_words() -> None:
    part = parse_part("p.yaml", "a: \" two\n  wor\\eds \"\nb: [x, y]\nc: [x, x]\nd: []\ne: ''\nf: z", list("abcdef"))
    assert part.phrase("a") == "two words"
    assert part.choices("b", ("x", "y")) == ("x", "y")
    for key, said in (("c", "each once"), ("d", "at least one"), ("f", "a list is wanted")):
        with pytest.raises(InputError, match=said):
            part.choices(key, ("x", "y"))
    with pytest.raises(InputError, match="write a text of 1 to 200 signs"):
        part.phrase("e")
    with pytest.raises(InputError, match="“z” is not known here; write x / y"):
        part.choice("f", ("x", "y"))
