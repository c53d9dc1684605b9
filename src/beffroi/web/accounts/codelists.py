"""The lists that an organisation's activity and region are chosen from: NACE Rev. 2 and the regions of the figures."""

import csv
from functools import cache
from importlib.resources import files

from beffroi.figures.names import eurostat_code, names_of
from beffroi.figures.territories import is_region as is_place
from beffroi.figures.vintages import vintages
from beffroi.web.accounts.rules import DIVISION, NUTS_2, is_activity, is_region

NEWEST = 2024


@cache
def activities(language: str) -> tuple[tuple[str, str], ...]:
    """Sections and divisions of NACE Rev. 2 with their titles."""
    text = (files("beffroi.web.accounts") / "data" / "nace.csv").read_text(encoding="utf-8")
    return tuple((row["code"], row[language]) for row in csv.DictReader(text.splitlines()))


@cache
def regions() -> tuple[tuple[str, str], ...]:
    """The NUTS 1 and NUTS 2 regions of the newest vintage with their names, Belgium's first."""
    found = ((node.code, name) for node, name in vintages().names.items() if node.vintage == NEWEST)
    places = [(code, name) for code, name in found if len(code) > len("BE") and is_place(code)]
    return tuple(sorted(places, key=lambda one: (not one[0].startswith("BE"), one[0])))


def is_known_activity(code: str) -> bool:
    """Whether a code is a section or division of NACE, or a group or class inside one."""
    known = {one for one, _title in activities("en")}
    return is_activity(code) and code[:DIVISION] in known


def is_known_region(code: str, country: str) -> bool:
    """Whether a code is a region of the country in some vintage, or a NUTS 3 region inside one."""
    return is_region(code, country) and is_place(eurostat_code(code[:NUTS_2]))


def name_of_region(code: str, language: str) -> str:
    """The name of a region; of one inside a NUTS 2 region, that region's name and its own code."""
    written = eurostat_code(code)
    if len(written) <= NUTS_2:
        return names_of(written)[language] if is_place(written) else code
    return f"{name_of_region(code[:NUTS_2], language)} ({code})"


def title_of_activity(code: str, language: str) -> str:
    """The title of a section or division of NACE, and of the division that a group or class lies in."""
    return dict(activities(language)).get(code[:DIVISION], "")
