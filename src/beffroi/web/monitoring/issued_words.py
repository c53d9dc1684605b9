"""Monitoring reports in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.monitoring.wording import statuses_words


def reports_words(issued: int, prepared: int) -> str:
    """How many reports were issued, and how many are prepared."""
    if not issued and not prepared:
        return _("No report yet.")
    said = ngettext("One report was issued", "%(many)s reports were issued", issued) % {"many": issued}
    if not issued:
        said = _("No report was issued yet")
    if not prepared:
        return f"{said}."
    more = ngettext("one is being prepared", "%(many)s are being prepared", prepared) % {"many": prepared}
    return f"{said}; {more}."


def published_words(statuses: Sequence[str], indicators: int) -> str:
    """How the indicators stand of which values are published."""
    if not indicators:
        return _("No value is published yet.")
    said = ngettext(
        "Values of one indicator are published", "Values of %(many)s indicators are published", indicators
    ) % {"many": indicators}  # fmt: skip
    return f"{said}: {statuses_words(statuses)}" if statuses else f"{said}."


def superseded_words(corrected: Sequence[Any]) -> str:
    """How many values of a report were corrected since."""
    return ngettext(
        "One value of this report was corrected since it was issued; the report stays as it was.",
        "%(many)s values of this report were corrected since it was issued; the report stays as it was.",
        len(corrected),
    ) % {"many": len(corrected)}  # fmt: skip
