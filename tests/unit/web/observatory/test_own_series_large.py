"""A large own series is stored in a handful of statements, read once, and shown only to whom it is for."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.unit.web import cast

from beffroi.figures.territories import find_peers
from beffroi.web.observatory.actions import series as actions
from beffroi.web.observatory.models import Observation, SeriesVintage
from beffroi.web.observatory.reading.check import read_series
from beffroi.web.observatory.rules.series import Description

pytestmark = pytest.mark.django_db

YEARS = range(1990, 2022)
SECTORS = ("C10", "C20", "C24", "C26")


def large(visibility: str = "open", value: float = 1.0) -> SeriesVintage:
    """A vintage of some thousand rows, with a value that is missing and a flag."""
    rows = [
        f"{place.code};{year};{sector};{value if year > 1990 else ''};{'p' if year == 2021 else ''}"
        for place in find_peers("pilots")
        for year in YEARS
        for sector in SECTORS
    ]
    content = "\n".join(["region;year;sector;value;flag", *rows]).encode()
    described: dict[str, Any] = {
        "label": {"en": "Jobs"},
        "definition": {"en": "Jobs."},
        "unit": "persons",
        "source": "Survey",
        "licence": "CC BY 4.0",
        "visibility": visibility,
    }
    upload = actions.propose_series(
        actor=cast.co_manager(),
        reading=read_series("jobs.csv", content, "persons"),
        content=content,
        description=Description.model_validate(described),
    )
    with CaptureQueriesContext(connection) as statements:
        made = actions.confirm_upload(actor=cast.co_manager(), upload=upload)
    assert len(statements) < 40
    return made


def test_many_rows_are_stored_as_they_were_read() -> None:
    vintage = large()
    held = Observation.objects.filter(vintage=vintage)
    assert held.count() == vintage.rows == 10 * len(YEARS) * len(SECTORS)
    first, last = (
        held.filter(region="BE3", sector="C10").order_by("year").values_list("value", "flag")[:: len(YEARS) - 1]
    )
    assert (first, last) == ((None, ""), (1.0, "p"))


def test_of_a_vintage_only_the_sector_shown_is_read_and_once(client: Client) -> None:
    address = large().series.get_absolute_url()

    def reads(path: str) -> list[str]:
        with CaptureQueriesContext(connection) as statements:
            assert client.get(path).status_code == 200
        return [one["sql"] for one in statements if "observatory_observation" in one["sql"]]

    outline, values = reads(address)
    assert "DISTINCT" in outline
    assert "'C10'" in values
    assert not reads(address)
    assert ["'C24'" in one for one in reads(f"{address}?sector=C24")] == [True]
    assert not reads(f"{address}?sector=C24&regions=BE3")


def test_what_is_kept_is_shown_only_to_whom_it_is_for(client: Client) -> None:
    address = large(visibility="private").series.get_absolute_url()
    owner = Client()
    owner.force_login(cast.co_manager())
    assert owner.get(address).status_code == 200
    assert client.get(address).status_code == 404


def test_each_vintage_keeps_its_own_values(client: Client) -> None:
    one, two = large(value=1.0), large(value=2.0)
    for vintage, text in ((one, "1"), (two, "2"), (one, "1")):
        answer = client.get(f"{vintage.series.get_absolute_url()}data.json?regions=BE3&year=2020").json()
        assert {str(round(row["value"])) for row in answer["observations"]} == {text}
