"""Sentences about the roadmap, made from what is there."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from beffroi.web.core.durations import span_words
from beffroi.web.piloting.queries.roadmap import Row

STANDINGS = {
    "late": gettext_lazy("past its end"),
    "due": gettext_lazy("should have begun"),
    "under_way": gettext_lazy("under way"),
    "open": gettext_lazy("still to come"),
    "undated": gettext_lazy("without dates"),
    "done": gettext_lazy("done"),
    "cancelled": gettext_lazy("cancelled"),
}
COUNTED = {
    "late": ngettext_lazy("%(many)s past its end", "%(many)s past their end", "many"),
    "due": ngettext_lazy("%(many)s should have begun", "%(many)s should have begun", "many"),
    "under_way": ngettext_lazy("%(many)s under way", "%(many)s under way", "many"),
    "open": ngettext_lazy("%(many)s still to come", "%(many)s still to come", "many"),
    "undated": ngettext_lazy("%(many)s without dates", "%(many)s without dates", "many"),
    "done": ngettext_lazy("%(many)s done", "%(many)s done", "many"),
    "cancelled": ngettext_lazy("%(many)s cancelled", "%(many)s cancelled", "many"),
}
FIELD_WORDS = {
    "name": gettext_lazy("Title"),
    "group": gettext_lazy("Intervention"),
    "start": gettext_lazy("Start"),
    "end": gettext_lazy("End"),
    "owners": gettext_lazy("Owners"),
    "consulted": gettext_lazy("Consulted"),
    "optional": gettext_lazy("Optional"),
    "after": gettext_lazy("Comes after"),
    "milestone": gettext_lazy("Milestone"),
}
KINDS = {"late": "off", "due": "risk", "under_way": "ok", "done": "ok", "undated": "risk"}
"""How a standing is marked; the others are not."""


def roadmap_words(rows: Sequence[Row], findings: int) -> str:
    """How many actions there are, how they stand, and whether the plan holds together."""
    if not rows:
        return _("No action is entered yet.")
    many = Counter(row.standing for row in rows)
    said = [ngettext("One action", "%(many)s actions", len(rows)) % {"many": len(rows)}]
    said += [words % {"many": many[name]} for name, words in COUNTED.items() if many[name]]
    sentence = ", ".join(said) + "."
    if findings:
        found = ngettext(
            "The plan check finds one thing to mend.", "The plan check finds %(many)s things to mend.", findings
        )
        sentence += " " + found % {"many": findings}
    return sentence


def row_words(row: Row, today: date) -> str:
    """How an action stands, in two or three words."""
    end, base = row.action.end, row.action.baseline_end
    if row.standing == "late" and end is not None:
        return _("%(span)s late") % {"span": span_words(end, today)}
    if row.standing in {"open", "due", "under_way"} and end and base and end > base:
        return _("%(span)s after the first plan") % {"span": span_words(base, end)}
    return str(STANDINGS[row.standing])
