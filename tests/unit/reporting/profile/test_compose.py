"""What a profile says of regions of every sort: Wallonia, a country, a union, an old code, a year without data."""

from collections.abc import Callable

import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.niches.compose import among_europe, options_of
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.words import placed
from beffroi.reporting.profile.sentences import emphasised

FIGURES = Figures.builtin()
Compose = Callable[..., Profile]


def profile(region: str, peers: str = "pilots", year: int | None = None, lang: str = "en") -> Profile:
    return compose_profile(FIGURES, find_territory(region), find_peers(peers), year, "fr" if lang == "fr" else "en")


@pytest.fixture(scope="module")
def wallonia() -> Profile:
    return profile("BE3", year=2017)


def test_wallonia_is_sixth_of_the_ten_pilot_regions_by_gdp_per_head_in_2017(wallonia: Profile) -> None:
    gdp = next(item for item in wallonia.indicators if item.id == "gdp_per_head_eur")
    assert (gdp.year, gdp.value, gdp.rank, gdp.of) == (2017, 28100.0, 6, 10)
    better = sorted((peer.value or 0, peer.name) for peer in gdp.peers if (peer.value or 0) > 28100)
    assert [name for _, name in reversed(better)] == [
        "North-Middle Sweden",
        "East & North Finland",
        "Piemonte",
        "Saxony",
        "Centre-Val de Loire",
    ]
    assert wallonia.sentences["economy"] == (
        "GDP per head in euro is below the EU and Belgium; sixth of the ten pilot regions (2017). In purchasing power, "
        "which takes out differences between price levels, the region is seventh (2017)."
    )


def test_the_summary_says_the_change_in_five_years_and_names_the_number_to_be_set_apart(wallonia: Profile) -> None:
    summary = wallonia.sentences["summary"]
    assert "seventh of the ten pilot regions and three points less than in 2012." in summary
    assert emphasised(summary) == ("Wallonia produced ", "85%", summary.removeprefix("Wallonia produced 85%"))
    assert emphasised("Nothing is held.") == ("Nothing is held.", "", "")


@pytest.mark.parametrize(
    ("rank", "of", "polarity", "tied", "said"),
    [
        (6, 10, 1, 1, "sixth of ten"),
        (3, 10, -1, 1, "third lowest of ten"),
        (8, 10, -1, 1, "third highest of ten"),
        (8, 10, -1, 2, "second highest of ten"),
        (9, 10, -1, 2, "highest of ten"),
        (10, 11, 0, 1, "second lowest of eleven"),
        (2, 11, 0, 1, "second highest of eleven"),
        (1, 11, -1, 1, "lowest of eleven"),
        (None, 11, -1, 1, ""),
    ],
)
def test_a_place_is_counted_from_the_nearer_end_where_high_is_not_better(
    rank: int | None, of: int, polarity: int, tied: int, said: str
) -> None:
    assert placed(Language("en"), rank, of, polarity, tied) == said


def test_the_profile_says_that_the_series_was_revised_since_the_briefing(wallonia: Profile) -> None:
    assert len(wallonia.revisions) == 1
    for number in ("28,000", "28,100", "rank 5", "rank 6"):
        assert number in wallonia.revisions[0]


def test_a_profile_up_to_a_year_before_the_briefings_value_says_nothing_of_it() -> None:
    assert profile("BE3", year=2016).revisions == []


def test_every_indicator_has_a_value_or_a_reason_and_a_source_with_checksum(wallonia: Profile) -> None:
    for item in wallonia.indicators:
        assert (item.value is None) == (item.missing_reason is not None), item.id
        for peer in item.peers:
            assert (peer.value is None) == (peer.missing_reason is not None), (item.id, peer.code)
        if item.value is not None:
            assert item.source is not None
            assert all(len(checksum) == 64 for checksum in item.source.checksums.values())
            assert item.source.licence and item.source.vintage and item.source.dataset


def test_the_ids_of_the_sections_are_stable(wallonia: Profile) -> None:
    assert [item.id for item in wallonia.indicators] == [
        "gdp_per_head_eur",
        "gdp_per_head_pps_eu100",
        "employment_rate",
        "unemployment_rate",
        "tertiary_share_of_employed",
        "manufacturing_lq",
        "adult_learning_rate",
        "high_tech_share",
        "business_rd",
        "rd_personnel_share",
    ]
    assert [item.id for item in wallonia.composite.dimensions] == [
        "innovative_economy",
        "new_technologies",
        "digitalisation",
        "firm_investments",
        "internationalisation",
        "creativity",
        "entrepreneurship",
    ]


def test_a_dimension_without_an_open_indicator_is_missing_with_its_reason(wallonia: Profile) -> None:
    absent = [item for item in wallonia.composite.dimensions if item.score is None]
    assert [item.id for item in absent] == ["internationalisation", "entrepreneurship"]
    assert all(item.missing_reason for item in absent)
    assert wallonia.composite.coverage == "5 of 7 dimensions, 13 indicators"


def test_each_figure_uses_its_own_latest_year_up_to_the_one_wanted(wallonia: Profile) -> None:
    years = {item.id: item.year for item in wallonia.indicators}
    assert years["gdp_per_head_eur"] == 2017
    assert years["unemployment_rate"] == 2015
    assert years["rd_personnel_share"] == 2009
    assert years["employment_rate"] is None


def test_piemonte_has_the_most_cluster_stars_of_the_pilot_regions(wallonia: Profile) -> None:
    stars = {total.name: total.stars or 0 for total in wallonia.clusters.peers}
    assert max(stars, key=lambda name: stars[name]) == "Piemonte"
    assert (wallonia.clusters.stars_total or 0) < stars["Piemonte"]


def test_stars_do_not_depend_on_who_else_is_compared(wallonia: Profile) -> None:
    alone = profile("BE3", peers="SE31", year=2017)
    assert alone.clusters.sectors == wallonia.clusters.sectors
    assert alone.typology.computed.stars_line == wallonia.typology.computed.stars_line


def test_the_printed_layer_stays_apart_from_the_computed_one(wallonia: Profile) -> None:
    printed = {point.code: point for point in wallonia.typology.published.points}
    assert (printed["BE31"].stars, printed["BE31"].index, printed["BE31"].of_region) == (40, 0.751, True)
    assert printed["ITC1"].index is None
    assert "not public" in wallonia.typology.published.note
    assert {point.code for point in wallonia.typology.computed.points}.isdisjoint({"BE31", "DED2"})


def test_a_country_has_no_country_to_compare_with_and_is_no_peer_of_itself() -> None:
    slovenia = profile("SI")
    assert slovenia.country is None
    assert all(item.country is None and item.country_detail is None for item in slovenia.indicators)
    assert "SI" not in {peer.code for peer in slovenia.peers}
    assert len(slovenia.peers) == 9


def test_an_old_code_gives_the_profile_of_the_same_place() -> None:
    old, new = profile("FR30", peers="ITC1"), profile("FRE1", peers="ITC1")
    assert [item.value for item in old.indicators] == [item.value for item in new.indicators]
    assert old.region.notes == ["FR30 is a code of NUTS 2013; today it is FRE1"]


def test_a_code_that_was_split_says_so_and_has_the_values_of_the_whole() -> None:
    old = profile("LT00", peers="ITC1")
    assert "split into LT01, LT02" in old.region.notes[0]
    assert old.indicators[0].value == profile("LT", peers="ITC1").indicators[0].value


def test_a_union_has_sums_and_ratios_but_no_average_of_rates() -> None:
    union = profile("Duo=DED2+DED4", peers="ITC1", year=2017)
    by_id = {item.id: item for item in union.indicators}
    assert union.region.name == "Duo"
    assert by_id["gdp_per_head_eur"].value == 29100.0
    assert by_id["tertiary_share_of_employed"].value is not None
    assert by_id["adult_learning_rate"].value is None
    assert "not averaged" in (by_id["adult_learning_rate"].missing_reason or "")


def test_a_year_before_every_series_is_refused_with_the_region_and_the_year() -> None:
    with pytest.raises(InputError, match=r"BE3: no series has a value up to 1990"):
        profile("BE3", year=1990)


def test_a_french_profile_holds_no_english_sentence() -> None:
    french, english = profile("BE3", lang="fr"), profile("BE3")
    assert french.region.name == "Wallonie"
    for section, sentence in english.sentences.items():
        assert french.sentences[section] != sentence
    assert not set(french.method) & set(english.method)
    for mine, theirs in zip(french.indicators, english.indicators, strict=True):
        assert mine.value == theirs.value
        assert mine.label != theirs.label
        assert mine.missing_reason is None or mine.missing_reason != theirs.missing_reason


def test_the_profile_carries_what_regenerates_it(wallonia: Profile) -> None:
    made = wallonia.provenance
    assert made.command.startswith("beffroi profile BE3 --peers ")
    assert "--year 2017" in made.command
    assert set(made.specs) == {"index", "stars", "typology"}
    assert {"gdp", "unemployed", "persons_employed", "ris"} <= set(made.tables)


def test_ties_share_the_lower_rank_and_a_missing_peer_is_not_counted() -> None:
    found = profile("BE3", peers="FRE,ITC1")
    learning = next(item for item in found.indicators if item.id == "adult_learning_rate")
    assert (learning.rank, learning.of) == (2, 2)


def test_the_region_among_its_own_peers_is_left_out_even_under_another_code() -> None:
    assert [peer.code for peer in profile("FRB0", peers="FR24,FRB,ITC1").peers] == ["ITC1"]


def test_options_are_those_of_the_command_and_the_first_named_is_the_nearest(wallonia: Profile) -> None:
    language, found = Language("en"), wallonia.diversification
    compared = among_europe(FIGURES, find_territory("BE3"), find_peers("pilots"), language, 2017)
    command = options_of(compared, 3, language).found
    assert [(one.sector, one.quadrant, one.density) for one in found.sectors] == [
        (one.sector, one.quadrant, one.density) for one in command.options
    ]
    near = [one for one in found.sectors if one.quadrant == "high_road" and not one.specialised]
    [picture] = [each for each in pictures(wallonia) if each.id == "options"]
    assert max(near, key=lambda one: one.density or 0).name in picture.title
    assert picture.table.rows[0].cells[1].raw == max(near, key=lambda one: one.density or 0).sector
    assert "not a recommendation" in picture.source


def test_a_region_without_employment_by_industry_says_why_it_has_no_options() -> None:
    found = profile("CH").diversification
    assert (found.sectors, found.year) == ([], None)
    assert found.missing_reason
