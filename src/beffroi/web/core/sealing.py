"""The sealer chains audit rows by hash in the order of their commits; the verifier says which row was touched.

A seal's digest is the SHA-256 of the digest before it and the row in canonical form. Only committed rows are seen, one
sealer works at a time, and a row that commits late takes the next place: the order of the seals is the order in which
rows became part of the record, whatever their numbers. Each new head of the chain is also kept outside the database
(`heads`): against it a cut-off tail shows.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import partial
from hashlib import sha256
from itertools import islice

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beffroi.web.core.heads import START, Head, keep
from beffroi.web.core.models import AuditEntry, AuditSeal

log = structlog.get_logger(__name__)

BATCH = 500
LATE = 1000
"""How far behind the last sealed row, counted in numbers, a quick sealing looks for rows that committed late."""
LATEST = timedelta(minutes=15)
"""A row is sealed when it is committed, and every five minutes; one that waits longer is a sign of damage."""
LOCK = 0x62656666
"""The advisory lock of the sealer on PostgreSQL."""


@dataclass(frozen=True)
class Damage:
    """One place where the record is not what was sealed."""

    kind: str
    position: int
    sentence: str


def canonical(entry: AuditEntry) -> bytes:
    """A row as bytes, the same on every database."""
    values = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def digest_of(before: str, entry: AuditEntry) -> str:
    """The digest that seals a row after another."""
    return sha256(before.encode() + b"\n" + canonical(entry)).hexdigest()


def seal_soon() -> None:
    """Seal what was just committed; a failure waits for the worker's next round and disturbs nobody."""
    try:
        seal(everything=False)
    except DatabaseError as error:
        log.warning("audit_sealing_postponed", error=type(error).__name__)


def seal(*, everything: bool = True) -> int:
    """Seal the rows that have no seal, and say how many; safe to call at any time, by several at once.

    Parameters
    ----------
    everything : bool
        look through the whole record; otherwise only near its end, which is quick.

    """
    with transaction.atomic():
        _wait_for_other_sealers()
        last = AuditSeal.objects.order_by("-position").first()
        unsealed = AuditEntry.objects.filter(seal__isnull=True).order_by("pk")
        if not everything and last is not None:
            unsealed = unsealed.filter(pk__gt=last.entry_id - LATE)
        head = Head(last.position, last.digest) if last else Head(0, START)
        first = head.position
        seals: list[AuditSeal] = []
        for entry in unsealed.iterator(chunk_size=BATCH):
            head = Head(head.position + 1, digest_of(head.digest, entry))
            seals.append(AuditSeal(position=head.position, entry_id=entry.pk, digest=head.digest))
        AuditSeal.objects.bulk_create(seals, batch_size=BATCH)
        if seals:
            transaction.on_commit(partial(keep, head))
    if seals:
        log.info("audit_sealed", rows=head.position - first, position=head.position, digest=head.digest)
    return len(seals)


def _wait_for_other_sealers() -> None:
    """On PostgreSQL a lock that ends with the transaction; SQLite has one writer at a time anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head() -> Head:
    """The last seal."""
    last = AuditSeal.objects.order_by("-position").first()
    return Head(last.position, last.digest) if last else Head(0, START)


def unsealed_rows() -> int:
    """How many rows wait for their seal."""
    return AuditEntry.objects.filter(seal__isnull=True).count()


def verify(*kept: Head) -> Iterator[Damage]:
    """Every place where the record is not what was sealed; nothing if it is sound.

    Parameters
    ----------
    kept : Head
        heads written down earlier; without any a cut-off tail cannot be told from a shorter record.

    """
    digests: dict[int, set[str]] = {}
    for one in kept:
        digests.setdefault(one.position, set()).add(one.digest)
    before, is_rewritten = Head(0, START), False
    for seal_, entry in _seals_with_rows():
        if seal_.position != before.position + 1:
            yield _gap(before.position + 1, seal_.position - 1)
        else:
            yield from _touched(before, seal_, entry)
        before = Head(seal_.position, seal_.digest)
        if not is_rewritten and digests.get(before.position, {before.digest}) != {before.digest}:
            is_rewritten = True
            yield Damage("rewritten", before.position, _REWRITTEN.format(at=before.position))
    if (last := max(digests, default=0)) > before.position:
        yield Damage("cut off", before.position, _CUT.format(end=before.position, head=last))
    late = AuditEntry.objects.filter(seal=None, at__lt=timezone.now() - LATEST).count()
    if late:
        yield Damage("unsealed", before.position, _LATE.format(count=late, minutes=LATEST.seconds // 60))


_CUT = "the record ends at position {end}, the head that was kept stands at {head}: the rows between were cut off."
_REWRITTEN = "position {at} does not carry the digest of the head that was kept: rows up to it were rewritten."


def _gap(first: int, last: int) -> Damage:
    where = f"position {first}" if first == last else f"positions {first} to {last}"
    return Damage("missing", first, f"the seals at {where} are missing.")


_LATE = "{count} rows are older than {minutes} minutes and have no seal: seals were removed, or no worker runs."


def _seals_with_rows() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    """Every seal in order with its row, None where the row is gone."""
    seals = AuditSeal.objects.order_by("position").iterator(chunk_size=BATCH)
    while batch := list(islice(seals, BATCH)):
        rows = AuditEntry.objects.in_bulk([seal_.entry_id for seal_ in batch])
        yield from ((seal_, rows.get(seal_.entry_id)) for seal_ in batch)


def _touched(before: Head, seal_: AuditSeal, entry: AuditEntry | None) -> Iterator[Damage]:
    where = f"row {seal_.entry_id} (position {seal_.position})"
    if entry is None:
        yield Damage("missing", seal_.position, f"{where} is missing.")
    elif digest_of(before.digest, entry) != seal_.digest:
        yield Damage("changed", seal_.position, f"{where} was changed, or the seal before it was.")
