"""Files: checked by content, kept privately under random names, given only to who may see what they belong to.

A slice says in `AppConfig.ready` who may have the files of its objects: `files.register("accounts.organisation",
visible_to)`. What nobody registered is given to nobody.
"""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import Any

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited
from beffroi.web.core.models import StoredFile
from beffroi.web.core.registry import Registry
from beffroi.web.core.uploads import Checked, check_size, check_upload

log = structlog.get_logger(__name__)

_owners = Registry()
register = _owners.register
DAY = 24 * 3600


class Damaged(RuntimeError):
    """What storage holds is not what was stored."""


def most_bytes() -> int:
    """How large an upload may be."""
    return int(settings.MAX_UPLOAD_MB) * 1_048_576


def read_upload(upload: UploadedFile[Any], allowed: Collection[str]) -> tuple[Checked, bytes]:
    """An upload's content, once it has passed every check."""
    check_size(str(upload.name or "")[:100], upload.size or 0, most_bytes())
    upload.seek(0)
    content = upload.read(most_bytes() + 1)
    return check_upload(str(upload.name or ""), content, allowed, most_bytes()), content


@action
def store(*, actor: Any, upload: UploadedFile[Any], of: Model, allowed: Collection[str]) -> StoredFile:
    """Keep an uploaded file for an object; the calling action has asked whether the actor may.

    Parameters
    ----------
    actor : Person or None
    upload : UploadedFile
    of : Model
        what the file belongs to; whoever sees it (see `register`) may have the file.
    allowed : collection of str
        endings: `{"csv", "xlsx"}`.

    Raises
    ------
    InputError
        if the file is not one of those, with the reason.

    """
    checked, content = read_upload(upload, allowed)
    return _keep(actor, checked, content, of)


@action
def keep(*, actor: Any, name: str, media_type: str, content: bytes, of: Model) -> StoredFile:
    """Keep a file that the site itself made, such as an export."""
    return _keep(actor, Checked(name, media_type), content, of)


def _keep(actor: Any, checked: Checked, content: bytes, of: Model) -> StoredFile:
    stored = StoredFile(
        name=checked.name,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        media_type=checked.media_type,
        of=of._meta.label_lower,
        of_key=str(of.pk),
        uploaded_by=actor,
    )
    with audited(actor, "stored", stored):
        stored.content.save(checked.name, ContentFile(content), save=False)
        try:
            stored.save()
        except BaseException:
            default_storage.delete(str(stored.content.name))
            raise
    return stored


@action
def remove(*, actor: Any, stored: StoredFile) -> None:
    """Remove a file; its bytes go once the removal is certain. The calling action has asked whether the actor may."""
    place = str(stored.content.name)
    with audited(actor, "removed", stored):
        StoredFile.objects.filter(pk=stored.pk).delete()
    transaction.on_commit(lambda: default_storage.delete(place))


def of(owner: Model) -> QuerySet[StoredFile]:
    """The files of an object, the newest first; ask first whether the reader sees the object."""
    return StoredFile.objects.filter(of=owner._meta.label_lower, of_key=str(owner.pk)).order_by("-at", "-pk")


def of_kind(kind: type[Model]) -> QuerySet[StoredFile]:
    """The files of all objects of a kind, for a chore that clears up."""
    return StoredFile.objects.filter(of=kind._meta.label_lower)


def of_all(owners: Iterable[Model]) -> dict[Any, list[StoredFile]]:
    """Number of an object → its files, for some objects of one kind, in one query; none if there are no objects."""
    keys = {str(one.pk): one for one in owners}
    found: dict[Any, list[StoredFile]] = {one.pk: [] for one in keys.values()}
    if keys:
        label = next(iter(keys.values()))._meta.label_lower
        for stored in StoredFile.objects.filter(of=label, of_key__in=keys).order_by("-at", "-pk"):
            found[keys[stored.of_key].pk].append(stored)
    return found


def find(user: Any, key: Any) -> StoredFile | None:
    """The file, if the user may have it."""
    stored = StoredFile.objects.filter(key=key).first()
    is_given = stored is not None and _owners.find(user, stored.of, stored.of_key) is not None
    return stored if is_given else None


def content_of(stored: StoredFile) -> bytes:
    """The bytes, checked against their checksum.

    Raises
    ------
    Damaged
        if they are gone or not what was stored.

    """
    try:
        with default_storage.open(str(stored.content.name)) as file:
            content = bytes(file.read(stored.size + 1))
    except OSError:
        content = b""
    if sha256(content).hexdigest() != stored.sha256:
        log.error("file_damaged", file=str(stored.key))
        raise Damaged(str(stored.key))
    return content


def sweep() -> int:
    """Delete bytes that no row names and that are older than a day: what an interrupted action left."""
    if not default_storage.exists("stored"):
        return 0
    swept = 0
    for folder in default_storage.listdir("stored")[0]:
        names = {f"stored/{folder}/{name}" for name in default_storage.listdir(f"stored/{folder}")[1]}
        known = set(StoredFile.objects.filter(content__in=names).values_list("content", flat=True))
        for name in names - known:
            if (timezone.now() - default_storage.get_modified_time(name)).total_seconds() > DAY:
                default_storage.delete(name)
                swept += 1
    return swept
