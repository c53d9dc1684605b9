"""Names of regions: which code a name stands for, and what is near a text that names nothing."""

import difflib
import re
import unicodedata
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale

from beffroi.figures.vintages import Node, vintages

_EUROSTAT_TO_ISO = {"EL": "GR", "UK": "GB"}
_ISO_TO_EUROSTAT = {iso: code for code, iso in _EUROSTAT_TO_ISO.items()}
_SHOWN = 8
"""How many regions of one name a sentence lists."""


@cache
def declared() -> dict[str, dict[str, dict[str, str]]]:
    """Names that people use, and the pilot regions, as `territories.yaml` declares them."""
    text = files("beffroi.figures").joinpath("territories.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def eurostat_code(text: str) -> str:
    """A code in capitals, with Eurostat's letters for Greece and the United Kingdom where ISO's were written.

    Parameters
    ----------
    text : str
        a NUTS code; `GR` and `GB` are taken for `EL` and `UK`, unless a region has that code.

    Returns
    -------
    str

    Examples
    --------
    >>> eurostat_code("gr"), eurostat_code("GBI"), eurostat_code("be3")
    ('EL', 'UKI', 'BE3')
    """
    code = text.upper()
    return _ISO_TO_EUROSTAT.get(code[:2], code[:2]) + code[2:]


def names_of(code: str) -> dict[str, str]:
    """Names by language: those that people use, else the country's, else the local name of the region.

    Parameters
    ----------
    code : str
        a code of any vintage.

    Returns
    -------
    dict
        name by language, `en` and `fr`.

    Examples
    --------
    >>> names_of("BE3")["fr"], names_of("EL")["en"]
    ('Wallonie', 'Greece')
    """
    used = declared()["names"].get(code)
    if used:
        return used
    graph = vintages()
    countries = graph.nodes(code[:2])
    # A region that is a whole country, such as LT00, is called by the country's name.
    if len(code) == 2 or (countries and graph.leaves(graph.nodes(code)[0]) == graph.leaves(countries[0])):
        return {lang: country_name(code[:2], lang) for lang in ("en", "fr")}
    return dict.fromkeys(("en", "fr"), graph.names[graph.nodes(code)[0]])


@cache
def country_name(code: str, lang: str) -> str:
    """Name of a country by its Eurostat code.

    Parameters
    ----------
    code : str
        two letters; `EL` and `UK` for Greece and the United Kingdom.
    lang : str
        `en` or `fr`.

    Returns
    -------
    str
        the code itself where no country has it.

    Examples
    --------
    >>> country_name("EL", "fr"), country_name("BE", "en")
    ('Grèce', 'Belgium')
    """
    return str(Locale(lang).territories.get(_EUROSTAT_TO_ISO.get(code, code), code))


def plain(text: str) -> str:
    """Lower case without accents and punctuation, for comparing names.

    >>> plain("Île-de-France ")
    'ile de france'
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


@cache
def codes_by_name() -> dict[str, str]:
    """Code by plain name; the newer code wins where two vintages share a name, the larger place where two do."""
    graph = vintages()
    found: dict[str, str] = {}
    for code in sorted(
        {node.code for node in graph.all_nodes()}, key=lambda code: (-graph.nodes(code)[0].vintage, len(code), code)
    ):
        for name in {graph.names[graph.nodes(code)[0]], *names_of(code).values()}:
            if plain(name):
                found.setdefault(plain(name), code)
    for code, used in declared()["names"].items():
        for name in used.values():
            found[plain(name)] = code
    return found


def nearest_regions(text: str) -> str:
    """What a text that names no region may have meant.

    Parameters
    ----------
    text : str
        what was written.

    Returns
    -------
    str
        the end of a sentence: every region with that word in its name, else the nearest codes and names; a hint how
        to name a region only where the text has no letter or digit.

    Examples
    --------
    >>> nearest_regions("Limburg")
    'several have that word in their names: BE22 (Prov. Limburg (BE)) or NL42 (Limburg (NL)); write the code.'
    >>> nearest_regions("Walonia")
    'did you mean BE3 (Wallonia) or AL (Albania)?'
    """
    sharing = _sharing(plain(text))
    if len(sharing) > 1:
        more = f" and {len(sharing) - _SHOWN} more" if len(sharing) > _SHOWN else ""
        return f"several have that word in their names: {_listed(sharing[:_SHOWN])}{more}; write the code."
    near = sharing or _near(text, 0.6) or _near(text, 0.0)
    if not near:
        return "give a NUTS code such as BE3, a name such as Wallonia, or a union such as Saxony=DED2+DED4+DED5."
    return f"did you mean {_listed(near)}?"


def _sharing(word: str) -> list[str]:
    """Codes whose names hold a text as whole words, each place once."""
    graph = vintages()
    found: dict[frozenset[Node], str] = {}
    for name, code in codes_by_name().items():
        if word and f" {word} " in f" {name} ":
            found.setdefault(graph.leaves(graph.nodes(code)[0]), code)
    return sorted(found.values())


def _near(text: str, cutoff: float) -> list[str]:
    """The three codes nearest to a text, by name and, where it is short, by code."""
    if not plain(text):
        return []
    codes = sorted({node.code for node in vintages().all_nodes()})
    short = len(text) <= 5
    by_code = difflib.get_close_matches(eurostat_code(text), codes, n=3, cutoff=cutoff) if short else []
    names = codes_by_name()
    by_name = [names[name] for name in difflib.get_close_matches(plain(text), list(names), n=3, cutoff=cutoff)]
    looks_like_a_code = short and (text.isupper() or any(letter.isdigit() for letter in text))
    in_order = (*by_code, *by_name) if looks_like_a_code else (*by_name, *by_code)
    return list(dict.fromkeys(in_order))[:3]


def _listed(codes: list[str]) -> str:
    """'BE3 (Wallonia) or BE1 (Brussels-Capital)'."""
    return " or ".join(f"{code} ({names_of(code)['en']})" for code in codes)
