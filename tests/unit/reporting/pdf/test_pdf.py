"""The printed profile: what a reader, and a screen reader, find in the finished file."""

import io
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pdf import render_pdf
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.typst.document import document


def composed(region: str, lang: str, peers: str = "pilots", year: int | None = None) -> Profile:
    return compose_profile(
        Figures.builtin(), find_territory(region), find_peers(peers), year, "fr" if lang == "fr" else "en"
    )


@pytest.fixture(scope="module", params=["en", "fr"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return composed("BE3", request.param)


@pytest.fixture(scope="module")
def pdf(profile: Profile) -> bytes:
    return render_pdf(profile)


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node of the tag tree."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def kinds(reader: PdfReader) -> list[str]:
    return [str(element["/S"]) for element in elements(reader.trailer["/Root"]["/StructTreeRoot"])]


def flat(text: str) -> str:
    """Text without the spaces and hyphens that lines put into it."""
    return "".join(text.replace("\u00ad", "").split()).replace("-", "")


def words(reader: PdfReader) -> str:
    return flat("".join(page.extract_text() for page in reader.pages))


def test_the_file_declares_itself_tagged_and_accessible(pdf: bytes, reader: PdfReader) -> None:
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"pdfuaid:part" in metadata
    assert pdf.startswith(b"%PDF-1.7")


def test_language_and_title_are_those_of_the_profile(profile: Profile, reader: PdfReader) -> None:
    assert str(reader.trailer["/Root"]["/Lang"]).startswith(profile.lang)
    metadata = reader.metadata
    assert metadata is not None and metadata.title is not None
    assert profile.region.name in metadata.title and metadata.title.rstrip("?\u202f ") != metadata.title
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_headings_descend_without_a_gap(reader: PdfReader) -> None:
    levels = [int(kind[2:]) for kind in kinds(reader) if kind.startswith("/H") and kind[2:].isdigit()]
    assert levels[0] == 1 and len(levels) > 10
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_drawing_has_a_description(profile: Profile, reader: PdfReader) -> None:
    drawn = [picture for picture in pictures(profile) if picture.chart is not None]
    found = [element for element in elements(reader.trailer["/Root"]["/StructTreeRoot"]) if element["/S"] == "/Figure"]
    said = [str(element.get("/Alt", "")) for element in found]
    assert all(said)
    described = [picture.chart.description for picture in drawn if picture.chart is not None]
    assert len(drawn) >= 10
    assert set(described) <= set(said)


def test_tables_have_header_cells(reader: PdfReader) -> None:
    found = kinds(reader)
    assert found.count("/Table") >= 8
    assert found.count("/THead") == found.count("/Table")
    assert found.count("/TH") >= 4 * found.count("/Table")


def test_sentences_values_reasons_and_sources_are_printed(profile: Profile, reader: PdfReader) -> None:
    printed, language = words(reader), Language(profile.lang)
    for sentence in profile.sentences.values():
        assert flat(sentence) in printed
    for item in profile.indicators:
        if item.value is not None:
            assert flat(language.number(item.value, item.decimals)) in printed
        elif item.missing_reason:
            assert flat(language.typeset(item.missing_reason)) in printed
    assert profile.composite.total is not None
    assert flat(language.number(profile.composite.total, 2)) in printed
    for checksum in profile.provenance.specs.values():
        assert checksum in printed


def test_every_page_tells_its_number(reader: PdfReader) -> None:
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert str(number) in text and str(count) in text


def test_fonts_are_the_bundled_ones_and_embedded(reader: PdfReader) -> None:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            base = font.get_object()
            below = base["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in below["/FontDescriptor"] or "/FontFile3" in below["/FontDescriptor"]
            names.add(str(base["/BaseFont"]).split("+")[-1].split("-")[0])
    assert names <= {"Inter", "BeffroiSerif"}


def test_the_same_profile_gives_the_same_bytes(profile: Profile, pdf: bytes) -> None:
    assert render_pdf(profile) == pdf


def test_a_region_without_scoreboard_zone_and_a_country_are_set_as_well() -> None:
    for region, peers in (("LT", "pilots"), ("SI", "SI03"), ("Saxony", "ITC1")):
        reader = PdfReader(io.BytesIO(render_pdf(composed(region, "en", peers))))
        assert len(reader.pages) >= 5


def test_a_profile_of_early_years_says_what_is_missing() -> None:
    profile = composed("BE3", "en", year=2010)
    printed = words(PdfReader(io.BytesIO(render_pdf(profile))))
    assert profile.composite.missing_reason and flat(profile.composite.missing_reason) in printed


def test_signs_that_mean_something_to_typst_are_printed_as_they_are() -> None:
    profile = composed("BE3", "en")
    odd = "*strong* #panic() $x$ @ref <label> \\ [x] _y_ `z`"
    changed = profile.model_copy(update={"sentences": {**profile.sentences, "summary": odd}})
    assert flat(odd) in words(PdfReader(io.BytesIO(render_pdf(changed))))


def test_the_document_is_plain_data(profile: Profile) -> None:
    content = document(profile)
    assert json.loads(json.dumps(content)) == content
    assert [section["pieces"] != [] for section in content["sections"]] == [True] * 6
