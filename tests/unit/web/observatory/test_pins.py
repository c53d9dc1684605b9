"""Pins: they show what was seen that day whatever comes after, and everybody may do with them what the table says."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.figures.tables import read_parquet
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Row
from beffroi.web.accounts.personal_data import EXPORTERS
from beffroi.web.core.models import AuditEntry
from beffroi.web.core.permissions import allows
from beffroi.web.observatory.actions.pins import pin_evidence, withdraw_pin
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.pinnable import NotPinnable, permalink
from beffroi.web.observatory.queries.pins import pin_address, reading
from beffroi.web.observatory.rules.pins import LETTERS, changes, digest_of, new_key, plain_table, table_of

Queries = Callable[[int], AbstractContextManager[Any]]
TARGET = "/observe/figures/gdp_per_head_eur/?regions=BE3,SE31&year=2017"


@pytest.fixture
def revised(settings: Any, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Turns the figures of the site into a later snapshot, in which Wallonia's GDP per head of 2017 is 28,300."""

    def turn() -> None:
        wallonia = (pl.col("region") == "BE3") & (pl.col("unit") == "EUR_HAB") & (pl.col("year") == 2017)
        table = read_parquet("gdp").with_columns(
            pl.when(wallonia).then(28300.0).otherwise(pl.col("value")).alias("value")
        )
        stream = io.BytesIO()
        table.write_parquet(stream)
        (tmp_path / "gdp.parquet").write_bytes(stream.getvalue())
        entry = {
            "dataset": "nama_10r_3gdp",
            "vintage": "updated 2027-02-20",
            "sha256": sha256(stream.getvalue()).hexdigest(),
        }
        (tmp_path / "manifest.json").write_text(json.dumps({"tables": {"gdp": entry}}), encoding="utf-8")
        settings.FIGURES_SNAPSHOT = str(tmp_path)

    yield turn


def signed_in(person: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pinned(**more: Any) -> Pin:
    """A pin of two regions in 2017."""
    return pin_evidence(**{"actor": cast.person("Anna"), "target": TARGET} | more)


# rules


def small(value: float | None, flag: str = "", code: str = "BE3") -> DataTable:
    """A table of one number."""
    columns = (Column("Region", "region"), Column("Code", "code"), Column("2017", "2017", is_number=True))
    return DataTable("x.csv", columns, (Row((Cell("Wallonia", "W"), Cell(code, code), Cell(str(value), value, flag))),))


def test_a_table_made_plain_and_stored_comes_back_the_same() -> None:
    table = small(28100.0, "p")
    assert table_of(json.loads(json.dumps(plain_table(table)))) == table


def test_the_digest_is_of_numbers_and_flags_and_not_of_words() -> None:
    other = small(1.0)
    renamed = DataTable(other.file, other.columns, (Row((Cell("Wallonie", "Wallonie"), *other.rows[0].cells[1:])),))
    assert digest_of(renamed) == digest_of(other)
    assert len({digest_of(each) for each in (small(1.0), small(2.0), small(1.0, "p"), small(None))}) == 4


def test_a_change_names_row_column_then_and_now() -> None:
    found = changes(small(28100.0), small(28300.0, "r"))
    assert [(each.row, each.column, each.then, each.now) for each in found] == [
        ("Wallonia", "2017", "28100.0", "28300.0 r")
    ]
    assert changes(small(1.0), small(1.0)) == []
    assert [(each.then, each.now) for each in changes(small(1.0), small(2.0, code="BE1"))] == [("1.0", ""), ("", "2.0")]


def test_keys_are_short_and_unambiguous() -> None:
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == 8 and set(key) <= set(LETTERS) for key in keys)
    assert not set("01oil") & set(LETTERS)


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/observe/figures/gdp_per_head_eur/",
        "//elsewhere.example/observe/",
        "/account/login/",
        "/observe/no/such/page/",
        "javascript:alert(1)",
        "/observe/figures/gdp_per_head_eur/\n",
        "/\\elsewhere.example",
        "",
        "/observe/figures/gdp_per_head_eur/?q=" + "x" * 1000,
    ],
)
def test_only_pages_of_the_observatory_can_be_pinned(target: str) -> None:
    with pytest.raises(NotPinnable):
        permalink(target)


def test_what_belongs_to_the_reader_is_not_part_of_a_permalink() -> None:
    assert str(permalink(f"{TARGET}&lang=fr&page=3")) == str(permalink(TARGET))


# what a pin holds


@pytest.mark.django_db
def test_a_pin_holds_numbers_sources_and_both_languages() -> None:
    pin = pinned(note="For the context analysis", language="en")
    assert pin.digest
    assert pin.titles["fr"] != pin.titles["en"]
    values = {row.cells[1].raw: row.cells[2].raw for row in table_of(pin.shown("en")["table"]).rows}
    assert values["BE3"] == 28100.0
    assert "<svg" in pin.shown("fr")["html"]
    assert pin.sources[0]["dataset"] == "nama_10r_3gdp"
    assert len(pin.sources[0]["checksums"]["gdp"]) == 64


@pytest.mark.django_db
def test_pinned_twice_it_is_the_same_pin_and_the_audit_holds_both() -> None:
    first, second = pinned(note="x"), pinned(note="x")
    assert first.pk == second.pk
    assert list(AuditEntry.objects.filter(of="observatory.pin").values_list("verb", flat=True)) == [
        "pinned",
        "pinned again",
    ]
    assert pinned(note="another").pk != first.pk
    assert pinned(actor=cast.person("Bram"), note="x").pk != first.pk


@pytest.mark.django_db
def test_the_audit_does_not_hold_the_payload() -> None:
    pinned()
    assert "payload" not in AuditEntry.objects.get(of="observatory.pin").after


@pytest.mark.django_db
def test_a_pin_survives_a_revision_and_says_so(client: Client, revised: Callable[[], None]) -> None:
    pin = pinned()
    assert "Unchanged since" in client.get(f"/e/{pin.key}/").content.decode()
    revised()
    text = client.get(f"/e/{pin.key}/").content.decode()
    assert "One number has been revised since." in text
    assert "28,100" in text
    assert "28,300" in text
    told = client.get(f"/e/{pin.key}.json").json()
    assert told["since"]["changes"] == [{"row": "Wallonia", "column": "2017", "then": "28,100", "now": "28,300"}]
    assert "28100" in client.get(f"/e/{pin.key}.csv").content.decode()
    assert "28300" not in client.get(f"/e/{pin.key}.csv").content.decode()


@pytest.mark.django_db
def test_pinned_after_a_revision_it_is_another_pin(revised: Callable[[], None]) -> None:
    first = pinned()
    revised()
    assert pinned().pk != first.pk


@pytest.mark.django_db
def test_numbers_changed_in_the_database_are_noticed() -> None:
    pin = pinned()
    pin.payload["en"]["table"]["rows"][1][0][2][1] = 1.0
    assert not reading(pin, "en").is_sound


@pytest.mark.django_db
def test_a_view_that_cannot_be_computed_any_more_still_shows_what_was_seen(client: Client) -> None:
    pin = pinned()
    Pin.objects.filter(pk=pin.pk).update(permalink="/observe/figures/gone/")
    text = client.get(f"/e/{pin.key}/").content.decode()
    assert "It cannot be computed any more:" in text
    assert "28,100" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/observe/BE3/gdp_per_head_eur.csv", "Wallonia"),
        ("/observe/BE3/stars.csv?peers=ITC1,SE31", "Wallonia"),
        ("/observe/BE3/overview.csv?peers=ITC1,SE31", "Wallonia: all regions in one table"),
        ("/observe/sectors/C24/?by=quotient", "2015"),
        ("/observe/sectors/C24/strength/", "2015"),
        ("/observe/index/?year=2021&region=BE3", "2021"),
        ("/observe/BE3/index/drivers.csv", "Wallonia"),
        ("/observe/index/compare/?regions=BE3,SE31", "Wallonia"),
        ("/observe/index/what-if/?creativity=3&region=BE3", "Scenario, not the official index"),
        ("/observe/BE3/index/dimensions.csv?year=2021", "Wallonia"),
    ],
)
def test_charts_of_profiles_and_rankings_can_be_pinned(client: Client, target: str, said: str) -> None:
    pin = pinned(target=target)
    assert said in pin.titles["en"]
    assert pin.sources
    assert "Unchanged since" in client.get(f"/e/{pin.key}/?lang=en").content.decode()
    assert reading(pin, "fr").state == "unchanged"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    [
        "/observe/figures/",
        "/observe/figures/employment_rate/",
        "/observe/BE3/nothing.csv",
        "/observe/sectors/Z9/",
        "/observe/BE31/index/drivers.csv",
    ],
)
def test_what_shows_no_numbers_cannot_be_pinned(target: str) -> None:
    with pytest.raises(NotPinnable):
        pinned(target=target)
    assert not Pin.objects.exists()


# pages


@pytest.mark.django_db
def test_a_person_pins_from_the_page_and_a_second_submission_gives_the_same_address() -> None:
    client = signed_in(cast.person("Anna"))
    assert "Wallonia" in client.get(pin_address(TARGET)).content.decode()
    answers = [client.post("/observe/pins/", {"target": TARGET, "note": "why"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"] == reverse("pin", args=[Pin.objects.get().key])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"target": "/observe/nowhere/x/y/"},
        {"target": TARGET, "kind": "sector-ranking"},
        {"target": TARGET, "note": "x" * 1001},
        {"target": TARGET, "language": "xx"},
    ],
)
def test_a_bad_submission_is_refused_in_words_and_nothing_is_stored(sent: dict[str, str]) -> None:
    response = signed_in(cast.person("Anna")).post("/observe/pins/", sent)
    assert response.status_code == 400
    assert not Pin.objects.exists()


@pytest.mark.django_db
def test_notes_carry_their_language_and_are_escaped(client: Client) -> None:
    pin = pinned(note="<b>élément</b>", language="fr")
    for address in (f"/e/{pin.key}/", "/observe/pins/"):
        text = client.get(address).content.decode()
        assert 'lang="fr">&lt;b&gt;élément' in text


@pytest.mark.django_db
def test_the_name_of_who_pinned_is_for_those_signed_in(client: Client) -> None:
    pin = pinned()
    for address in (f"/e/{pin.key}/", "/observe/pins/"):
        assert "Anna" not in client.get(address).content.decode()
        assert "Anna" in signed_in(cast.person("Bram")).get(address).content.decode()


@pytest.mark.django_db
def test_lists_and_pins_ask_the_database_the_same_whatever_their_number(
    client: Client, django_assert_max_num_queries: Queries
) -> None:
    pins = [pinned(note=str(number)) for number in range(6)]
    with django_assert_max_num_queries(2):
        client.get("/observe/pins/")
    with django_assert_max_num_queries(1):
        client.get(f"/e/{pins[0].key}/")


# who may do what

TABLE = [
    # who, may pin, may withdraw a pin of Anna's
    ("anonymous", False, False),
    ("Anna", True, True),
    ("Bram", True, False),
    ("co_manager", True, False),
    ("firm", True, False),
    ("administrator", True, True),
]


def who(name: str) -> Any:
    """Somebody of the table."""
    return getattr(cast, name)() if hasattr(cast, name) else cast.person(name)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "may_pin", "may_withdraw"), TABLE)
def test_who_may_pin_and_withdraw(client: Client, name: str, may_pin: bool, may_withdraw: bool) -> None:
    pin = pinned()
    address = reverse("observatory:pin_withdraw", args=[pin.key])
    if name == "anonymous":
        assert client.post("/observe/pins/", {"target": TARGET}).status_code == 403
        assert client.get(pin_address(TARGET))["Location"].startswith("/account/login/")
        assert client.post(address, {"because": "x"})["Location"].startswith("/account/login/")
        assert not Pin.objects.get().is_withdrawn
        return
    person = who(name)
    browser = signed_in(person)
    assert allows(person, "observatory.pin_evidence") == may_pin
    assert browser.post("/observe/pins/", {"target": TARGET, "note": name}).status_code == 302
    assert allows(person, "observatory.withdraw_pin", pin) == may_withdraw
    assert browser.post(address, {"because": "a slip"}).status_code == (302 if may_withdraw else 403)
    assert browser.get(f"/e/{pin.key}/").status_code == 200
    pin.refresh_from_db()
    assert pin.is_withdrawn == may_withdraw


@pytest.mark.django_db
def test_an_action_refuses_by_itself() -> None:
    pin = pinned()
    with pytest.raises(PermissionDenied):
        withdraw_pin(actor=cast.person("Bram"), pin=pin, because="x")


@pytest.mark.django_db
def test_a_withdrawn_pin_leaves_a_tombstone_without_its_content(client: Client) -> None:
    pin = pinned(note="secret of somebody")
    withdraw_pin(actor=cast.person("Anna"), pin=pin, because="pinned by mistake")
    text = client.get(f"/e/{pin.key.upper()}/").content.decode()
    assert "This pin was withdrawn on" in text
    assert "pinned by mistake" in text
    assert "secret" not in text
    assert "28,100" not in text
    told = client.get(f"/e/{pin.key}.json").json()
    assert told["withdrawn"]["because"] == "pinned by mistake"
    assert "seen" not in told
    assert client.get(f"/e/{pin.key}.csv").status_code == 404
    assert pin.key not in client.get("/observe/pins/").content.decode()
    assert pinned(note="secret of somebody").pk != pin.pk


@pytest.mark.django_db
def test_a_withdrawal_needs_a_reason() -> None:
    pin = pinned()
    address = reverse("observatory:pin_withdraw", args=[pin.key])
    assert signed_in(cast.person("Anna")).post(address, {"because": " "}).status_code == 400
    pin.refresh_from_db()
    assert not pin.is_withdrawn


@pytest.mark.django_db
def test_a_person_s_copy_holds_their_pins() -> None:
    pin = pinned(note="mine")
    assert [row["key"] for row in EXPORTERS["pins"](cast.person("Anna"))] == [pin.key]
    assert EXPORTERS["pins"](cast.person("Bram")) == []
