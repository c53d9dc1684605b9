"""Sentences, pictures and files about money, made from what is there."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.analytics.spreadsheets.writing import Value
from beffroi.reporting.charts.lines import Course, Lines
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.language import Language
from beffroi.web.core.amounts import whole_euro
from beffroi.web.core.french import listed
from beffroi.web.piloting.ledger_file import COLUMNS
from beffroi.web.piloting.models import LedgerEntry
from beffroi.web.piloting.money_rules import end_of_quarter
from beffroi.web.piloting.queries.money import Cost, Money

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

LEDGER_HEADING = tuple(COLUMNS)


def language() -> Language:
    """The language of the page."""
    return Language("fr" if get_language() == "fr" else "en")


def estimate(cost: Cost) -> str:
    """What something is estimated to cost, once and a year, each as a range."""
    once, yearly = _range(cost.once), _range(cost.yearly)
    a_year = _("%(amount)s a year") % {"amount": yearly} if yearly else ""
    return listed(part for part in (once, a_year) if part)


def money_words(found: Money, today: date) -> str:
    """How much of what is budgeted to the end of this quarter is committed and paid."""
    sums, day = found.to_date, date_format(end_of_quarter(today), "j F Y")
    if not found.total:
        return _("Nothing is entered yet: neither a budget nor a payment.")
    if not sums.budget:
        return _("Nothing is budgeted to the end of this quarter (%(day)s); %(paid)s are paid.") % {
            "paid": whole_euro(sums.paid), "day": day,
        }  # fmt: skip
    share = language().percent(100 * float(sums.paid / sums.budget), 0)
    said = _(
        "Of %(budget)s budgeted to the end of this quarter (%(day)s), %(paid)s are paid (%(share)s) and %(committed)s "
        "committed."
    ) % {
        "budget": whole_euro(sums.budget), "paid": whole_euro(sums.paid), "committed": whole_euro(sums.committed),
        "share": share, "day": day,
    }  # fmt: skip
    over = [line.node.code for line in found.lines if line.sums.whole.is_over]
    if over:
        said += " " + _("More than budgeted is committed or paid for %(codes)s.") % {"codes": ", ".join(over)}
    return said


def course_of_money(found: Money) -> Lines | None:
    """Budget, commitments and payments as they run up, quarter by quarter; None where there are too few."""
    if len(found.quarters) < 2:
        return None
    names = {"budget": _("budgeted"), "committed": _("committed"), "paid": _("paid")}
    roles = {"budget": "eu", "committed": "peer", "paid": "region"}
    courses = tuple(
        Course(names[kind], tuple(None if value is None else float(value) for value in found.course[kind]), roles[kind])  # type: ignore[arg-type]
        for kind in names
    )
    return Lines(
        description=_("Running totals by quarter from %(first)s to %(last)s: %(finding)s")
        % {"first": quarter_name(found.quarters[0]), "last": quarter_name(found.quarters[-1]), "finding": _ends(found)},
        years=tuple(quarter_name(quarter) for quarter in found.quarters),
        courses=courses,
        axis_title=_("euro, running total"),
        from_above_zero=_("(the scale does not start at zero)"),
        keys=(Key("region", names["paid"]), Key("peer", names["committed"]), Key("eu", names["budget"])),
        tick=lambda value: language().number(value, 0),
    )


def quarter_name(quarter: str) -> str:
    """A quarter as people write it."""
    year, part = quarter.split("-")
    return _("Q%(part)s %(year)s") % {"part": part, "year": year}


def ledger_table(
    entries: Iterable[LedgerEntry], nodes: "Mapping[int, Node]"
) -> tuple[tuple[str, ...], list[list[Value]]]:
    """Heading and rows of a ledger, in the form in which an extract is read."""
    return LEDGER_HEADING, [
        [
            entry.on.isoformat(), nodes[entry.item_id].code if entry.item_id in nodes else "", entry.source.code,
            entry.kind, float(entry.amount), entry.reference, entry.note, "yes" if _is_credit(entry) else "",
        ]
        for entry in entries
    ]  # fmt: skip


def _is_credit(entry: LedgerEntry) -> bool:
    """Whether it takes money back without being the reversal of an amount of the ledger, as lines of old may."""
    return entry.amount < 0 and entry.reverses_id is None and getattr(entry, "reversed_by", None) is None


def _range(ends: tuple[Decimal, Decimal]) -> str:
    low, high = ends
    return "" if not high else whole_euro(high) if low == high else f"{whole_euro(low)} – {whole_euro(high)}"


def _ends(found: Money) -> str:
    last = {
        kind: next((value for value in reversed(course) if value is not None), Decimal(0))
        for kind, course in found.course.items()
    }
    return _("%(budget)s budgeted, %(committed)s committed, %(paid)s paid.") % {
        kind: whole_euro(value or Decimal(0)) for kind, value in last.items()
    }
