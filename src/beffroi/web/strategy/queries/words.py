"""What elements say, in words ready for a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.completeness import Gap
from beffroi.web.chain.queries import in_language
from beffroi.web.core.amounts import euro
from beffroi.web.core.french import listed
from beffroi.web.strategy import rules
from beffroi.web.strategy.queries.elements import Place

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node


def language_name(language: str) -> str:
    """A language in the language of the page."""
    return str(get_language_info(language)["name_translated"])


def said_in(texts: Mapping[str, Any]) -> tuple[str, Any]:
    """Language and text: that of the page if there is one, else another."""
    here = get_language() or "en"
    language = here if texts.get(here) else next((one for one, text in texts.items() if text), here)
    return language, texts.get(language, "")


def facts_of(node: "Node") -> list[dict[str, Any]]:
    """The fields of an element's kind that say something: label, value or values, language where it is text."""
    found = []
    for field in kinds.NODES[node.item.kind].fields:
        held = node.details.get(field.name)
        if held in (None, "", {}, []):
            continue
        language, value = said_in(held) if isinstance(held, Mapping) else ("", held)
        shown = [value_words(field, one) for one in (value if isinstance(value, list) else [value])]
        found.append({"label": field.label, "values": shown, "lang": language})
    return found


def value_words(field: kinds.Field | None, value: Any) -> str:
    """A value of a field in words; as it is written where the field is not known."""
    if isinstance(value, Mapping):
        return str(said_in(value)[1])
    if field is None:
        return str(value)
    if field.kind == "choice":
        return str(dict(field.choices).get(value, value))
    if field.kind == "flag":
        return _("yes") if value else _("no")
    if field.kind in ("amount", "whole") and isinstance(value, int | float):
        return str(number_format(value, use_l10n=True, force_grouping=True))
    return as_day(value) if field.kind == "date" else str(value)


def costs_words(costs: rules.Costs) -> str:
    """What costs come to: from a lowest to a highest amount, once and a year apart, the unknown counted."""
    parts = [(costs.once, _("once")), (costs.yearly, _("a year"))]
    also = _("and")
    said = f" {also} ".join(f"{_range_words(amount)} {often}" for amount, often in parts if amount)
    if costs.unknown:
        unknown = ngettext("%(many)s cost of unknown amount", "%(many)s costs of unknown amount", costs.unknown)
        return listed(filter(None, (said, unknown % {"many": costs.unknown})))
    return said or _("no cost named")


def _range_words(amount: rules.Range) -> str:
    return euro(amount.low) if amount.low == amount.high else f"{euro(amount.low)} – {euro(amount.high)}"


def as_day(value: Any) -> str:
    """A day in words; as it is written where it is none."""
    try:
        return str(date_format(date.fromisoformat(str(value or "")), "j F Y"))
    except ValueError:
        return str(value or "")


def gap_lines(place: Place, gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Gaps with the addresses of the element and of where each is mended."""
    lines = []
    for gap in gaps:
        page = place.page_of(gap.node.kind, gap.node.key)
        below = place.address("element", gap.node.key).partition("?")[0]
        elsewhere = gap.mend.replace("{slug}", place.strategy.slug) if gap.mend.startswith("/") else ""
        mend = elsewhere or (f"{below}{gap.mend}" if gap.mend else page)
        title = f"{gap.node.code} {in_language(dict(gap.node.title))}".strip()
        lines.append(
            {
                "code": gap.code,
                "key": gap.node.key,
                "kind": gap.node.kind,
                "what": gap.what,
                "title": title,
                "page": page,
                "mend": mend,
            }
        )
    return lines
