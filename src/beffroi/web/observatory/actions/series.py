"""Adding a series, a vintage to one, and taking a series back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core import files
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.bulk import insert_rows
from beffroi.web.observatory.models import Observation, OwnSeries, SeriesUpload, SeriesVintage
from beffroi.web.observatory.reading.model import Reading
from beffroi.web.observatory.rules.series import (
    WAITS,
    Description,
    Line,
    extent_of,
    has_expired,
    keyed,
    plain_lines,
    slug_of,
)
from beffroi.web.observatory.states import UploadState

VALUES = ("vintage", "region", "year", "sector", "value", "flag")
TRIES = 5
MOST_WAITING = 20
"""Uploads of one person that wait to be confirmed."""


@action
def propose_series(
    *,
    actor: Any,
    reading: Reading,
    content: bytes,
    description: Description | None = None,
    series: OwnSeries | None = None,
    note: str = "",
) -> SeriesUpload:
    """Keep a file as read, for a preview: of a new series (described) or of a new vintage; nothing is imported yet."""
    if series is not None:
        series = lock(series)
    permit(actor, "observatory.add_series" if series is None else "observatory.add_vintage", series)
    waiting = SeriesUpload.objects.filter(person=actor, state=UploadState.READ, expires_at__gt=timezone.now())
    if waiting.count() >= MOST_WAITING:
        said = _("%(count)s of your files wait to be confirmed; confirm or discard one of them first.")
        raise ValidationError(said % {"count": MOST_WAITING})
    upload = SeriesUpload.objects.create(
        person=actor,
        series=series,
        description=description.model_dump() if description is not None else {},
        note=note,
        file_name=reading.file,
        file_sha256=reading.sha256,
        report=reading.report.plain(),
        lines=reading.lines,
        expires_at=timezone.now() + WAITS,
    )
    files.keep(actor=actor, name=reading.file, media_type=reading.media_type, content=content, of=upload)
    _record(actor, "proposed", upload)
    return upload


@action
def confirm_upload(*, actor: Any, upload: SeriesUpload) -> SeriesVintage:
    """Make what was read a vintage, all of it or nothing; confirmed twice, it is the same vintage."""
    upload = lock(upload)
    permit(actor, "observatory.confirm_upload", upload)
    if upload.state == UploadState.CONFIRMED and upload.vintage is not None:
        _record(actor, "confirmed again", upload)
        return upload.vintage
    _check_open(upload)
    if upload.report["problem_count"] or not upload.lines:
        raise ValidationError(_("This file holds errors; correct them, and send it again."))
    lines = plain_lines(upload.lines)
    series = _series_for(actor, upload)
    vintage = _vintage(actor, series, upload, lines)
    upload.confirm()
    upload.series, upload.vintage, upload.lines = series, vintage, []
    upload.save(update_fields=["state", "series", "vintage", "lines"])
    _record(actor, "confirmed", upload)
    return vintage


@action
def discard_upload(*, actor: Any, upload: SeriesUpload) -> SeriesUpload:
    """Throw away what was read, and the file."""
    upload = lock(upload)
    permit(actor, "observatory.discard_upload", upload)
    if upload.state == UploadState.DISCARDED:
        _record(actor, "discarded again", upload)
        return upload
    if upload.state != UploadState.READ:
        raise ValidationError(_("This file was dealt with already; there is nothing left to discard."))
    upload.discard()
    return _emptied(actor, "discarded", upload)


@action
def expire_upload(*, actor: Any = None, upload: SeriesUpload) -> SeriesUpload:
    """Throw away what nobody confirmed in time; the site itself does it."""
    upload = lock(upload)
    if upload.state == UploadState.READ and has_expired(upload.expires_at, timezone.now()):
        upload.expire()
        return _emptied(actor, "expired", upload)
    _record(actor, "left", upload)
    return upload


@action
def withdraw_series(*, actor: Any, series: OwnSeries, because: str) -> OwnSeries:
    """Take a series back: others no longer find it; what was pinned of it stays as it was seen."""
    series = lock(series)
    permit(actor, "observatory.withdraw_series", series)
    if not because.strip():
        raise ValidationError({"because": _("Say in a few words why.")})
    if series.withdrawn_at is not None:
        record(actor, "withdrew again", series)
        return series
    with audited(actor, "withdrew", series):
        series.withdrawn_at, series.withdrawn_by, series.withdrawn_because = timezone.now(), actor, because.strip()
        series.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return series


def _check_open(upload: SeriesUpload) -> None:
    if upload.state == UploadState.DISCARDED:
        raise ValidationError(_("This file was discarded; send it again."))
    if upload.state == UploadState.EXPIRED or has_expired(upload.expires_at, timezone.now()):
        raise ValidationError(_("This file waited for more than a day and was removed; send it again."))


def _series_for(actor: Any, upload: SeriesUpload) -> OwnSeries:
    """The series of an upload, locked; made if it is new."""
    if upload.series is not None:
        series = lock(upload.series)
        permit(actor, "observatory.add_vintage", series)
        return series
    described = Description.model_validate(upload.description).model_dump()
    for _try in range(TRIES):
        stem = slug_of(described["label"])
        taken = OwnSeries.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
        series = OwnSeries(slug=slug_of(described["label"], taken), owner=actor, **described)
        try:
            with transaction.atomic(), audited(actor, "added", series):
                series.save()
        except IntegrityError:
            continue
        return series
    raise ValidationError(_("Others add series of this name just now; try again in a moment."))


def _vintage(actor: Any, series: OwnSeries, upload: SeriesUpload, lines: list[Line]) -> SeriesVintage:
    _check_new(series, lines)
    series.latest += 1
    vintage = SeriesVintage(
        series=series,
        number=series.latest,
        made_by=actor,
        file_name=upload.file_name,
        file_sha256=upload.file_sha256,
        note=upload.note,
        rows=len(lines),
        **vars(extent_of(lines)),
    )
    with audited(actor, "added", vintage):
        series.save(update_fields=["latest"])
        vintage.save()
        insert_rows(Observation, VALUES, ((vintage.pk, *line) for line in lines))
    return vintage


def _check_new(series: OwnSeries, lines: list[Line]) -> None:
    if not series.latest:
        return
    held = Observation.objects.filter(vintage__series=series, vintage__number=series.latest)
    if keyed(held.values_list("region", "year", "sector", "value", "flag")) == keyed(lines):
        said = _("The file holds the same values as vintage %(number)s; there is nothing to add.")
        raise ValidationError(said % {"number": series.latest})


def _emptied(actor: Any, verb: str, upload: SeriesUpload) -> SeriesUpload:
    """Keep of an upload only that it was."""
    upload.lines = []
    upload.report = {**upload.report, "preview": [], "problems": []}
    upload.save(update_fields=["state", "lines", "report"])
    for stored in files.of(upload):
        files.remove(actor=actor, stored=stored)
    _record(actor, verb, upload)
    return upload


def _record(actor: Any, verb: str, upload: SeriesUpload) -> None:
    """The lines are many, so the audit holds the checksum of the file."""
    said = {"file_sha256": upload.file_sha256, "state": str(upload.state), "series": upload.series_id}
    record(actor, verb, upload, {}, said)
