"""Writes about beneficiary rows: a file is taken over whole or not at all; what it changes stays on record."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record
from beffroi.web.core.submission import spend
from beffroi.web.monitoring.beneficiary_file import Plan, Row, against, plan
from beffroi.web.monitoring.models import BeneficiaryFile, BeneficiaryRow
from beffroi.web.monitoring.queries.beneficiaries import helped_under, known_to_rows, standing_of

IMPORT = "monitoring.import_beneficiaries"
A_BATCH = 500


@action
def import_beneficiaries(
    *,
    actor: Any,
    strategy: Any,
    organisation: Any,
    rows: Sequence[Row],
    name: str,
    is_complete: bool = False,
    reason: str = "",
    preview: str = "",
) -> BeneficiaryFile:
    """Take a file over: all its rows or none; the strategy, which may have changed since the preview, is asked again.

    Parameters
    ----------
    actor, strategy, organisation, rows
        references of rows are those of the organisation that sent them.
    name : str
        of the file.
    is_complete : bool
        take out what stands of the organisation and is not named.
    reason : str
        needed where something that stood changes or is taken out.
    preview : str
        a preview is taken over once.

    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, IMPORT, strategy)
    if preview and not spend(f"beneficiaries {preview}"):
        raise ValidationError(_("These rows are taken over already; look at the list before you send the file again."))
    if not rows or against(rows, known_to_rows(strategy)):
        raise ValidationError(_("Nothing was entered; send the file again to see what is wrong."))
    nodes = helped_under(strategy)
    codes = {node.item_id: code for code, node in nodes.items()}
    found = plan(rows, standing_of(strategy, organisation, codes), is_complete=is_complete)
    if found.is_empty:
        raise ValidationError(_("Every row of the file stands already; nothing was entered."))
    if found.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Say why the file changes what stands.")})
    made = BeneficiaryFile(
        strategy=strategy, organisation=organisation, name=name[:200], is_complete=is_complete, imported_by=actor,
        reason=reason.strip()[:500] if found.needs_reason else "",
    )  # fmt: skip
    _store(made, found, {code: node.item_id for code, node in nodes.items()})
    counts = {"added": made.added, "changed": made.changed, "withdrawn": made.withdrawn}
    record(actor, "imported beneficiaries", made, {}, counts | {"reason": made.reason})
    return made


def _store(made: BeneficiaryFile, found: Plan, items: dict[str, int]) -> None:
    """Write file and rows; what these supersede is found by its reference, be it a row that was taken out."""
    made.added, made.changed, made.withdrawn = len(found.new), len(found.changed), len(found.gone)
    made.save()
    stood = BeneficiaryRow.objects.filter(strategy=made.strategy, organisation=made.organisation, superseded_by=None)
    held = {one.reference: one for one in stood}
    _write(_made(made, row, items, held.get(row.reference)) for row in found.new)
    _write(_made(made, row, items, held[row.reference]) for _stood, row in found.changed)
    _write(_taken_out(made, held[row.reference]) for row in found.gone)


def _write(rows: Iterable[BeneficiaryRow]) -> None:
    BeneficiaryRow.objects.bulk_create(list(rows), batch_size=A_BATCH)


def _made(
    made: BeneficiaryFile, row: Row, items: dict[str, int], supersedes: BeneficiaryRow | None = None
) -> BeneficiaryRow:
    return BeneficiaryRow(
        strategy=made.strategy, organisation=made.organisation, file=made, reference=row.reference, number=row.number,
        name=row.name, item_id=items[row.code], support=row.support, amount=row.amount, on=row.on, part=row.part,
        supersedes=supersedes,
    )  # fmt: skip


def _taken_out(made: BeneficiaryFile, stood: BeneficiaryRow) -> BeneficiaryRow:
    return BeneficiaryRow(
        strategy=made.strategy, organisation=made.organisation, file=made, reference=stood.reference,
        number=stood.number, name=stood.name, item_id=stood.item_id, support=stood.support, amount=stood.amount,
        on=stood.on, part=stood.part, supersedes=stood, is_withdrawn=True,
    )  # fmt: skip
