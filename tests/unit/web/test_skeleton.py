"""The site answers."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/observe/", "/design/", "/account/login/"])
def test_pages_answer(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
