"""An analyst's series: previewed, confirmed whole or not at all, seen by whom it is for, never overwritten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.unit.web import cast

from beffroi.reporting.language import Language
from beffroi.web.core import files
from beffroi.web.core.bulk import insert_rows
from beffroi.web.core.models import AuditEntry
from beffroi.web.core.permissions import allows
from beffroi.web.observatory.actions import series as actions
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.observatory.models import Observation, OwnSeries, SeriesUpload, SeriesVintage
from beffroi.web.observatory.own_series import expire_uploads
from beffroi.web.observatory.pinnable import NotPinnable
from beffroi.web.observatory.queries.catalogue import entries
from beffroi.web.observatory.queries.pins import reading as pin_reading
from beffroi.web.observatory.queries.series import compared, uploads_of, vintages_of, visible_to
from beffroi.web.observatory.reading.check import read_series
from beffroi.web.observatory.rules.series import Description

pytestmark = pytest.mark.django_db

Queries = Callable[..., Any]
GOOD = b"region;year;value;flag\nBE3;2022;11,5;\nBE3;2023;12,5;p\nBE2;2022;4;\nBE1;2023;;c\n"
REVISED = GOOD.replace(b"12,5;p", b"12,9;")
BAD = b"region;year;value\nFlandrre;2023;x\n"
ROLES = ("administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser", "cluster_manager", "reader", "firm")
ANALYSTS = {"administrator", "co_manager", "m_and_e_officer", "evaluator", "cluster_manager"}


def described(**other: Any) -> Description:
    whole = {
        "label": {"en": "Green jobs", "fr": "Emplois verts"},
        "definition": {"en": "Share of jobs in green trades."},
        "unit": "percent",
        "source": "Survey of the agency",
        "licence": "CC BY 4.0",
        "visibility": "open",
    }
    return Description.model_validate(whole | other)


def proposed(who: Any, content: bytes = GOOD, series: OwnSeries | None = None, **other: Any) -> SeriesUpload:
    reading = read_series("jobs.csv", content, "percent")
    description = described(**other) if series is None else None
    return actions.propose_series(actor=who, reading=reading, content=content, description=description, series=series)


def added(who: Any, content: bytes = GOOD, **other: Any) -> OwnSeries:
    return actions.confirm_upload(actor=who, upload=proposed(who, content, **other)).series


def somebody(role: str) -> Any:
    return AnonymousUser() if role == "visitor" else getattr(cast, role)()


def sent(content: bytes, name: str = "jobs.csv", **other: str) -> dict[str, Any]:
    return {
        "label_en": "Green jobs",
        "definition_en": "Share of jobs in green trades.",
        "unit": "percent",
        "polarity": "1",
        "source": "Survey",
        "licence": "CC BY 4.0",
        "visibility": "open",
        "file": SimpleUploadedFile(name, content),
    } | other


# who may


@pytest.mark.parametrize("role", [*ROLES, "visitor"])
def test_analysts_add_series_and_others_do_not(role: str) -> None:
    who = somebody(role)
    assert allows(who, "observatory.add_series") == (role in ANALYSTS)
    if role not in ANALYSTS and role != "visitor":
        with pytest.raises(PermissionDenied):
            proposed(who)
        assert SeriesUpload.objects.count() == 0


@pytest.mark.parametrize("visibility", ["open", "organisation", "private"])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_predicate_and_the_query_agree_on_who_sees_a_series(visibility: str, withdrawn: bool) -> None:
    house = cast.organisation("The agency")
    owner, colleague = cast.co_manager("Owner"), cast.representative(house, "Colleague")
    stranger = cast.representative(cast.organisation("Another"), "Stranger")
    series = added(owner, visibility=visibility, organisation_id=house.pk)
    if withdrawn:
        series = actions.withdraw_series(actor=owner, series=series, because="wrong")
    by_name = {
        "owner": owner,
        "colleague": colleague,
        "stranger": stranger,
        "analyst": cast.evaluator(),
        "visitor": AnonymousUser(),
        "administrator": cast.administrator(),
    }
    seen = {name for name, who in by_name.items() if visible_to(who).filter(pk=series.pk).exists()}
    assert seen == {name for name, who in by_name.items() if allows(who, "observatory.view_series", series)}
    always = {"owner", "administrator"}
    more = {"open": set(by_name), "organisation": always | {"colleague"}, "private": always}[visibility]
    assert seen == (always if withdrawn else more)


@pytest.mark.parametrize("visibility", ["organisation", "private"])
def test_what_is_not_for_everybody_does_not_exist_for_others(client: Client, visibility: str) -> None:
    house, owner = cast.organisation("The agency"), cast.co_manager("Owner")
    slug = added(owner, visibility=visibility, organisation_id=house.pk).slug
    stranger = cast.signed_in(cast.representative(cast.organisation("Another"), "Stranger"))
    for path in ("", "data.csv", "data.json", "data.sdmx.csv", "citation.bib", "citation.json", "differences/"):
        address = f"/observe/figures/own/{slug}/{path}"
        assert client.get(address).status_code == 404
        assert stranger.get(address).status_code == 404
        assert cast.signed_in(owner).get(address).status_code == 200
    for path in ("vintages/new/", "withdraw/"):
        assert stranger.get(f"/observe/figures/own/{slug}/{path}").status_code == 404
    listed = client.get("/observe/figures/?q=green jobs").content.decode()
    assert slug not in listed
    assert slug not in client.get("/api/v1/figures?q=green").content.decode()
    with pytest.raises(NotPinnable):
        pin_evidence(actor=owner, target=f"/observe/figures/own/{slug}/")


@pytest.mark.parametrize("role", [*ROLES, "visitor"])
def test_only_the_owner_and_administrators_change_or_withdraw_a_series(role: str) -> None:
    series, who = added(cast.co_manager("Owner")), somebody(role)
    for permission in ("observatory.add_vintage", "observatory.withdraw_series"):
        assert allows(who, permission, series) == (role == "administrator")


def test_an_upload_is_its_senders_alone() -> None:
    upload = proposed(cast.co_manager("Owner"))
    for who in (cast.administrator(), cast.evaluator(), AnonymousUser()):
        assert not uploads_of(who).exists()
        for permission in ("view_upload", "confirm_upload", "discard_upload"):
            assert not allows(who, f"observatory.{permission}", upload)
    assert cast.signed_in(cast.evaluator()).get(f"/observe/figures/new/{upload.key}/").status_code == 404


def test_the_file_of_an_upload_is_given_to_its_sender_alone() -> None:
    owner = cast.co_manager("Owner")
    stored = files.of(proposed(owner)).get()
    assert files.find(owner, stored.key) == stored
    assert files.find(cast.administrator(), stored.key) is None


# the way of a file


def test_nothing_is_imported_until_it_is_confirmed() -> None:
    owner = cast.co_manager("Owner")
    upload = proposed(owner)
    assert (OwnSeries.objects.count(), Observation.objects.count()) == (0, 0)
    vintage = actions.confirm_upload(actor=owner, upload=upload)
    assert vintage.number == 1
    assert list(vintage.observations.order_by("region", "year").values_list("region", "year", "value", "flag")) == [
        ("BE1", 2023, None, "c"),
        ("BE2", 2022, 4.0, ""),
        ("BE3", 2022, 11.5, ""),
        ("BE3", 2023, 12.5, "p"),
    ]
    assert (vintage.first_year, vintage.last_year, vintage.regions, vintage.covered) == (2022, 2023, 3, 1)


def test_a_file_confirmed_twice_is_one_vintage() -> None:
    owner = cast.co_manager("Owner")
    upload = proposed(owner)
    first = actions.confirm_upload(actor=owner, upload=upload)
    assert actions.confirm_upload(actor=owner, upload=upload) == first
    assert SeriesVintage.objects.count() == 1


@pytest.mark.parametrize("state", ["with errors", "discarded", "expired", "overdue"])
def test_a_file_that_is_no_longer_good_is_not_imported(state: str) -> None:
    owner = cast.co_manager("Owner")
    upload = proposed(owner, BAD if state == "with errors" else GOOD)
    if state == "discarded":
        actions.discard_upload(actor=owner, upload=upload)
    if state in {"expired", "overdue"}:
        SeriesUpload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    if state == "expired":
        assert expire_uploads() == 1
    with pytest.raises(ValidationError):
        actions.confirm_upload(actor=owner, upload=upload)
    assert (OwnSeries.objects.count(), Observation.objects.count()) == (0, 0)
    assert files.of(upload).exists() == (state in {"with errors", "overdue"})


def test_a_failure_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = cast.co_manager("Owner")
    upload = proposed(owner)

    def fail(model: Any, fields: Any, rows: Any) -> None:
        insert_rows(model, fields, [next(iter(rows))])
        assert Observation.objects.count() == 1
        raise RuntimeError

    monkeypatch.setattr(actions, "insert_rows", fail)
    with pytest.raises(RuntimeError):
        actions.confirm_upload(actor=owner, upload=upload)
    assert (OwnSeries.objects.count(), SeriesVintage.objects.count(), Observation.objects.count()) == (0, 0, 0)
    upload.refresh_from_db()
    assert upload.state == "read"


def test_two_series_of_one_name_have_two_addresses() -> None:
    owner = cast.co_manager("Owner")
    assert [added(owner).slug, added(owner).slug] == ["green-jobs", "green-jobs-2"]


def test_the_audit_holds_no_values() -> None:
    added(cast.co_manager("Owner"))
    assert not any("BE3" in str(entry.after) for entry in AuditEntry.objects.all())
    assert {"proposed", "confirmed", "added"} <= set(AuditEntry.objects.values_list("verb", flat=True))


# vintages


def test_a_new_vintage_stands_beside_the_old_one_and_the_differences_are_told() -> None:
    owner = cast.co_manager("Owner")
    series = added(owner)
    actions.confirm_upload(actor=owner, upload=proposed(owner, REVISED, series))
    after, before = vintages_of(series)
    assert compared(before, after).counts == {"changed": 1, "added": 0, "removed": 0}
    assert before.observations.get(region="BE3", year=2023).value == 12.5
    page = cast.signed_in(owner).get(f"/observe/figures/own/{series.slug}/differences/").content.decode()
    assert "From vintage 1 to vintage 2: 1 changed, 0 added, 0 removed." in page


def test_the_same_values_again_are_no_new_vintage() -> None:
    owner = cast.co_manager("Owner")
    series = added(owner)
    with pytest.raises(ValidationError, match="same values as vintage 1"):
        actions.confirm_upload(actor=owner, upload=proposed(owner, GOOD, series))
    assert SeriesVintage.objects.count() == 1


def test_a_pin_shows_the_vintage_that_was_seen_and_stays_when_the_series_goes() -> None:
    owner = cast.co_manager("Owner")
    series = added(owner)
    newest = pin_evidence(actor=owner, target=f"/observe/figures/own/{series.slug}/")
    first = pin_evidence(actor=owner, target=f"/observe/figures/own/{series.slug}/?vintage=1")
    actions.confirm_upload(actor=owner, upload=proposed(owner, REVISED, series))
    assert pin_reading(newest, "en").state == "revised"
    assert pin_reading(first, "en").state == "unchanged"
    actions.withdraw_series(actor=owner, series=series, because="wrong")
    kept = pin_reading(first, "fr")
    assert (kept.state, kept.is_sound) == ("unavailable", True)
    assert any(cell.raw == 12.5 for row in kept.table.rows for cell in row.cells)


# pages


def test_a_bad_file_is_shown_with_its_errors_and_a_good_one_is_imported() -> None:
    client = cast.signed_in(cast.co_manager())
    preview = client.post("/observe/figures/new/", sent(BAD), follow=True).content.decode()
    for told in ("2 errors have to be corrected", "“Flandrre” is not a region", "BE2 (Flanders)", "is not a number"):
        assert told in preview
    assert "Confirm and import" not in preview
    answer = client.post("/observe/figures/new/", sent(GOOD), follow=True)
    assert "3 values will be read, for 3 regions, from 2022 to 2023." in answer.content.decode()
    address = answer.redirect_chain[-1][0]
    page = client.post(f"{address}confirm/", follow=True).content.decode()
    for told in ("own series", "Added by", "CC BY 4.0", "vintage 1", "Pin as evidence", "12.5", "SHA-256"):
        assert told in page
    assert "This file was confirmed and imported." in client.get(address).content.decode()


def test_a_file_that_is_sent_twice_is_kept_once() -> None:
    client, key = cast.signed_in(cast.co_manager()), {"one_time_key": "a" * 32}
    assert 'name="one_time_key"' in client.get("/observe/figures/new/").content.decode()
    first, second = (client.post("/observe/figures/new/", sent(GOOD) | key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert SeriesUpload.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"label_en": ""}, "Write the name and the definition"),
        ({"label_en": "", "definition_en": ""}, "Write it in one language at least."),
        ({"unit": "other"}, "Name the unit."),
        ({"unit": "bushels"}, "Select a valid choice"),
        ({"visibility": "organisation"}, "you must act for it"),
        ({"organisation": "999"}, "Select a valid choice"),
        ({"sheet": "x" * 100}, "at most 80 characters"),
    ],
)
def test_a_description_that_is_wrong_is_told_at_its_field(wrong: dict[str, str], told: str) -> None:
    answer = cast.signed_in(cast.co_manager()).post("/observe/figures/new/", sent(GOOD, **wrong))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert SeriesUpload.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"," * 10_000_000, "larger than 5 MB"),
        ("a.exe", b"MZ", "only CSV and XLSX"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.csv", b"region,year,value\nBE3,2020,\0\n", "belong to no text"),
    ],
    ids=["empty", "commas", "program", "damaged", "nul"],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(name: str, content: bytes, told: str) -> None:
    answer = cast.signed_in(cast.co_manager()).post("/observe/figures/new/", sent(content, name))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert SeriesUpload.objects.count() == 0


def test_nobody_shares_a_series_with_an_organisation_that_they_do_not_act_for() -> None:
    other = cast.organisation("Another")
    wrong = {"visibility": "organisation", "organisation": str(other.pk)}
    assert cast.signed_in(cast.co_manager()).post("/observe/figures/new/", sent(GOOD, **wrong)).status_code == 400


def test_what_was_asked_for_stands_in_the_files(client: Client) -> None:
    address = f"/observe/figures/own/{added(cast.co_manager()).slug}/"
    lines = client.get(f"{address}data.csv?regions=BE3&year=2023").content.decode().splitlines()
    assert len(lines) == 2
    assert "BE3,Wallonia,NUTS 1,2023,,12.5,p" in lines[1]
    assert client.get(f"{address}data.json").json()["series"]["vintage"].startswith("vintage 1")
    for wrong in ("regions=nowhere", "year=1850"):
        assert client.get(f"{address}data.csv?{wrong}").status_code == 400
    for path in ("?vintage=7", "data.csv?vintage=x", "differences/?before=1&after=1&lang=fr"):
        assert client.get(address + path).status_code == (200 if "differences" in path else 404)


def test_text_that_a_spreadsheet_would_run_is_guarded(client: Client) -> None:
    series = added(cast.co_manager(), source="=cmd()", licence="+x")
    assert ",'=cmd()," in client.get(f"/observe/figures/own/{series.slug}/data.csv").content.decode()


def test_the_series_stands_in_the_catalogue_of_those_who_see_it(client: Client) -> None:
    owner = cast.co_manager("Owner")
    series, secret = added(owner), added(owner, visibility="private")
    assert [entry.id for entry in entries(AnonymousUser(), Language("en")) if entry.is_own] == [series.slug]
    assert {entry.id for entry in entries(owner, Language("en")) if entry.is_own} == {series.slug, secret.slug}
    page = client.get("/observe/figures/?q=emplois+verts").content.decode()
    assert f"/observe/figures/own/{series.slug}/" in page
    assert "own series" in page


def test_queries_do_not_grow_with_regions_series_or_vintages(
    client: Client, django_assert_max_num_queries: Queries
) -> None:
    owner = cast.co_manager("Owner")
    places = ("BE1", "BE2", "BE3", "DE1", "DE2", "SE31", "ITC1", "FRE1")
    many = b"region,year,value\n" + b"".join(
        f"{place},{year},{year % 7}\n".encode() for place in places for year in range(2000, 2025)
    )
    series = added(owner, many)
    for _number in range(3):
        added(owner)
    address = f"/observe/figures/own/{series.slug}/"
    for path, most in ((address, 5), (f"{address}data.csv", 4), ("/observe/figures/?q=green", 2)):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
    signed_in = cast.signed_in(owner)
    with django_assert_max_num_queries(12):
        assert signed_in.get(address).status_code == 200
