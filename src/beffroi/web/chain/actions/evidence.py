"""Writes about evidence, and what follows when evidence is revised."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions.writing import link_kind, node_kind, open_space
from beffroi.web.chain.models import Evidence, Link, Node
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.observatory.queries.pins import by_key


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
) -> Evidence:
    """Let an element or a link rest on a pinned figure (by its short key), a document or a statement."""
    known = node_kind(of.item.kind) if isinstance(of, Node) else link_kind(of.kind)
    space = open_space(actor, of.space, known.permission)
    pinned = by_key(actor, pin).filter(withdrawn_at=None).first() if kind == Evidence.Kind.FIGURE else None
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
    return found


@action
def remove_evidence(*, actor: Any, evidence: Evidence) -> None:
    """Take evidence away."""
    evidence = lock(evidence)
    known = node_kind(evidence.item.kind) if evidence.item else link_kind(evidence.link.kind)  # type: ignore[union-attr]
    open_space(actor, evidence.space, known.permission)
    record(actor, "removed evidence", evidence, before={"source": evidence.source, "pin": evidence.pin_id})
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
        marked += 1
    return marked
