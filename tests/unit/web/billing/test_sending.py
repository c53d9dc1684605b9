"""Invoices leave by a folder or an access point: once, tried again with pauses, every state on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast, cast_money
from tests.unit.web.billing.loopback import answering

from beffroi.web.billing import actions
from beffroi.web.billing.jobs import PAUSES
from beffroi.web.billing.models import Transmission
from beffroi.web.core.models import Job
from beffroi.web.core.worker import Worker

pytestmark = pytest.mark.django_db


def work(times: int = 1) -> Transmission:
    """Do what waits, as if the pauses were over."""
    for _time in range(times):
        Job.objects.filter(kind="billing.send", state="queued").update(run_after=timezone.now() - timedelta(days=1))
        Worker().work_once()
    return Transmission.objects.latest("pk")


def test_without_an_access_point_the_file_lies_in_a_folder(settings, tmp_path):
    settings.INVOICE_FOLDER, settings.ACCESS_POINT_URL = tmp_path / "out", ""
    invoice = cast_money.invoice()
    client = cast.signed_in(cast.cluster_manager())
    for _time in range(2):
        assert client.post(reverse("billing:send", kwargs={"key": invoice.key})).status_code == 302
    found = work()
    assert (found.state, found.attempts, Transmission.objects.count()) == ("delivered", 1, 1)
    assert [one.name for one in (tmp_path / "out").iterdir()] == [f"{invoice.number}.xml"]
    page = client.get(reverse("billing:invoice", kwargs={"key": invoice.key})).content.decode()
    assert "Delivered" in page


def test_an_access_point_is_asked_until_the_file_has_arrived(settings):
    states = iter([(503, {}), (202, {"id": "d-1", "status": "accepted"}), (200, {"id": "d-1", "status": "accepted"}),
                   (200, {"id": "d-1", "status": "delivered"})])  # fmt: skip
    with answering(lambda _asked: next(states)) as server:
        settings.ACCESS_POINT_URL, settings.ACCESS_POINT_TOKEN = server.url, "secret"
        actions.send(actor=None, invoice=cast_money.invoice(), channel="access_point")
        seen = [work().state for _time in range(4)]
    assert seen == ["pending", "in_flight", "in_flight", "delivered"]
    assert [(one.method, one.path) for one in server.asked] == [
        ("POST", "/documents"), ("POST", "/documents"), ("GET", "/documents/d-1"), ("GET", "/documents/d-1"),
    ]  # fmt: skip
    first, second = server.asked[:2]
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.headers["Authorization"] == "Bearer secret"
    assert b"<Invoice" in first.body


def test_what_is_refused_has_failed_with_the_reason_and_may_be_sent_again(settings):
    with answering(lambda _asked: (422, {"reason": "unknown participant"})) as server:
        settings.ACCESS_POINT_URL, settings.ACCESS_POINT_TOKEN = server.url, ""
        invoice = cast_money.invoice()
        actions.send(actor=None, invoice=invoice, channel="access_point")
        found = work()
    assert (found.state, found.reason) == ("failed", "unknown participant")
    again = actions.send(actor=None, invoice=invoice, channel="access_point")
    assert again.pk != found.pk


def test_who_never_answers_is_not_asked_for_ever(settings):
    settings.ACCESS_POINT_URL, settings.ACCESS_POINT_TOKEN = "http://127.0.0.1:9", ""
    actions.send(actor=None, invoice=cast_money.invoice(), channel="access_point")
    found = work(len(PAUSES) + 3)
    assert (found.state, found.attempts) == ("failed", len(PAUSES) + 1)


def test_what_nobody_could_deliver_and_who_may_not_are_refused():
    foreign = cast_money.invoice("us", buyer=cast_money.Buyer("Roofs Inc.", "US"))
    with pytest.raises(ValidationError, match="cannot be reached"):
        actions.send(actor=None, invoice=foreign, channel="folder")
    with pytest.raises(PermissionDenied):
        actions.send(actor=cast.administrator(), invoice=cast_money.invoice(), channel="folder")
