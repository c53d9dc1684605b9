"""De minimis aid in words, and its certificate on paper."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.reporting.sheets.model import Finding, Sheet, SheetTable
from beffroi.reporting.sheets.render import render_pdf
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.services.models import AidGrant
from beffroi.web.services.queries.aid import Subsidised


def aid_words(rows: Sequence[Subsidised]) -> str:
    """How much aid is granted, and what is still to be done."""
    if not rows:
        return _("No booking is at a subsidised price, so no aid is granted.")
    open_ones = sum(row.aid is None for row in rows)
    unregistered = sum(row.aid is not None and row.aid.registered_on is None for row in rows)
    said = {
        "many": len(rows), "sum": euro_with_cents(sum((row.amount for row in rows), Decimal(0))), "open": open_ones,
        "unregistered": unregistered,
    }  # fmt: skip
    told = _("%(many)s bookings are worth %(sum)s of aid; declarations missing: %(open)s, entries: %(unregistered)s.")
    return told % said


def certificate(aid: AidGrant) -> bytes:
    """What the undertaking keeps of the aid, as PDF in the language of the reader."""
    language = Language("fr" if get_language() == "fr" else "en")
    rows = [
        (_("Undertaking"), aid.undertaking),
        (_("Enterprise number"), aid.number),
        (_("Granted by"), str(aid.pilot.cluster)),
        (_("Granted on"), date_format(aid.granted_on, "j F Y")),
        (_("Grant equivalent"), euro_with_cents(aid.amount)),
        (_("Reference price a seat"), euro_with_cents(aid.reference)),
        (_("Seats"), str(aid.booking.seats)),
        (_("To be registered by"), date_format(aid.register_by, "j F Y")),
        (_("Number in the register"), aid.register_number or "–"),
    ]
    declared = [
        (date_format(date.fromisoformat(day), "j F Y"), by, euro_with_cents(Decimal(amount)))
        for day, amount, by in aid.others
    ]
    heads = ((_("What"), _("Value")), (_("Granted on"), _("Granted by"), _("Amount")))
    first = SheetTable(heads[0], tuple(rows))
    findings = [Finding("aid", _("The aid"), _("By a seat at a price below the reference."), table=first)]
    says = _("As declared by the undertaking.") if declared else _("The undertaking declares none.")
    table = SheetTable(heads[1], tuple(declared)) if declared else None
    findings.append(Finding("declared", _("De minimis aid received in the last three years"), says, table=table))
    sheet = Sheet(
        title=_("Certificate of de minimis aid"),
        lead=_("%(firm)s is granted aid under Regulation (EU) 2023/2831 of 13 December 2023 on de minimis aid.")
        % {"firm": aid.undertaking},
        findings=tuple(findings),
        method=_("The grant equivalent is the reference price less the price paid, for each seat, net of VAT."),
    )
    return render_pdf(sheet, language)
