"""The copy of a person's data: one JSON file a part, in a ZIP file."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from beffroi.web.accounts.models import Person
from beffroi.web.accounts.personal_data import EXPORTERS


def personal_archive(person: Person) -> bytes:
    """All that names the person, from every slice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for label, exporter in sorted(EXPORTERS.items()):
            archive.writestr(f"{label}.json", _json(exporter(person)))
        archive.writestr("about.json", _json({"exported_at": timezone.now(), "parts": sorted(EXPORTERS)}))
    return buffer.getvalue()


def _json(of: object) -> str:
    return json.dumps(of, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
