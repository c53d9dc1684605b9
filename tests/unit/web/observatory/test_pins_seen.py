"""All that a view shows is pinned, also what stands in its chart alone."""

import io
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from tests.unit.web.observatory.test_pins import pinned

from beffroi.figures.tables import read_parquet
from beffroi.reporting.language import Language
from beffroi.web.observatory.forms.figures import SeriesForm
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.pinnable import NotPinnable, permalink
from beffroi.web.observatory.queries import series_page
from beffroi.web.observatory.queries.pins import pin_address, reading
from beffroi.web.observatory.rules.pins import table_of
from beffroi.web.project.front import pilots_figure


@pytest.fixture
def seen_in_the_chart(settings: Any, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Turns the figures into a later snapshot, in which Wallonia's GDP per head of 2022 is 35,000."""

    def turn() -> None:
        wallonia = (pl.col("region") == "BE3") & (pl.col("unit") == "EUR_HAB") & (pl.col("year") == 2022)
        table = read_parquet("gdp").with_columns(
            pl.when(wallonia).then(35000.0).otherwise(pl.col("value")).alias("value")
        )
        stream = io.BytesIO()
        table.write_parquet(stream)
        (tmp_path / "gdp.parquet").write_bytes(stream.getvalue())
        entry = {"dataset": "x", "vintage": "updated 2027-02-20", "sha256": sha256(stream.getvalue()).hexdigest()}
        (tmp_path / "manifest.json").write_text(json.dumps({"tables": {"gdp": entry}}), encoding="utf-8")
        settings.FIGURES_SNAPSHOT = str(tmp_path)

    yield turn


@pytest.mark.django_db
def test_a_value_seen_only_in_the_chart_is_pinned_and_its_revision_is_told(
    client: Client, seen_in_the_chart: Callable[[], None]
) -> None:
    pin = pinned(target="/observe/figures/gdp_per_head_eur/")
    assert "Wallonia,BE3,34300,p" in client.get(f"/e/{pin.key}.csv").content.decode()
    seen_in_the_chart()
    told = client.get(f"/e/{pin.key}.json").json()["since"]
    assert told["state"] == "revised"
    changed = {(each["row"], each["column"]): (each["then"], each["now"]) for each in told["changes"]}
    assert changed[("Wallonia", "2022")] == ("34,300 p", "35,000 p")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?country=BE", "?year=2022&country=BE&region=BE3", "?regions=BE3,SE31"])
def test_every_region_of_the_chart_stands_in_the_pinned_table(query: str) -> None:
    target = f"/observe/figures/gdp_per_head_eur/{query}"
    form = SeriesForm(permalink(target).query, "gdp_per_head_eur", Language("en"))
    view = series_page.series_view(form.wanted(), Language("en"))
    held = {row.cells[1].raw for row in table_of(pinned(target=target).shown("en")["table"]).rows}
    assert {place.code for place in series_page.chosen(view)} | {"EU"} <= held


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["", "strength/"])
def test_the_ranking_and_the_map_of_a_sector_are_two_pins(view: str) -> None:
    pins = [pinned(target=f"/observe/sectors/C21/{view}{query}") for query in ("", "?figure=map")]
    assert pins[0].pk != pins[1].pk
    assert "map" in pins[1].titles["en"]
    assert pins[0].shown("en")["html"] != pins[1].shown("en")["html"]
    assert ("stars" in pins[0].titles["en"]) == bool(view)


@pytest.mark.django_db
def test_the_marked_region_of_a_ranking_is_pinned_as_a_whole() -> None:
    pin = pinned(target="/observe/sectors/C21/?region=BE3&country=BE")
    rows = {row.cells[1].raw: row for row in table_of(pin.shown("en")["table"]).rows}
    assert "Belgium" in pin.titles["en"]
    assert rows["BE3"].cells[4].raw
    assert rows["BE3"].cells[4].text in pin.shown("en")["sentence"]


@pytest.mark.django_db
def test_the_list_of_sectors_is_pinned_as_searched(client: Client) -> None:
    pin = pinned(target="/observe/sectors/?q=C21")
    rows = table_of(pin.shown("en")["table"]).rows
    assert [row.cells[1].raw for row in rows] == ["C21"]
    assert rows[0].cells[5].raw == 3
    assert reading(pin, "fr").state == "unchanged"
    with pytest.raises(NotPinnable):
        pinned(target="/observe/sectors/?q=zebra")
    assert "target=%2Fobserve%2Fsectors%2F%3Fq%3DC21" in client.get("/observe/sectors/?q=C21").content.decode()


@pytest.mark.django_db
def test_the_moment_of_a_pin_has_its_time_zone(client: Client) -> None:
    moment = timezone.localtime(pinned().pinned_at)
    assert f"{moment:%H:%M} {moment:%Z}" in client.get(f"/e/{Pin.objects.get().key}/").content.decode()


@pytest.mark.django_db
def test_the_figure_of_the_first_page_can_be_pinned(client: Client) -> None:
    figure = pilots_figure("en")
    assert pin_address(figure.pin_target).replace("&", "&amp;") in client.get("/").content.decode()
    held = table_of(pinned(target=figure.pin_target).shown("en")["table"])
    rows = {row.cells[1].raw: row.cells[2].raw for row in held.rows}
    assert {row.code: row.value for row in figure.rows} == {code: value for code, value in rows.items() if code != "EU"}
