"""How the index is made, in words, and what cannot be known from it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.index import index_years, indicator_label, node_label, spec
from beffroi.web.observatory.queries.index_pictures import source
from beffroi.web.observatory.rules.index import official_weights


@dataclass(frozen=True)
class Made:
    """One dimension: its label, its weight, the indicators that it is the mean of, or why it has none."""

    label: str
    weight: str
    indicators: tuple[str, ...]
    missing: str


@dataclass(frozen=True)
class Method:
    """What a reader needs to judge the index."""

    dimensions: tuple[Made, ...]
    source: str
    years: str
    spec: str


def method(language: Language) -> Method:
    """The declared method of the index."""
    years, declared = index_years(), spec()
    return Method(
        dimensions=tuple(_made(node, language) for node in declared.dimensions),
        source=source(language),
        years=_("%(first)s to %(last)s") % {"first": years[0], "last": years[-1]},
        spec=f"{declared.id} {declared.version}",
    )


def _made(node: str, language: Language) -> Made:
    declared, weights = spec().node(node), official_weights(spec())
    share = weights.get(node, 0.0) / sum(weights.values())
    return Made(
        label=node_label(node, language.lang),
        weight=language.percent(100 * share, 0) if node in weights else "–",
        indicators=tuple(indicator_label(child, language.lang) for child in declared.children),
        missing=language.typeset(declared.missing_in(language.lang) or ""),
    )
