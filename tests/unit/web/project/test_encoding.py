"""What is not text in UTF-8 is refused in a sentence, in forms and in uploads; nothing is stored with signs missing."""

import gzip
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast
from tests.unit.web.observatory.test_own_series import sent

from beffroi.web.accounts.models import Organisation
from beffroi.web.observatory.models import SeriesUpload

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=cut"
LATIN = "Société d’été".encode("cp1252")


def test_a_form_in_another_encoding_is_refused_whole() -> None:
    client = cast.signed_in(cast.person())
    body = f"country=BE&helix=industry&legal_name={quote_from_bytes(LATIN)}"
    answer = client.post(reverse("accounts:create_organisation"), body, content_type=FORM)
    assert answer.status_code == 400
    assert "not sent as text in UTF-8; nothing was changed" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_so_is_a_multipart_form() -> None:
    client = cast.signed_in(cast.co_manager())
    body = b'--cut\r\nContent-Disposition: form-data; name="label_en"\r\n\r\n' + LATIN + b"\r\n--cut--\r\n"
    answer = client.generic("POST", "/observe/figures/new/", body, content_type=MULTIPART)
    assert answer.status_code == 400
    assert "not sent as text in UTF-8" in answer.content.decode()


def test_text_of_any_script_is_taken() -> None:
    client = cast.signed_in(cast.person())
    name = "Łódź – Ελλάδα 漢 🏭"
    client.post(reverse("accounts:create_organisation"), {"country": "BE", "helix": "industry", "legal_name": name})
    assert Organisation.objects.get().legal_name == name


def test_bytes_of_a_file_are_no_text_of_the_form() -> None:
    client = cast.signed_in(cast.co_manager())
    content = "region;year;value;note\nBE2;2023;1;été\n".encode("cp1252")
    answer = client.post("/observe/figures/new/", sent(content))
    assert answer.status_code == 302
    assert SeriesUpload.objects.count() == 1


@pytest.mark.parametrize("address", ["/observe/?q=%00a", "/observe/sectors/C2%000/", "/observe/index/?q=a%00b"])
def test_no_page_repeats_a_zero_byte(address: str) -> None:
    page = Client().get(address).content
    assert b"\0" not in page and "\ufffd".encode() in page


def test_a_page_that_is_kept_packed_is_sent_as_it_lies() -> None:
    first, again = (Client().get("/observe/BE3/", HTTP_ACCEPT_ENCODING="gzip") for _time in range(2))
    assert gzip.decompress(again.content) == gzip.decompress(first.content)
    assert b"\0" in again.content
