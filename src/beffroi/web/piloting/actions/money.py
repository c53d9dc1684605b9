"""Writes about money: sources of funds, amounts entered one by one or from an extract, reversed, and books closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.french import day_words
from beffroi.web.core.submission import spend
from beffroi.web.piloting.ledger_file import Row, against, repeated, reversals
from beffroi.web.piloting.models import FundingSource, LedgerEntry, PeriodClosing
from beffroi.web.piloting.queries.money import items_by_code, known_to

CHANGE = "piloting.change_money"


@action
def save_source(
    *, actor: Any, strategy: Any, code: str, name: Mapping[str, str], source: FundingSource | None = None
) -> FundingSource:
    """Enter a source of funds, or name it anew."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    found = lock(source) if source else FundingSource(strategy=strategy)
    if FundingSource.objects.filter(strategy=strategy, code=code).exclude(pk=found.pk).exists():
        raise ValidationError({"code": _("Another source of funds has this code.")})
    with audited(actor, "changed" if found.pk else "created", found):
        found.code, found.name = code, dict(name)
        found.save()
    return found


@action
def enter_amount(
    *,
    actor: Any,
    strategy: Any,
    item: Any,
    source: FundingSource,
    kind: str,
    on: date,
    amount: Decimal,
    reference: str = "",
    note: str = "",
) -> LedgerEntry:
    """Enter an amount in the ledger; `on` has to lie after the last day up to which the books are closed."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    _open(strategy, on)
    if amount <= 0:
        raise ValidationError({"amount": _("Enter an amount above zero; what came back is a reversal of its entry.")})
    if source.strategy_id != strategy.pk:
        raise ValidationError({"source": _("This source of funds belongs to another strategy.")})
    if kind == LedgerEntry.Kind.PAID and on > timezone.localdate():
        raise ValidationError({"on": _("That day lies ahead; what is paid was paid on a day that has come.")})
    taken = LedgerEntry.objects.filter(strategy=strategy, kind=kind, reference=reference)
    if reference and taken.exists():
        raise ValidationError({"reference": _("“%(name)s” is entered already.") % {"name": reference}})
    made = LedgerEntry(
        strategy=strategy, item=item, source=source, kind=kind, on=on, amount=amount, reference=reference, note=note,
        entered_by=actor,
    )  # fmt: skip
    with audited(actor, "created", made):
        made.save()
    return made


@action
def reverse_amount(*, actor: Any, entry: LedgerEntry, reason: str) -> LedgerEntry:
    """Take an amount back by its opposite, dated today: what was entered stays."""
    strategy = lock(entry.strategy)
    found = lock(entry)
    permit(actor, CHANGE, strategy)
    if found.reverses_id or LedgerEntry.objects.filter(reverses=found).exists():
        raise ValidationError(_("This amount is reversed already, or reverses another one."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is reversed.")})
    today = timezone.localdate()
    _open(strategy, max(today, found.on))
    made = LedgerEntry(
        strategy=strategy, item_id=found.item_id, source_id=found.source_id, kind=found.kind, on=max(today, found.on),
        amount=-found.amount, note=reason.strip()[:300], reverses=found, entered_by=actor,
    )  # fmt: skip
    with audited(actor, "reversed", found), audited(actor, "created", made):
        made.save()
    return made


@action
def enter_ledger(*, actor: Any, strategy: Any, rows: Sequence[Row], preview: str = "", again: bool = False) -> int:
    """Enter all rows of an extract, or none; the strategy, which may have changed since the preview, is asked again.

    A preview is entered once; rows that stand in the ledger already are entered only if that is meant (`again`). A
    negative row is the reversal of the row of the extract that it takes back.
    """
    strategy = lock(strategy)
    permit(actor, CHANGE, strategy)
    if preview and not spend(f"ledger {preview}"):
        raise ValidationError(_("These rows are entered already; look at the ledger before you send the file again."))
    known = known_to(strategy)
    if against(rows, known) or not rows:
        raise ValidationError(_("Nothing was entered; send the file again to see what is wrong."))
    if not again and repeated(rows, known):
        raise ValidationError(_("Nothing was entered: lines of the file stand in the ledger; send it again and look."))
    items = items_by_code(strategy)
    sources = {one.code: one for one in FundingSource.objects.filter(strategy=strategy)}
    made = {
        row: LedgerEntry(
            strategy=strategy, item=items[row.code], source=sources[row.source], kind=row.kind, on=row.on,
            amount=row.amount, reference=row.reference, note=row.note, entered_by=actor,
        )
        for row in rows
    }  # fmt: skip
    taken_back = reversals(rows)
    LedgerEntry.objects.bulk_create([made[row] for row in rows if row not in taken_back], batch_size=500)
    for row, taken in taken_back.items():
        made[row].reverses = made[taken]
    LedgerEntry.objects.bulk_create([made[row] for row in taken_back], batch_size=500)
    record(actor, "imported a ledger", strategy, {}, {"rows": len(made), "total": str(sum(row.amount for row in rows))})
    return len(made)


@action
def close_period(*, actor: Any, strategy: Any, until: date) -> PeriodClosing:
    """Close the books up to a day: amounts dated so early are refused from now on, by the database too."""
    strategy = lock(strategy)
    permit(actor, CHANGE, strategy)
    if until >= timezone.localdate():
        raise ValidationError({"until": _("Close up to a day that has passed.")})
    last = PeriodClosing.objects.filter(strategy=strategy).aggregate(last=Max("until"))["last"]
    if last and until <= last:
        raise ValidationError({"until": _("The books are closed up to %(day)s already.") % {"day": day_words(last)}})
    made = PeriodClosing.objects.create(strategy=strategy, until=until, closed_by=actor)
    record(actor, "closed the books", strategy, {}, {"until": until.isoformat()})
    return made


def _open(strategy: Any, on: date) -> None:
    last = PeriodClosing.objects.filter(strategy=strategy).aggregate(last=Max("until"))["last"]
    if last and on <= last:
        said = _("The books are closed up to %(day)s; give a later day, or reverse what is wrong.")
        raise ValidationError({"on": said % {"day": day_words(last)}})
