"""How beneficiary rows are told."""

from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.monitoring.wording import language

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.monitoring.beneficiary_rules import Shared
    from beffroi.web.monitoring.models import BeneficiaryRow
    from beffroi.web.monitoring.queries.readings import Reading
    from beffroi.web.monitoring.queries.wholes import Together


def rows_words(found: "QuerySet[BeneficiaryRow]") -> str:
    """How many enterprises were helped how often, and with how much; one query."""
    told = found.order_by().aggregate(rows=Count("pk"), firms=Count("number", distinct=True), amount=Sum("amount"))
    if not told["rows"]:
        return _("Nobody is entered yet.")
    firms = ngettext("%(many)s enterprise", "%(many)s enterprises", told["firms"]) % {"many": told["firms"]}
    rows = ngettext("%(many)s row", "%(many)s rows", told["rows"]) % {"many": told["rows"]}
    return _("%(firms)s in %(rows)s, helped with %(amount)s euro.") % {
        "firms": firms, "rows": rows, "amount": language().number(float(told["amount"]), 0),
    }  # fmt: skip


def shared_words(found: "Shared") -> str:
    """Of how many rows a number of enterprises is made, and why its parts may not add up to it."""
    if not found.rows:
        return _("No beneficiary row fits it yet.")
    rows = ngettext("%(many)s beneficiary row", "%(many)s beneficiary rows", found.rows) % {"many": found.rows}
    firms = ngettext("%(many)s enterprise", "%(many)s enterprises", found.whole) % {"many": found.whole}
    said = [_("%(firms)s in %(rows)s: one that was helped twice counts once.") % {"firms": firms, "rows": rows}]
    if found.several:
        said.append(
            ngettext(
                "%(many)s of them stands in several parts, so the parts add up to more than the whole.",
                "%(many)s of them stand in several parts, so the parts add up to more than the whole.",
                found.several,
            ) % {"many": found.several}
        )  # fmt: skip
    if found.parts and found.none:
        said.append(
            ngettext(
                "%(many)s of them stands in no part.", "%(many)s of them stand in no part.", found.none
            ) % {"many": found.none}
        )  # fmt: skip
    return " ".join(said)


def together_words(reading: "Reading", found: "Together") -> str:
    """By which rule a whole is made of its parts, and whether it fits what was entered as the whole."""
    rule = reading.row.get_rule_display()
    if reading.row.rule == "none":
        return _("This indicator is not put together: its parts stand for themselves.")
    if not found.is_complete:
        return _("%(rule)s in %(month)s; the whole is not complete, so it is not taken as a value.") % {
            "rule": rule, "month": found.month,
        }  # fmt: skip
    if not found.entered:
        return _("%(rule)s of its parts in %(month)s.") % {"rule": rule, "month": found.month}
    if found.differs:
        said = _("%(rule)s of its parts in %(month)s is %(value)s, while %(entered)s was entered as the whole.")
    else:
        said = _("%(rule)s of its parts in %(month)s is %(value)s, as was entered as the whole.")
    return said % {"rule": rule, "month": found.month, "value": found.value, "entered": found.entered}
