"""How each series is made, in words, with the series that go into it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from beffroi.figures.catalogue import (
    Cellwise,
    Computation,
    Growth,
    Plus,
    Quotient,
    Ratio,
    Relative,
    Selection,
    Specialisation,
    Sum,
)
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.figures_store import figures


@dataclass(frozen=True)
class Input:
    """A series that another is made from."""

    id: str
    label: str
    address: str


@dataclass(frozen=True)
class Recipe:
    """How a series is made: the formula in words, and the series that go in, in the order of the formula."""

    words: str
    inputs: tuple[Input, ...]


FORMULAS: dict[type, str] = {
    Selection: gettext_noop("Taken from the source as published."),
    Sum: gettext_noop("Sum over the sectors %(sectors)s; missing where one of them is missing."),
    Plus: gettext_noop("Sum of the series below; missing where one of them is missing."),
    Cellwise: gettext_noop("Computed region by region, then summed: %(product)s."),
    Ratio: gettext_noop("Numerator divided by denominator%(scale)s; over several regions, both are summed first."),
    Quotient: gettext_noop("Numerator divided by denominator in the region, over the same ratio in the EU."),
    Specialisation: gettext_noop("Share of the sector in all sectors of the region, over its share in the EU."),
    Relative: gettext_noop("The series below as a percentage of its EU value."),
    Growth: gettext_noop("Compound annual growth of the series below over %(years)s years."),
}


def recipe(name: str, language: Language) -> Recipe | None:
    """How an official series is made; None where it cannot be made."""
    computation = figures().catalogue.get(name).from_
    formula = FORMULAS.get(type(computation))
    if formula is None:
        return None
    inputs = tuple(_input(series, language) for series in inputs_of(computation))
    return Recipe(_(formula) % _filling(computation, language), inputs)


def inputs_of(computation: Computation) -> list[str]:
    """The series that a computation uses, numerator before denominator."""
    if isinstance(computation, Ratio | Quotient):
        return [computation.numerator, computation.denominator]
    if isinstance(computation, Sum | Relative | Growth | Specialisation):
        return [computation.of]
    if isinstance(computation, Plus):
        return list(computation.of)
    return [*computation.multiply, *computation.divide] if isinstance(computation, Cellwise) else []


def has_numerator(name: str) -> bool:
    """Whether a series is a numerator over a denominator."""
    return isinstance(figures().catalogue.get(name).from_, Ratio | Quotient)


def _input(name: str, language: Language) -> Input:
    label = language.typeset(figures().label(name, language.lang))
    return Input(name, label, reverse("observatory:series", args=[name]))


def _filling(computation: Computation, language: Language) -> dict[str, str]:
    filling: dict[str, str] = {"scale": "", "sectors": "", "product": "", "years": ""}
    if isinstance(computation, Ratio) and computation.scale != 1:
        filling["scale"] = f" × {language.number(computation.scale)}"
    if isinstance(computation, Sum):
        filling["sectors"] = language.list_of(computation.sectors)
    if isinstance(computation, Growth):
        filling["years"] = str(computation.years)
    if isinstance(computation, Cellwise):
        filling["product"] = _product(computation, language)
    return filling


def _product(computation: Cellwise, language: Language) -> str:
    named = [[_input(name, language).label for name in names] for names in (computation.multiply, computation.divide)]
    said = " × ".join(named[0]) + "".join(f" ÷ {label}" for label in named[1])
    return said if computation.scale == 1 else f"{said} × {language.number(computation.scale)}"
