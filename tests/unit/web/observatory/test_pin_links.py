"""Each figure, ranking and chart has the link that pins it, and what the link names can be pinned."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from beffroi.web.observatory.pinnable import permalink
from beffroi.web.observatory.queries.pins import seen_in


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "BE3/",
        "BE3/economy/",
        "BE3/technology/",
        "BE3/clusters/",
        "BE3/index/",
        "sectors/C21/",
        "sectors/C21/strength/",
        "index/",
        "index/compare/?regions=BE3,SE31",
        "index/what-if/?creativity=3",
        "figures/unemployment_rate/",
    ],
)
def test_every_figure_with_a_chart_and_the_tables_of_all_regions_can_be_pinned(client: Client, address: str) -> None:
    page = client.get(f"/observe/{address}").content.decode()
    figures = [part[: part.index("</figure>")] for part in page.split("<figure ")[1:]]
    drawn = [figure for figure in figures if 'role="img"' in figure and 'id="figure-' in figure]
    assert drawn
    assert all("/observe/pins/new/?target=" in figure for figure in drawn)
    targets = {unquote(found) for found in re.findall(r'/observe/pins/new/\?target=([^"]+)"', page)}
    for target in targets:
        assert seen_in(permalink(target.replace("&amp;", "&")), "fr").table.rows
    if address == "BE3/":
        assert "/observe/BE3/overview.csv" in targets
