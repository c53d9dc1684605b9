"""The page of a profile: whole in one file, every number with its source, nothing silent about what is missing."""

import csv
import hashlib
import io
import json
import re
from base64 import b64encode
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from urllib.parse import unquote

import pytest

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.html import render_html
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.indicators import key_figures
from beffroi.reporting.profile.pictures.overview import overview
from beffroi.reporting.profile.typst.document import document


class Reader(HTMLParser):
    """Collects elements with their attributes and the visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def page(english: Profile) -> str:
    return render_html(english)


@pytest.fixture(scope="module")
def french_page(french: Profile) -> str:
    return render_html(french)


def test_the_title_is_the_question_in_both_languages(page: str, french_page: str) -> None:
    assert "<h1>How does Wallonia stand?</h1>" in page
    assert "<h1>Où en est la Wallonie\u202f?</h1>" in french_page
    assert '<html lang="en">' in page
    assert '<html lang="fr">' in french_page


def test_each_section_opens_with_its_sentence(page: str, english: Profile) -> None:
    text = "".join(read(page).text)
    for sentence in english.sentences.values():
        assert sentence in text


def test_nothing_in_the_page_asks_for_anything_outside(page: str) -> None:
    reader = read(page)
    asked = [value for _, attributes in reader.elements for key, value in attributes.items() if key in {"src", "href"}]
    assert asked
    assert all(value and value.startswith(("#", "data:")) for value in asked)
    assert not re.search(r"url\((?!data:)|@import", page)
    assert {tag for tag, _ in reader.elements} & {"script", "link", "iframe", "img", "form"} == set()


def test_the_policy_allows_exactly_this_style_sheet(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    policy = next(str(a["content"]) for t, a in read(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert f"style-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_no_element_carries_a_style_or_a_handler(page: str) -> None:
    for _, attributes in read(page).elements:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_ids_are_unique_and_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    elements = read(page).elements
    ids = [attributes["id"] for _, attributes in elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    inner = {str(attributes["href"])[1:] for _, attributes in elements if str(attributes.get("href")).startswith("#")}
    assert inner <= set(ids)


def test_every_drawn_figure_has_source_table_and_csv(page: str, english: Profile) -> None:
    drawn = [picture for picture in pictures(english) if picture.chart is not None]
    assert len(drawn) >= 12
    for picture in drawn:
        start = page.index(f'id="figure-{picture.id}"')
        figure = page[start : page.index("</figure>", start)]
        assert 'class="source"' in figure
        assert "<details>" in figure
        address = re.search(r'href="data:text/csv;charset=utf-8,([^"]*)"', figure)
        assert address is not None
        rows = list(csv.reader(io.StringIO(unquote(address.group(1)))))
        assert len(rows) == len(picture.table.rows) + 1
        assert {len(row) for row in rows} == {len(rows[0])}


def test_a_missing_indicator_says_why(page: str, french_page: str) -> None:
    assert "No population denominator among the built-in figures" in page
    assert "Pas de population au dénominateur parmi les chiffres intégrés" in french_page


def test_every_missing_value_leads_to_its_reason(english: Profile) -> None:
    for picture in pictures(english):
        cells = [cell for row in picture.table.rows for cell in row.cells if cell.note is not None]
        assert all(picture.notes[cell.note - 1] for cell in cells if cell.note is not None), picture.id


def test_missing_values_are_empty_in_csv_and_flags_stand_apart(english: Profile) -> None:
    picture = next(item for item in pictures(english) if item.id == "gdp_per_head_eur")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(picture.table.csv()))}
    assert rows["BE3"]["value"] == "34300.0"
    assert rows["BE3"]["value_flag"] == "p"
    rates = next(item for item in pictures(english) if item.id == "adult_learning_rate")
    values = {row["region"]: row["value"] for row in csv.DictReader(io.StringIO(rates.table.csv()))}
    assert values["Hauts-de-France"] == ""


def test_the_french_page_speaks_french_only(french_page: str) -> None:
    text = "".join(read(french_page).text)
    for word in (" the ", "missing", "Figure up", " of ", "Source:", "region codes"):
        assert word not in text.split("@font-face", maxsplit=1)[0] + text.rsplit("}", 1)[-1], word


@pytest.mark.parametrize(
    ("region", "peers", "year"),
    [
        ("BE3", "pilots", 2009),
        ("FR2", "BE3", None),
        ("LT", "pilots", None),
        ("UKM2", "BE3", None),
        ("DED2+DED4", "SI", 2016),
    ],
)
def test_regions_years_and_peers_of_every_sort_give_a_page(region: str, peers: str, year: int | None) -> None:
    profile = compose_profile(Figures.builtin(), find_territory(region), find_peers(peers), year, "fr")
    drawn = pictures(profile)
    assert render_html(profile).count("<figure") == len(drawn)
    page = unescape(render_html(profile))
    for picture in drawn:
        assert (picture.empty is None) == (picture.chart is not None)
        if picture.empty is not None:
            assert picture.empty.reason
            assert all(said in page for said in (picture.empty.belongs, picture.empty.reason, picture.empty.step))


def test_an_empty_figure_offers_the_command_that_may_fill_it() -> None:
    profile = compose_profile(Figures.builtin(), find_territory("BE3"), find_peers("pilots"), 2009, "en")
    empty = {picture.id: picture.empty for picture in pictures(profile) if picture.empty is not None}
    assert empty["business_rd"].command == ""
    assert empty["employment_rate"].command == "beffroi figures list"
    assert empty["industries"].command == "beffroi figures fetch persons_employed"
    assert "–" not in next(picture.subtitle for picture in pictures(profile) if picture.id == "industries")


def test_where_the_region_has_no_value_the_year_of_the_others_is_told(english: Profile) -> None:
    (own,) = (item for item in english.indicators if item.id == "unemployment_rate")
    without = own.model_copy(update={"value": None, "year": None, "compared_year": 2015, "missing_reason": "not here"})
    others = [item for item in english.indicators if item is not own]
    profile = english.model_copy(update={"indicators": [without, *others]})
    (picture,) = (item for item in pictures(profile) if item.id == "unemployment_rate")
    assert picture.subtitle.endswith(", 2015")
    (key,) = (item for item in key_figures(profile, Language("en")) if item.id == "unemployment_rate")
    assert key.others.endswith("(2015)")
    (column,) = (item for item in overview(profile)[0].columns if item.name == "unemployment_rate")
    assert column.title.endswith(", 2015")


def test_titles_use_the_name_for_prose_and_every_figure_has_a_source(english: Profile) -> None:
    drawn = {picture.id: picture for picture in pictures(english)}
    assert drawn["gdp_per_head_pps_eu100"].title.startswith("GDP per head in purchasing power: ")
    assert all(picture.source for picture in drawn.values())


def test_french_is_set_with_its_spaces_and_apostrophes_in_page_tables_and_csv(french: Profile) -> None:
    page = re.sub(r"<(style|code|head)\b.*?</\1>|<[^>]*>", " ", render_html(french), flags=re.DOTALL)
    said = [unescape(page), *(picture.table.csv() for picture in pictures(french)), overview(french)[0].csv()]
    said.append(json.dumps(document(french)["sections"][:5], ensure_ascii=False))
    for text in said:
        assert not re.findall(r"\w+'\w+", text)
        assert not re.findall(r".{9}[\w)] ?[;?!](?=\s)", text)


def test_names_cannot_inject_markup(english: Profile) -> None:
    region = english.region.model_copy(update={"name": "<script>alert(1)</script>"})
    page = render_html(english.model_copy(update={"region": region}))
    assert "<script" not in page


def test_the_same_profile_gives_the_same_page(english: Profile, page: str) -> None:
    assert render_html(english) == page


def test_vendored_fonts_match_their_checksums() -> None:
    fonts = files("beffroi.reporting.theme").joinpath("fonts")
    lines = fonts.joinpath("SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 13
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256(fonts.joinpath(name).read_bytes()).hexdigest() == digest, name
