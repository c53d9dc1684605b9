"""How to cite a series: as a sentence, as BibTeX, as CSL-JSON."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from beffroi.web.observatory.exports.dataset import Described

SPECIAL = {"\\": r"\textbackslash{}", **{letter: f"\\{letter}" for letter in "&%$#_{}"}}
SPECIAL |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """The three forms of one citation."""

    text: str
    bibtex: str
    csl: dict[str, Any]


def cite(about: Described, accessed: date, address: str = "") -> Citation:
    """Cite a series as it was read on a day, at an address (the page of the series, if no other is given)."""
    address = address or about.address
    return Citation(_text(about, accessed, address), _bibtex(about, accessed, address), _csl(about, accessed, address))


def _text(about: Described, accessed: date, address: str) -> str:
    return _(
        "%(publisher)s, “%(label)s” (%(dataset)s; %(vintage)s), in Beffroi, %(address)s, "
        "accessed on %(day)s. Licence: %(licence)s."
    ) % {
        "publisher": about.publisher,
        "label": about.label,
        "dataset": about.dataset,
        "vintage": about.vintage,
        "address": address,
        "day": accessed.isoformat(),
        "licence": about.licence,
    }


def _bibtex(about: Described, accessed: date, address: str) -> str:
    fields = {
        "author": f"{{{latex(about.publisher)}}}",
        "title": f"{{{latex(about.label)}}}",
        "howpublished": latex(f"{about.dataset}; {about.vintage}"),
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "urldate": accessed.isoformat(),
        "note": latex(about.licence),
    }
    key = re.sub(r"[^a-z0-9]+", "_", about.id.lower())
    return "@misc{beffroi_" + key + ",\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items()) + "}"


def latex(text: str) -> str:
    """A text in which nothing is a command of LaTeX.

    >>> latex("R&D {50%}")
    'R\\\\&D \\\\{50\\\\%\\\\}'
    """
    return "".join(SPECIAL.get(letter, letter) for letter in text)


def _csl(about: Described, accessed: date, address: str) -> dict[str, Any]:
    return {
        "id": f"beffroi-{about.id}",
        "type": "dataset",
        "title": about.label,
        "author": [{"literal": about.publisher}],
        "publisher": about.publisher,
        "container-title": about.dataset,
        "version": about.vintage,
        "URL": address,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
        "note": about.licence,
    }
