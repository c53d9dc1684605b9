"""What the observatory keeps about a person: the evidence that they pinned stays; uploads that wait are erased."""

from typing import Any

from beffroi.web.accounts.personal_data import erase, export
from beffroi.web.core import files
from beffroi.web.core.audit import record
from beffroi.web.observatory.models import Pin, SeriesUpload


def _pins(person: Any) -> list[dict[str, Any]]:
    """Each pin with its address, note and dates."""
    said = ("note", "language", "note_translated")
    names = ("key", "kind", "permalink", "titles", *said, "pinned_at", "withdrawn_at", "withdrawn_because")
    return list(Pin.objects.filter(pinned_by=person).values(*names))


def _erase_uploads(person: Any) -> int:
    """Uploads that became no vintage go with their files; of the others the vintage is what counts."""
    waiting = list(SeriesUpload.objects.select_for_update().filter(person=person, vintage=None))
    for upload in waiting:
        for stored in files.of(upload):
            files.remove(actor=person, stored=stored)
        record(person, "removed", upload)
        upload.delete()
    return len(waiting)


export("pins", _pins)
erase("series_uploads", _erase_uploads)
