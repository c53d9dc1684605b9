"""Territories: found under any code or name, read in tables of any vintage, never guessed."""

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.figures.store import Figures
from beffroi.figures.tables import read_parquet
from beffroi.figures.territories import Codes, find_peers, find_territory
from beffroi.figures.vintages import vintages

FIGURES = Figures.builtin()
OLD = Codes(read_parquet("unemployed")["region"].unique().to_list(), 2013)
NEW = Codes(read_parquet("gdp")["region"].unique().to_list(), 2021)


def in_words(codes: tuple[str, ...] | Message) -> str:
    """The reason; fails where there are codes."""
    assert isinstance(codes, Message), f"expected a reason, found {codes}"
    return codes


@pytest.mark.parametrize(
    ("old", "today"),
    [("FR30", "FRE1"), ("FR22", "FRE2"), ("FR24", "FRB0"), ("EL11", "EL51")],
)
def test_an_old_code_is_found_and_says_what_it_is_today(old: str, today: str) -> None:
    found = find_territory(old)
    assert found.code == old
    assert found.notes == (f"{old} is a code of NUTS {found.vintage}; today it is {today}",)
    assert found.same_place(find_territory(today))


@pytest.mark.parametrize(
    ("old", "parts", "whole"),
    [("LT00", "LT01, LT02", "LT0"), ("HU10", "HU11, HU12", "HU1"), ("PL12", "PL91, PL92", "PL9")],
)
def test_a_region_that_was_split_names_its_parts_and_the_whole(old: str, parts: str, whole: str) -> None:
    (note,) = find_territory(old).notes
    assert f"split into {parts}" in note
    assert f"the whole is {whole} today" in note


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("FR30", ("FR30",), ("FRE1",)),
        ("FRE1", ("FR3",), ("FRE1",)),
        ("FR22", ("FR22",), ("FRE2",)),
        ("FRE", ("FR22", "FR30"), ("FRE",)),
        ("FR22+FR30", ("FR22", "FR30"), ("FRE",)),
        ("LT00", ("LT00",), ("LT",)),
        ("LT01+LT02", ("LT",), ("LT",)),
        ("HU10", ("HU10",), ("HU1",)),
        ("HU11+HU12", ("HU1",), ("HU1",)),
        ("HR04", ("HR04",), ("HR02", "HR05", "HR06")),
        ("PL12", ("PL12",), ("PL9",)),
        ("Wallonia", ("BE3",), ("BE3",)),
    ],
)
def test_a_territory_is_read_under_the_codes_of_each_table_s_vintage(
    code: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    territory = find_territory(code)
    assert OLD.of(territory) == before
    assert NEW.of(territory) == after


@pytest.mark.parametrize("part", ["LT01", "HU11", "PL91", "HR05", "IE05", "UKM8", "NO0A"])
def test_a_part_of_a_region_that_was_split_is_never_guessed_from_the_whole(part: str) -> None:
    assert part in in_words(OLD.of(find_territory(part)))


@pytest.mark.parametrize(
    ("code", "larger"), [("FR30", "FRE"), ("FR22", "FRE"), ("BE35", "BE3"), ("FRE1", "FRE"), ("UKM7", "UKM")]
)
def test_a_region_that_a_table_holds_only_inside_a_larger_one_says_in_which(code: str, larger: str) -> None:
    scoreboard = Codes(read_parquet("ris")["region"].unique().to_list(), 2021)
    said = in_words(scoreboard.of(find_territory(code)))
    assert said == f"this table (NUTS 2021) holds {code} only as part of {larger}"


@pytest.mark.parametrize("moved", ["IE01", "NO01", "NO05", "UKM2", "UKM7", "SI01"])
def test_a_region_whose_border_moved_has_no_equivalent_and_says_so(moved: str) -> None:
    assert moved in in_words(NEW.of(find_territory(moved)))


@pytest.mark.parametrize("code", ["NL35", "NL36", "PT19", "PT1A", "PT1C"])
def test_what_is_new_in_2024_is_not_taken_for_a_region_of_the_same_name(code: str) -> None:
    assert code in in_words(NEW.of(find_territory(code)))


@pytest.mark.parametrize("code", ["NL35", "NL36", "PT19", "PT1A", "PT1B", "PT1C", "PT1D"])
def test_what_is_new_in_2024_says_that_the_step_from_2021_is_not_held(code: str) -> None:
    step = "its relation to the codes of NUTS 2021 is not held here"
    assert in_words(NEW.of(find_territory(code))) == f"{code} is not in this table (NUTS 2021); {step}"
    assert step in in_words(OLD.of(find_territory(f"BE3+{code}")))


@pytest.mark.parametrize("code", ["NL31", "NL33", "PT16", "PT17", "PT18"])
def test_what_ended_with_2021_says_that_the_step_to_2024_is_not_held(code: str) -> None:
    step = "its relation to the codes of NUTS 2024 is not held here"
    (note,) = find_territory(code).notes
    assert note == f"{code} is a code of NUTS 2021; {step}"
    assert step in in_words(Codes(["NL35", "PT19", "BE3"], 2024).of(find_territory(code)))
    assert NEW.of(find_territory(code)) == (code,)


@pytest.mark.parametrize("code", ["BA01", "XK00", "UKI3", "CZ01", "BE35"])
def test_what_2024_did_not_change_has_no_such_step(code: str) -> None:
    assert "relation" not in in_words(Codes(["FR1"], 2021).of(find_territory(code)))


@pytest.mark.parametrize(("code", "parts"), [("UKI1", "UKI3, UKI4"), ("UKI2", "UKI5, UKI6, UKI7")])
def test_a_region_that_was_split_says_so_where_a_table_lacks_its_parts(code: str, parts: str) -> None:
    said = in_words(NEW.of(find_territory(code)))
    assert said == f"{code} is not in this table (NUTS 2021); it was split into {parts}"


def test_czechia_keeps_its_code_in_every_vintage() -> None:
    assert [node.vintage for node in vintages().nodes("CZ")] == [2024, 2021, 2016, 2013, 2010]
    assert OLD.of(find_territory("CZ")) == ("CZ",)
    assert vintages().nodes("CZZ") == []


@pytest.mark.parametrize("code", ["IE", "UKM", "NL3", "PT1", "NO", "HR", "PL"])
def test_a_parent_keeps_its_code_through_changes_inside_it(code: str) -> None:
    assert OLD.of(find_territory(code)) == (code,)


def test_the_regions_of_a_table_inside_a_territory_are_found() -> None:
    assert OLD.inside(find_territory("Wallonia")) == ("BE31", "BE32", "BE33", "BE34", "BE35")
    assert OLD.inside(find_territory("Hauts-de-France")) == ("FR22", "FR30")
    assert OLD.inside(find_territory("HU11")) == ()


def test_the_same_code_with_other_borders_is_another_place() -> None:
    eastern_scotland, its_successor = find_territory("UKM2"), find_territory("UKM7")
    assert not eastern_scotland.same_place(its_successor)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("wallonie", "BE3"),
        (" WALLONIA ", "BE3"),
        ("be3", "BE3"),
        ("liege", "BE33"),
        ("Saxe", "DED"),
        ("north-middle sweden", "SE31"),
        ("Lituanie", "LT"),
        ("Grèce", "EL"),
        ("United Kingdom", "UK"),
    ],
)
def test_a_name_is_found_without_its_accents_and_in_either_language(text: str, code: str) -> None:
    assert find_territory(text).code == code


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Walonia", r"did you mean BE3 \(Wallonia\)"),
        ("Hauts de Frnce", "did you mean FRE"),
        ("BE39", "did you mean .*BE3"),
        ("XX9", "did you mean [A-Z]{2}"),
        ("ZZ", "did you mean .*CZ"),
        ("GB1", "did you mean UK"),
        ("zyx", "did you mean [A-Z]{2}"),
        ("", "BE3"),
    ],
)
def test_an_unknown_region_is_answered_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(InputError, match=near):
        find_territory(text)


@pytest.mark.parametrize(
    ("iso", "code"), [("GR", "EL"), ("gb", "UK"), ("GR30", "EL30"), ("GBI3", "UKI3"), ("GR+BE", "EL+BE")]
)
def test_iso_letters_of_greece_and_the_united_kingdom_are_accepted(iso: str, code: str) -> None:
    assert find_territory(iso).code == code


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Limburg", ("BE22 (Prov. Limburg (BE))", "NL42 (Limburg (NL))")),
        ("brabant", ("BE24", "BE31", "NL41")),
    ],
)
def test_a_word_that_several_names_share_lists_them(text: str, several: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as caught:
        find_territory(text)
    assert all(region in str(caught.value) for region in several)
    assert "\n" not in str(caught.value)


def test_a_word_of_very_many_names_lists_the_first_and_counts_the_rest() -> None:
    with pytest.raises(InputError, match=r"and \d+ more; write the code"):
        find_territory("prov")


def test_a_union_has_a_name_parts_and_a_country() -> None:
    saxony = find_territory("Saxony = DED2 + DED4 + DED5")
    assert saxony.name("fr") == "Saxony"
    assert saxony.parts == ("DED2", "DED4", "DED5")
    assert saxony.country == "DE"
    assert saxony.same_place(find_territory("DED"))
    across = find_territory("BE34+LU")
    assert across.country is None
    assert across.level == "territory"


@pytest.mark.parametrize("text", ["BE3+BE31", "DED2+DED2", "FR30+FRE1", "LT+LT00"])
def test_parts_that_overlap_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="overlap"):
        find_territory(text)


@pytest.mark.parametrize("text", ["=", "Saxony=", "+"])
def test_a_union_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        find_territory(text)


def test_the_ten_pilots_are_ten_different_places_with_names_in_both_languages() -> None:
    pilots = find_peers("pilots")
    assert [pilot.code for pilot in pilots] == [
        *("ES13", "FRB0", "FI1D", "FRE", "LT", "SE31", "ITC1", "DED", "SI", "BE3")
    ]
    assert len({pilot.leaves for pilot in pilots}) == 10
    assert {pilot.name("fr") for pilot in pilots} >= {"Wallonie", "Piémont", "Saxe", "Lituanie", "Slovénie"}


def test_peers_are_codes_names_and_unions_each_once() -> None:
    found = find_peers("ITC1, Saxony=DED2+DED4+DED5, piemonte,")
    assert [peer.code for peer in found] == ["ITC1", "DED2+DED4+DED5"]
    with pytest.raises(InputError, match="peers"):
        find_peers(" , ")


def test_every_code_of_every_table_is_known_or_stands_for_a_group_or_a_country_outside_nuts() -> None:
    outside = {"EU", "EA", "JP", "KR", "RU", "CN", "US"}
    for table in ("gdp", "persons_employed", "unemployed", "adult_learning", "rd_personnel", "ris"):
        for code in read_parquet(table)["region"].unique().to_list():
            if code[:2] not in outside and not code.endswith("Z"):
                assert find_territory(code).code == code
