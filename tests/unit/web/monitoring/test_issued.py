"""Monitoring reports: composed of what is published, issued in both languages, and frozen; what everybody sees."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_issued as issue
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot

from beffroi.reporting.monitoring.model import from_data
from beffroi.reporting.monitoring.pdf import render_pdf
from beffroi.reporting.monitoring.workbook import render_workbook
from beffroi.web.chain.models import Node
from beffroi.web.monitoring.actions import correct, validate_entries
from beffroi.web.monitoring.actions.issuing import issue_report, save_report
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.models import Indicator, IssuedReport
from beffroi.web.strategy.actions import publish_version

pytestmark = pytest.mark.django_db
UNSAID = 7654.3
"""A value that stands nowhere else on a page."""


def address(one: IssuedReport, name: str = "issued", **more: str) -> str:
    return reverse(f"monitoring:{name}", kwargs={"slug": one.report.strategy.slug, "key": one.key, **more})


def files_of(client: Client, one: IssuedReport) -> list[bytes]:
    asked = ((language, form) for language in ("en", "fr") for form in ("pdf", "xlsx"))
    return [client.get(address(one, "issued_file", language=lang, form=form)).content for lang, form in asked]


def paper_of(client: Client, one: IssuedReport, language: str = "en") -> Any:
    return client.get(f"{address(one)}?lang={language}").context["paper"]


def issued_with_a_value() -> tuple[IssuedReport, Any]:
    """A report of one indicator behind its path, with an alert, a decision and a comment; and the value in it."""
    held = monitor.indicator(name="Firms helped")
    value = monitor.value(held, 12, 2)
    refresh_alerts(held.strategy)
    finding = monitor.finding(held.alerts.get())
    monitor.accepted(monitor.mitigation(finding, title="=Second two officers"))
    comments = {str(held.item.key): "Les postes sont vacants."}
    texts = {"language": "fr", "title": "=1+1 Rapport", "introduction": "Deux postes\nsont vacants."}
    return issue.issued(issue.report(comments=comments, **texts)), value


def test_an_issued_report_stays_whatever_changes_and_says_what_was_corrected() -> None:
    one, value = issued_with_a_value()
    client = cast.signed_in(cast.reader())
    before = [paper_of(client, one, language) for language in ("en", "fr")], files_of(client, one)
    assert "corrected since" not in client.get(address(one)).content.decode().lower()
    indicator = value.indicator
    correct(actor=None, measurement=value, value=30, reason="Counted anew")
    Node.objects.filter(item=indicator.item).update(title={"en": "Another name", "fr": "Un autre nom"})
    Indicator.objects.update(target_value=480, texts={"unit": {"en": "mice"}})
    refresh_alerts(indicator.strategy)
    assert ([paper_of(client, one, language) for language in ("en", "fr")], files_of(client, one)) == before
    page = client.get(f"{address(one)}?lang=en").content.decode()
    assert "One value of this report was corrected since it was issued" in page
    assert one.is_intact and one.checksum in page
    again = IssuedReport(content=one.content.replace("12", "13"), checksum=one.checksum)
    assert not again.is_intact


def test_both_languages_say_the_same_and_what_somebody_wrote_carries_its_language() -> None:
    one, _value = issued_with_a_value()
    client = cast.signed_in(cast.reader())
    english, french = (paper_of(client, one, language) for language in ("en", "fr"))
    assert (english.title.lang, french.title.lang) == ("fr", "")
    assert [part.name for part in english.parts] == [part.name for part in french.parts]
    for one_part, other in zip(english.parts, french.parts, strict=True):
        assert len(one_part.rows) == len(other.rows) and one_part.title != other.title
    said = {part.name: part.rows for part in english.parts}
    assert (said["indicators"][0][0].note.said, said["indicators"][0][0].note.lang) == (
        "Les postes sont vacants.",
        "fr",
    )
    assert said["indicators"][0][2].said == "Off track" and said["origins"] and said["values"][0][4].number == 12
    assert said["alerts"][0][0].said == "M1 Firms helped is behind its path"
    assert said["mitigations"][0][1].said.startswith("Accepted")
    page = client.get(f"{address(one)}?lang=en").content.decode()
    assert '<span lang="fr">Les postes sont vacants.</span>' in page
    pdf, book, pdf_fr, _book = files_of(client, one)
    for content, language in ((pdf, "en"), (pdf_fr, "fr")):
        read = PdfReader(io.BytesIO(content))
        assert read.trailer["/Root"]["/Lang"] == language and read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert b"pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data()
    cells = [cell for sheet in load_workbook(io.BytesIO(book)) for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert {"=1+1 Rapport", 12, one.checksum, "Les postes sont vacants."} <= {cell.value for cell in cells}


def test_the_same_content_always_gives_the_same_files() -> None:
    one, _value = issued_with_a_value()
    for held in one.files.all():
        write = {"pdf": render_pdf, "xlsx": render_workbook}[held.form]
        report = from_data(one.said["said"][held.language])
        assert write(report, one.checksum) == bytes(held.content)
        assert from_data(report.as_data()) == report


def test_the_database_itself_keeps_what_was_issued() -> None:
    one = issue.issued()
    for statement in (
        "UPDATE monitoring_issuedreport SET content = '{}'", "UPDATE monitoring_issuedreport SET checksum = ''",
        "DELETE FROM monitoring_issuedreport", "UPDATE monitoring_issuedfile SET content = ''",
        "DELETE FROM monitoring_issuedfile", "UPDATE monitoring_monitoringreport SET ends = '2001-01-01'",
        "DELETE FROM monitoring_monitoringreport",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(ValidationError):
        changed = issue.texts(starts=monitor.ago(12))
        save_report(actor=None, strategy=one.report.strategy, texts=changed, report=one.report)
    again = save_report(actor=None, strategy=one.report.strategy, texts=issue.texts(title="New"), report=one.report)
    assert again.title == "New"


def test_another_edition_says_why_and_the_first_says_that_it_is_superseded() -> None:
    first = issue.issued()
    with pytest.raises(ValidationError) as refused:
        issue_report(actor=None, report=first.report)
    assert "reason" in refused.value.error_dict
    second = issue.issued(first.report, "A region was missing.")
    client = cast.signed_in(cast.reader())
    page = client.get(address(first)).content.decode()
    assert "Another edition superseded it" in page and "A region was missing." in page and address(second) in page
    assert "It replaces edition 1 of" in client.get(address(second)).content.decode()
    strategy = first.report.strategy
    shown = client.get(f"/monitor/{strategy.slug}/published/").context["issued"]
    assert [(one.pk, one.number) for one in shown] == [(second.pk, 2)]


def test_what_changed_since_the_preview_is_read_again_before_it_is_issued() -> None:
    held = monitor.indicator()
    monitor.value(held, 12, 2)
    report, client = issue.report(), cast.signed_in(cast.m_and_e_officer())
    url = reverse("monitoring:report", kwargs={"slug": report.strategy.slug, "key": report.key})
    seen = client.get(url).context["form"]["seen"].value()
    monitor.value(held, 14, 1)
    assert client.post(url, {"seen": seen}).status_code == 400
    assert not IssuedReport.objects.exists()
    seen = client.get(url).context["form"]["seen"].value()
    made = client.post(url, {"seen": seen})
    assert made.status_code == 302 and made["Location"] == address(IssuedReport.objects.get())
    assert client.post(url, {"seen": seen, "reason": " "}).status_code == 400


@pytest.mark.parametrize(
    ("said", "field"),
    [({"starts": monitor.ago(1), "ends": monitor.ago(3)}, "ends"), ({"ends": monitor.ago(0)}, "ends"),
     ({"title": "  ", "starts": monitor.ago(5)}, "title"), ({}, "starts")],
)  # fmt: skip
def test_a_period_that_cannot_be_reported_on_is_refused_at_its_field(said: dict[str, Any], field: str) -> None:
    issue.report()
    with pytest.raises(ValidationError) as refused:
        save_report(actor=None, strategy=pilot.strategy(), texts=issue.texts(**{"starts": monitor.ago(6), **said}))
    assert field in refused.value.error_dict


def test_everybody_sees_what_is_published_and_nothing_else(django_assert_max_num_queries: Any) -> None:
    first, later = collect.asked(), collect.asked("Jobs that nobody published")
    strategy = first.strategy
    collect.report(collect.request_of(first, later), None, M1=collect.said(12), M2=collect.said(UNSAID))
    collect.decide(collect.entry_of(first))
    waits = collect.entry_of(later)
    validate_entries(actor=cast.m_and_e_officer(), strategy=strategy, chosen=collect.chosen(waits))
    waits.refresh_from_db()
    monitor.indicator(name="Meetings counted", kind="platform", counted="meetings_kept")
    prepared = issue.report(title="Only prepared")
    visitor, url = Client(), f"/monitor/{strategy.slug}/published/"
    assert visitor.get(url).status_code == 404
    publish_version(actor=None, version=strategy.versions.get())
    page = visitor.get(url)
    text = page.content.decode()
    assert waits.state == "validated" and page.status_code == 200
    assert [row.reading.node.code for row in page.context["found"].rows] == ["M1"] and "12" in text
    assert "nobody published" not in text and "7654" not in text.replace("\u202f", "").replace(",", "")
    assert "Meetings counted" not in text and "Only prepared" not in text
    assert "/alerts/" not in text and "/track/" not in text
    one = issue.issued(prepared)
    assert "7654" not in one.content
    with django_assert_max_num_queries(15):
        assert "Only prepared" in visitor.get(f"{url}?lang=fr").content.decode()
    with django_assert_max_num_queries(15):
        assert visitor.get(address(one)).status_code == 200
    assert visitor.get(address(one, "issued_file", language="de", form="pdf")).status_code == 404


def test_comments_stand_at_what_they_are_on_and_stay_where_it_is_gone() -> None:
    held = monitor.indicator()
    report = issue.report(comments={"gone": "Kept"})
    url = reverse("monitoring:edit_report", kwargs={"slug": report.strategy.slug, "key": report.key})
    client = cast.signed_in(cast.m_and_e_officer())
    form = client.get(url).context["form"]
    said = {name: form[name].value() for name in form.fields} | {f"comment_{held.item.key}": "Too few"}
    said |= {"starts": f"{report.starts:%Y-%m}", "ends": f"{report.ends:%Y-%m}"}
    assert client.post(url, said).status_code == 302
    report.refresh_from_db()
    assert report.comments == {"gone": "Kept", str(held.item.key): "Too few"}
    wrong = client.post(url, said | {"title": "", "seen": ""})
    assert wrong.status_code == 400 and "title" in wrong.context["form"].errors
