"""Writes about evidence, and what follows when evidence is revised."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.writing import link_kind, node_kind, open_space
from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.core import files
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.observatory.queries.pins import by_key

DOCUMENTS = frozenset({"pdf", "csv", "xlsx"})
"""Endings of the files that evidence may bring with it."""


@action
def add_evidence(
    *,
    actor: Any,
    of: Node | Link,
    kind: str,
    pin: str = "",
    source: str = "",
    url: str = "",
    note: Mapping[str, str] | None = None,
    upload: UploadedFile[Any] | None = None,
) -> Evidence:
    """Let an element or a link rest on a pinned figure (by its key or short address), a document or a statement."""
    known = node_kind(of.item.kind) if isinstance(of, Node) else link_kind(of.kind)
    space = open_space(actor, of.space, known.permission)
    pinned = by_key(actor, _key_in(pin)).filter(withdrawn_at=None).first() if kind == Evidence.Kind.FIGURE else None
    if kind == Evidence.Kind.FIGURE and pinned is None:
        raise ValidationError({"pin": _("There is no such pin; copy the short address of a pin that stands.")})
    if kind != Evidence.Kind.FIGURE and not source.strip():
        raise ValidationError({"source": _("Say where it comes from.")})
    ends: dict[str, Any] = {"item": of.item} if isinstance(of, Node) else {"link": of}
    found = Evidence(
        space=space,
        kind=kind,
        pin=pinned,
        source=source.strip(),
        url=url,
        note=dict(note or {}),
        added_by=actor,
        **ends,
    )
    with audited(actor, "added evidence", found):
        found.save()
    if upload is not None:
        files.store(actor=actor, upload=upload, of=found, allowed=DOCUMENTS)
    return found


def _key_in(address: str) -> str:
    """The key in a short address of a pin, or the key itself."""
    found = re.search(r"(?:^|/e/)([2-9a-z]{8})/?$", address.strip().lower())
    return found.group(1) if found else ""


@action
def remove_evidence(*, actor: Any, evidence: Evidence) -> None:
    """Take evidence away."""
    evidence = lock(evidence)
    known = node_kind(evidence.item.kind) if evidence.item else link_kind(evidence.link.kind)  # type: ignore[union-attr]
    open_space(actor, evidence.space, known.permission)
    record(actor, "removed evidence", evidence, before={"source": evidence.source, "pin": evidence.pin_id})
    for stored in files.of(evidence):
        files.remove(actor=actor, stored=stored)
    evidence.delete()


@action
def note_revisions(
    *, actor: Any, evidence: Evidence, state: str, digest: str, resting: Iterable[Node], because: Mapping[str, str]
) -> int:
    """Note that evidence was revised, and mark what rests on it for review; how many elements were marked.

    Frozen versions are marked too: the mark speaks about the version and changes nothing in it.
    """
    evidence = lock(evidence)
    with audited(actor, "noted a revision", evidence):
        evidence.state, evidence.seen_digest = state, digest
        evidence.save(update_fields=["state", "seen_digest"])
    marked = 0
    for node in resting:
        with audited(actor, "marked for review", node):
            node.review_since, node.review_because = timezone.now(), dict(because)
            node.save(update_fields=["review_since", "review_because"])
        Space.objects.filter(pk=node.space_id).update(changes=F("changes") + 1)
        marked += 1
    return marked
