"""The EU common indicators that bear on smart specialisation: Regulation (EU) 2021/1058, annex I.

The English names restate the annex. A French name is `official` once somebody has compared it with the French edition
of the Official Journal; until then it is `ours`, and pages say so.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from beffroi.web.chain.queries import in_language

REGULATION = "(EU) 2021/1058, annex I"
WRITTEN = re.compile(r"(RC[OR])0*(\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True)
class Common:
    """A common indicator with its official name and unit, by language."""

    code: str
    is_result: bool
    name: dict[str, str]
    unit: dict[str, str]
    has_official_french: bool = False

    @property
    def is_translation(self) -> bool:
        """Whether the name in the language of the page is a translation of ours."""
        return get_language() == "fr" and not self.has_official_french

    def __str__(self) -> str:
        return f"{self.code} {in_language(self.name)}"


@cache
def common_indicators() -> dict[str, Common]:
    """Code → indicator, in the order of the annex."""
    text = (files("beffroi.web.monitoring") / "data" / "eu_common_indicators.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Common(
            row["code"], row["kind"] == "result",
            {"en": row["name_en"], "fr": row["name_fr"]}, {"en": row["unit_en"], "fr": row["unit_fr"]},
            row["french"] == "official",
        )
        for row in csv.DictReader(text.splitlines())
    }  # fmt: skip


def code_of(written: str) -> str:
    """A code as the annex writes it, from one with fewer or more zeros; the empty text if it is none.

    >>> code_of("rco1"), code_of("RCR003"), code_of("RCO101"), code_of("jobs")
    ('RCO01', 'RCR03', 'RCO101', '')
    """
    found = WRITTEN.fullmatch(written.strip())
    return f"{found[1].upper()}{int(found[2]):02}" if found else ""
