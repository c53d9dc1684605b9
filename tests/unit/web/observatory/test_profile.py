"""The pages of a region: what they say, how fast they are asked, and what they refuse."""

import json
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape
from django.utils.timezone import now

from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.sentences import emphasised
from beffroi.web.observatory.models import ComposedProfile
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.queries.profile import asked_for, composed, key_of, region_named, years_held
from beffroi.web.observatory.rules.profile import Refusal

pytestmark = pytest.mark.django_db
TABS = ("", "economy/", "technology/")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["pages"].clear()


def page(client: Client, address: str, status: int = 200) -> str:
    """The text of a page."""
    answer = client.get(address, follow=True)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def test_the_page_says_what_the_profile_says(client: Client) -> None:
    text = page(client, "/observe/BE3/")
    said = compose_profile(figures(), find_territory("BE3"), find_peers("pilots"))
    assert "<h1>How does Wallonia stand?</h1>" in text
    before, number, after = emphasised(said.sentences["summary"])
    assert f'{escape(before)}<em class="is-region">{number}</em>{escape(after)}' in text
    assert escape(said.sentences["clusters"]) in text


@pytest.mark.parametrize("tab", TABS)
def test_a_page_asks_the_database_little_and_once_kept_nothing_about_the_profile(
    client: Client, tab: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):
        first = client.get(f"/observe/BE3/{tab}")
    with django_assert_max_num_queries(0):
        again = client.get(f"/observe/BE3/{tab}")
    assert first.status_code == again.status_code == 200
    assert first.content == again.content


def test_the_number_of_regions_compared_does_not_change_the_number_of_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(8):
        assert client.get("/observe/DE21/?peers=country").status_code == 200


def test_every_figure_has_its_data_at_an_address_of_its_own(client: Client) -> None:
    text = page(client, "/observe/BE3/?year=2012")
    assert 'href="/observe/BE3/gap.csv?year=2012"' in text
    lines = page(client, "/observe/BE3/gap.csv?year=2012").splitlines()
    assert lines[0].startswith("region,code,eu100_2008")
    assert next(line for line in lines if line.startswith("Wallonia")).startswith("Wallonia,BE3,84.0")
    assert "eu100_2012" in lines[0]


def test_the_table_of_all_regions_is_a_file_too(client: Client) -> None:
    lines = page(client, "/observe/BE3/overview.csv").splitlines()
    assert lines[0].startswith("region,gdp_per_head_eur")
    assert len(lines) == 1 + 1 + 9 + 2


def test_an_unknown_figure_is_refused_with_the_names_there_are(client: Client) -> None:
    assert "gdp_per_head_eur" in page(client, "/observe/BE3/nothing.csv", 404)


@pytest.mark.parametrize(("kind", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("json", b"{\n")])
def test_the_whole_profile_is_a_file(client: Client, kind: str, begins: bytes) -> None:
    answer = client.get(f"/observe/BE3/profile.{kind}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="BE3-profile-en.{kind}"'


def test_the_json_file_is_the_documented_form(client: Client) -> None:
    held = json.loads(client.get("/observe/BE3/profile.json?year=2015").content)
    assert (held["schema_version"], held["year"], held["region"]["code"]) == (1, 2015, "BE3")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/observe/wallonie/", "/observe/BE3/"),
        ("/observe/be3/?year=2012", "/observe/BE3/?year=2012"),
        ("/observe/Hauts-de-France/economy/", "/observe/FRE/economy/"),
        ("/observe/FR30/", "/observe/FRE1/?was=FR30"),
        ("/observe/DED5+DED2+DED4/", "/observe/DED2+DED4+DED5/"),
        ("/observe/Saxe=DED2+DED4+DED5/", "/observe/DED2+DED4+DED5/?name=Saxe"),
        ("/observe/BE3/?others=NL42, BE2&peers=pilots", "/observe/BE3/?peers=NL42,BE2"),
        ("/observe/wallonie/gap.csv", "/observe/BE3/gap.csv"),
    ],
)
def test_other_ways_to_write_a_region_lead_to_one_address(client: Client, written: str, address: str) -> None:
    answer = client.get(written)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_an_old_code_is_explained_on_the_page_of_today(client: Client) -> None:
    assert "FR30 is a code of NUTS 2013; today it is FRE1" in page(client, "/observe/FR30/")
    assert "today it is" not in page(client, "/observe/FRE1/?was=BE3")


def test_a_territory_of_several_regions_keeps_its_name_in_its_address(client: Client) -> None:
    text = page(client, "/observe/BE31+BE35/?name=Wavre and Namur")
    assert "How does Wavre and Namur stand?" in text
    assert "name=Wavre%20and%20Namur" in text
    assert "<script>" not in page(client, "/observe/BE31+BE35/?name=<script>x</script>").replace("&lt;script&gt;", "")


def test_a_name_never_becomes_a_formula_of_a_spreadsheet(client: Client) -> None:
    text = page(client, "/observe/BE31+BE35/overview.csv?name==HYPERLINK(1)")
    assert "=HYPERLINK" not in text
    assert "HYPERLINK(1)" in text


def test_a_pilot_region_made_of_its_parts_has_its_name(client: Client) -> None:
    assert "How does Saxony stand?" in page(client, "/observe/DED2+DED4+DED5/")
    assert "Saxe" in page(client, "/observe/DED2+DED4+DED5/?lang=fr")


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/observe/Walonia/", 404, "“Walonia” is not a region known here."),
        ("/observe/BE3+BE35/", 404, "BE3 and BE35 overlap; name each region once."),
        ("/observe/BE3+XX/", 404, "“XX” is not a region known here."),
        (f"/observe/{'A' * 300}/", 404, "at most 200 characters"),
        ("/observe/%00/", 404, "Write the code or the name of a region"),
        ("/observe/BE3/?year=abc", 400, "“abc” is not a year for which figures are held"),
        ("/observe/BE3/?year=1066", 400, "“1066” is not a year for which figures are held"),
        ("/observe/BE3/?year=２０１５", 400, "is not a year for which figures are held"),
        ("/observe/BE3/?peers=Atlantis", 400, "Compared with: “Atlantis” is not a region known here."),
        ("/observe/BE3/?peers=BE3", 400, "Name at least one region other than the region itself"),
        (f"/observe/BE3/?peers={',' * 700}", 400, "at most 600 characters"),
        ("/observe/LI/?peers=country&year=1", 400, "“1” is not a year"),
        ("/observe/XK/", 404, "None of the figures held has a value for Kosovo (XK)"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_sentence(client: Client, address: str, status: int, sentence: str) -> None:
    assert sentence in page(client, address, status)


@pytest.mark.parametrize(
    ("address", "field", "typed"),
    [
        ("/observe/BE3/?year=2016&peers=pilots&others=BE2,DE999,NL42", "others", 'value="BE2,DE999,NL42"'),
        ("/observe/BE3/economy/?peers=XX", "others", 'value="XX"'),
        ("/observe/BE3/index/?peers=XX", "others", 'value="XX"'),
        ("/observe/BE3/clusters/?others=XX", "others", 'value="XX"'),
        ("/observe/BE3/?year=2030&others=BE2", "year", 'value="2030" selected'),
    ],
)
def test_what_was_typed_stands_in_the_form_again_with_the_reason_at_its_field(
    client: Client, address: str, field: str, typed: str
) -> None:
    text = page(client, address, 400)
    assert f'action="{address.partition("?")[0]}"' in text
    assert typed in text
    assert f'<p class="error" id="{field}_error">' in text
    assert f'href="#{field}"' in text
    assert text.count('aria-invalid="true"') == 1


def test_the_year_stays_chosen_where_a_region_is_refused(client: Client) -> None:
    assert '<option value="2016" selected>' in page(client, "/observe/BE3/?year=2016&others=DE999", 400)


def test_the_union_is_refused_in_words_and_no_other_region_suggested(client: Client) -> None:
    text = page(client, "/observe/EU/", 404)
    assert "The EU has no page of its own" in text
    assert "Which region did you mean?" not in text


def test_the_nearest_regions_are_named_where_none_has_the_name(client: Client) -> None:
    assert 'href="/observe/BE3/"' in page(client, "/observe/Walonia/", 404)


def test_too_many_peers_are_refused(client: Client) -> None:
    codes = ",".join(region.code for country in ("DE", "FR") for region in _regions(country))
    assert "are too many; name at most 40" in page(client, f"/observe/BE3/?peers={codes}", 400)


def _regions(country: str) -> list[object]:
    return [find_territory(code) for code in find_territory(country).parts]


def test_the_last_year_held_is_the_same_as_none(client: Client) -> None:
    region = region_named("BE3")
    first, last = years_held()
    assert asked_for(region, {"year": str(last)}) == asked_for(region, {})
    assert asked_for(region, {"year": str(first)}).query == f"?year={first}"
    for beyond in (first - 1, last + 1):
        with pytest.raises(Refusal, match=f"from {first} to {last}"):
            asked_for(region, {"year": str(beyond)})


def test_a_page_in_french_says_everything_of_the_region_in_french(client: Client) -> None:
    text = page(client, "/observe/BE3/?lang=fr")
    assert '<html lang="fr">' in text
    assert "Où en est la Wallonie" in text
    assert "Quelles sont les spécialités de la Wallonie" in text
    assert "trois points de plus qu’en 2008" in text


def test_a_profile_is_composed_once_and_then_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_for(region_named("BE3"), {})
    first = composed(asked, "en")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("composed twice")

    monkeypatch.setattr("beffroi.web.observatory.queries.profile.compose_profile", fail)
    assert composed(asked, "en") == first


def test_a_stored_profile_of_another_form_is_composed_again() -> None:
    asked = asked_for(region_named("BE3"), {})
    ComposedProfile.objects.create(key=key_of(asked, "en"), code="BE3", lang="en", payload="{}", composed_at=now())
    assert composed(asked, "en").region.code == "BE3"
    assert '"schema_version":1' in ComposedProfile.objects.get().payload


def test_the_key_depends_on_figures_region_peers_year_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    region = region_named("BE3")
    queries = ({}, {"year": "2015"}, {"peers": "country"}, {"peers": "NL42"})
    keys = {key_of(asked_for(region, query), lang) for query in queries for lang in ("en", "fr")}
    assert len(keys) == 8
    monkeypatch.setattr("beffroi.web.observatory.queries.profile.fingerprint", lambda: "other")
    assert key_of(asked_for(region, {}), "en") not in keys
    assert len(fingerprint()) == 64


def test_only_so_many_profiles_are_kept(settings: object) -> None:
    for code in ("BE3", "ITC1", "SE31"):
        composed(asked_for(region_named(code), {}), "en")
    settings.COMPOSED_PROFILES_KEPT = 2
    call_command("prepare", verbosity=0)
    assert ComposedProfile.objects.count() == 2


def test_preparing_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare")
    before = set(ComposedProfile.objects.values_list("key", "composed_at"))
    call_command("prepare")
    assert set(ComposedProfile.objects.values_list("key", "composed_at")) == before
    assert len(before) == 20
    assert "20 kept" in capsys.readouterr().out


def test_a_browser_that_has_the_page_is_told_so(client: Client) -> None:
    first = client.get("/observe/BE3/")
    assert first["Cache-Control"] == "public, max-age=60"
    assert client.get("/observe/BE3/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert "private" in client.get("/observe/BE3/?lang=fr")["Cache-Control"]


def test_a_snapshot_named_in_the_settings_is_used(settings: object, tmp_path: Path) -> None:
    before = fingerprint()
    (tmp_path / "manifest.json").write_text('{"tables": {}}', encoding="utf-8")
    settings.FIGURES_SNAPSHOT = str(tmp_path)
    assert str(figures().origin).startswith("snapshot")
    assert fingerprint() != before
