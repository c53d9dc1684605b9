"""What the page of an own series offers beside its chart: a pin that knows of revisions, the data as table and CSV."""

import pytest
from django.test import Client
from tests.unit.web import cast
from tests.unit.web.observatory.test_own_series import REVISED, added, proposed

from beffroi.web.observatory.actions import series as actions
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.observatory.queries.pins import reading as pin_reading

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["", "?vintage=1", "?regions=BE3&year=2023"])
def test_a_pin_made_from_the_page_says_when_a_newer_vintage_revised_it(client: Client, asked: str) -> None:
    owner = cast.co_manager("Owner")
    series = added(owner)
    shown = client.get(f"/observe/figures/own/{series.slug}/{asked}")
    pin = pin_evidence(actor=owner, target=shown.context["pin_target"])
    assert pin_reading(pin, "en").state == "unchanged"
    actions.confirm_upload(actor=owner, upload=proposed(owner, REVISED, series))
    assert pin_reading(pin, "en").state == "revised"
    page = client.get(f"/e/{pin.key}/").content.decode()
    assert "Revised" in page or "revised" in page
    assert "NUTS 0" not in page
    french = client.get(f"/e/{pin.key}/?lang=fr").content.decode()
    assert "série ajoutée par un analyste\u202f; millésime 1, " in french
    assert "vintage" not in french[french.index("<main") : french.index("</main")]


@pytest.mark.parametrize("asked", ["", "?regions=BE3,BE1"])
def test_what_the_chart_draws_stands_beside_it_as_table_and_csv(client: Client, asked: str) -> None:
    address = f"/observe/figures/own/{added(cast.co_manager()).slug}/"
    shown = client.get(address + asked)
    drawn = {row.cells[1].text for row in shown.context["drawn_table"].table.rows}
    lines = client.get(f"{address}data.csv{shown.context['drawn_query']}").content.decode().splitlines()[1:]
    assert drawn == {line.split(",")[1] for line in lines}
    assert "Data as table" in shown.content.decode()
