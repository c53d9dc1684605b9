"""What pages share is computed before the first visitor asks."""

import pytest

from beffroi.web.observatory.queries import catalogue, clusters, index
from beffroi.web.observatory.queries.warm import warm


@pytest.mark.django_db
def test_after_warming_the_shared_tables_are_held() -> None:
    warm()
    held = [catalogue._official, index._ranking, clusters._sector_table]
    before = [table.cache_info().misses for table in held]
    warm()
    assert [table.cache_info().misses for table in held] == before
