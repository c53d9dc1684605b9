"""Cells of a monitoring report: texts with the language that they are in."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from beffroi.reporting.monitoring.model import Cell, Mark
from beffroi.web.monitoring.wording import MARKS, STATUSES

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

STATUS_MARKS: Mapping[str, Mark] = {"ok": "ok", "risk": "risk", "off": "off", "none": "none"}


def texts(by_language: Mapping[str, str] | None, before: str = "", note: Cell | None = None) -> Cell:
    """A text in the language of the page, else in the one that it has, which it then carries; `before` is a code."""
    held, now = by_language or {}, get_language() or "en"
    language = now if held.get(now) else next((name for name, text in held.items() if text), now)
    said = f"{before} {held.get(language, '')}".strip()
    return Cell(said, "" if language == now else language, note=note)


def named(node: "Node | None", note: Cell | None = None) -> Cell:
    """An element by its code and its title."""
    return texts(node.title, node.code, note) if node else Cell("–")


def joined(cells: Sequence[Cell]) -> Cell:
    """Several words as one, in the language that they have in common."""
    languages = {one.lang for one in cells}
    return Cell(", ".join(one.said for one in cells) or "–", languages.pop() if len(languages) == 1 else "")


def status(of: str | None) -> Cell:
    """How an indicator stands, as a word with its shape."""
    return Cell(str(STATUSES[of]), mark=marked(MARKS[of])) if of else Cell("–")


def marked(name: str) -> Mark:
    """The mark of a component."""
    return STATUS_MARKS.get(name, "")


def remark(report: Any, key: Any) -> Cell | None:
    """What the writer remarks on an indicator or an intervention."""
    said = report.comments.get(str(key), "")
    return texts({report.language: said}) if said else None
