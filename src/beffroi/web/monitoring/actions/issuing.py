"""Writes about monitoring reports: what the M&E unit prepares, and the editions that it issues, which never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.reporting.monitoring.model import from_data
from beffroi.reporting.monitoring.pdf import render_pdf
from beffroi.reporting.monitoring.workbook import render_workbook
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.monitoring.models import IssuedFile, IssuedReport, MonitoringReport
from beffroi.web.monitoring.models.issued import checksum_of, content_of
from beffroi.web.monitoring.queries.issued import last_edition
from beffroi.web.monitoring.queries.paper import SAYS, compose

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

PREPARE = "monitoring.prepare_report"
TEXTS = ("starts", "ends", "language", "title", "introduction", "comments")
WRITERS = {IssuedFile.Form.PDF: render_pdf, IssuedFile.Form.XLSX: render_workbook}


@dataclass(frozen=True)
class Texts:
    """What somebody writes of a period, in one language; `comments` by the key of an indicator or an intervention."""

    starts: date
    ends: date
    language: str
    title: str
    introduction: str
    comments: Mapping[str, str]


@action
def save_report(
    *, actor: Any, strategy: "Strategy", texts: Texts, report: MonitoringReport | None = None, seen: str = ""
) -> MonitoringReport:
    """Prepare a report on some months that are over, or change its texts as they were `seen`."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, PREPARE, strategy)
    found = lock(report) if report else MonitoringReport(strategy=strategy, prepared_by=actor)
    refuse_unseen(found, TEXTS, seen)
    starts, ends = texts.starts.replace(day=1), texts.ends.replace(day=1)
    _check_period(found, starts, ends)
    if not texts.title.strip():
        raise ValidationError({"title": _("Give the report a title.")})
    with audited(actor, "changed" if found.pk else "prepared a report", found):
        found.starts, found.ends, found.language = starts, ends, texts.language
        found.title, found.introduction = texts.title.strip(), texts.introduction.strip()
        found.comments = {key: said.strip() for key, said in texts.comments.items() if said.strip()}
        found.save()
    return found


def _check_period(found: MonitoringReport, starts: date, ends: date) -> None:
    if ends < starts:
        raise ValidationError({"ends": _("The last month lies before the first; give a later one.")})
    if month_of(ends) >= month_of(timezone.localdate()):
        raise ValidationError({"ends": _("That month is not over; report on months that are.")})
    if found.pk and (found.starts, found.ends) != (starts, ends) and last_edition(found) is not None:
        said = _("This report was issued for its period; prepare another report for another period.")
        raise ValidationError({"starts": said})
    others = MonitoringReport.objects.filter(strategy=found.strategy, starts=starts, ends=ends).exclude(pk=found.pk)
    if others.exists():
        said = _("There is a report on this period already; issue another edition of it.")
        raise ValidationError({"starts": said})


@action
def issue_report(*, actor: Any, report: MonitoringReport, reason: str = "", seen: str = "") -> IssuedReport:
    """Issue a report as it was `seen` in its preview: everything it says is kept, with its files, and never changes.

    Whoever may read the strategy reads it from now on. Another edition says why there is one.
    """
    found = lock(report)
    if actor is not None:
        permit(actor, PREPARE, found)
    last, now, reason = last_edition(found), timezone.now(), reason.strip()[:500]
    if last is not None and not reason:
        raise ValidationError({"reason": _("Say why there is another edition; readers of the last one learn it.")})
    if seen and seen != checksum_of(content_of(compose(found, now, last))):
        raise ValidationError(_("What the report says changed since you looked: read it again, then issue it."))
    content = content_of(compose(found, now, last, reason))
    made = IssuedReport(
        report=found, number=last.number + 1 if last else 1, reason=reason if last else "", content=content,
        checksum=checksum_of(content), issued_by=actor, at=now,
    )  # fmt: skip
    made.save()
    IssuedFile.objects.bulk_create(_files(made))
    record(actor, "issued a report", found, after={"edition": made.number, "checksum": made.checksum})
    return made


def _files(made: IssuedReport) -> list[IssuedFile]:
    found = []
    for language, data in made.said[SAYS].items():
        report = from_data(data)
        for form, write in WRITERS.items():
            content = write(report, made.checksum)
            found.append(
                IssuedFile(
                    issued=made, language=language, form=form, content=content, checksum=checksum_of(content)
                )
            )  # fmt: skip
    return found
