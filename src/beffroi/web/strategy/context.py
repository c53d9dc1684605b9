"""Likely duplicates among the factors of a context, and the pairs of them that point to a direction; no database.

Two factors of the same analysis are likely duplicates where, in a language that both are written in, their words are
alike: the mean of the share of words that both use (Dice) and of the likeness of the words in order of the alphabet
(`difflib`) is at least `ALIKE`, the first of them at least `SHARED`. Words are compared without case, accents, plural
endings and the most common words; texts that name different numbers are never duplicates.

A pairing joins what the region has (a strength or weakness) with what it meets (an opportunity or threat). A pair is
suggested where both share something: evidence, a consultation, a challenge that both ground, a word. What is shared
counts its `WEIGHT`, divided by the number of the other factors that share it, so that what is rare counts most.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.chain.queries import GraphNode, texts_joined
from beffroi.web.strategy.kinds import PEST, SWOT

ALIKE = 0.7
"""From here on two factors are likely duplicates; the pairs of the Walloon case all stay below 0.55."""
SHARED = 0.5
"""Two factors of which the words have less in common are no duplicates."""
MOST_COMPARED = 500
"""Factors that are compared with each other; further ones are not."""
SUGGESTED = 0.3
"""The least weight of a pair that is suggested."""
MOST_SHARING = 30
"""What more factors share than these relates none of them."""
WEIGHT = {"figure": 3.0, "challenge": 2.0, "document": 2.0, "statement": 2.0, "consultation": 1.0, "word": 0.6}
SIDES = {"s": "strength", "w": "weakness", "o": "opportunity", "t": "threat"}
"""Letters of a pairing, and the headings that it joins."""
SAID_OFTEN = """
a about above all also an and are as at be been but by can for from has have in into is it its less little many more
most no not of on or other our so some still such than that the their them there these they this to too up very was
what which while who will with without
ainsi au aux avec beaucoup ce ces cette comme dans de des du elle elles en encore est et eux il ils la le les leur
leurs mais meme moins ne non nous on ont ou par pas peu plus pour qu que qui sa sans se ses si son sont sous sur tout
toute toutes tous tres trop un une vers
"""
COMMON = frozenset(SAID_OFTEN.split())
"""Words of both languages that say nothing about likeness."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something, in a form in which they can be compared."""
    return frozenset(_words(text))


def _words(text: str) -> dict[str, str]:
    """Word as it is compared → as it is written first."""
    found: dict[str, str] = {}
    for written in re.findall(r"\w+", text.casefold()):
        word = "".join(one for one in unicodedata.normalize("NFKD", written) if not unicodedata.combining(one))
        if word not in COMMON and (len(word) > 1 or word.isdigit()):
            found.setdefault(word.rstrip("sx") if len(word) > 3 and not _has_number(word) else word, written)
    return found


def _has_number(word: str) -> bool:
    return any(one.isdigit() for one in word)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if _has_number(word))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two sets of words are, from 0 to 1; anything below `ALIKE` may be given as 0."""
    if not one or not other:
        return 0.0
    shared = 2 * len(one & other) / (len(one) + len(other))
    if shared < SHARED:
        return 0.0
    numbers = _numbers(one), _numbers(other)
    if all(numbers) and numbers[0] != numbers[1]:
        return 0.0
    order = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False)
    if (shared + order.quick_ratio()) / 2 < ALIKE:
        return 0.0
    return (shared + order.ratio()) / 2


@dataclass(frozen=True)
class Duplicate:
    """Two factors that likely say the same, and how alike they are."""

    one: GraphNode
    other: GraphNode
    alike: float


def duplicates(factors: Iterable[GraphNode]) -> list[Duplicate]:
    """Likely duplicates, the most alike first."""
    boards: dict[object, list[tuple[GraphNode, dict[str, frozenset[str]]]]] = defaultdict(list)
    for node in list(factors)[:MOST_COMPARED]:
        said = {language: words_of(text) for language, text in node.title.items() if text}
        boards[node.details.get("board")].append((node, said))
    found = []
    for held in boards.values():
        for (one, mine), (other, theirs) in combinations(held, 2):
            languages = mine.keys() & theirs.keys()
            alike = max((likeness(mine[language], theirs[language]) for language in languages), default=0)
            if alike >= ALIKE:
                found.append(Duplicate(one, other, alike))
    return sorted(found, key=lambda pair: (-pair.alike, pair.one.item, pair.other.item))


@dataclass(frozen=True)
class Trait:
    """Something that factors may share: its kind, what it is known by, and how it reads."""

    kind: str
    key: str
    label: str = field(compare=False)


@dataclass(frozen=True)
class Pair:
    """A strength or weakness beside an opportunity or threat, what both share, and how much that weighs."""

    inner: GraphNode
    outer: GraphNode
    shared: tuple[Trait, ...]
    weight: float


def pairing_of(inner: Mapping[str, Any], outer: Mapping[str, Any]) -> str:
    """The pairing that the details of two factors make ("so"), empty if they make none."""
    letters = {heading: letter for letter, heading in SIDES.items()}
    found = letters.get(_heading(inner), "") + letters.get(_heading(outer), "")
    return found if found in ("so", "st", "wo", "wt") else ""


def _heading(details: Mapping[str, Any]) -> str:
    return str(details.get("heading")) if details.get("board") == "swot" else ""


def suggestions(
    factors: Iterable[GraphNode], traits: Mapping[int, Collection[Trait]], language: str
) -> dict[str, list[Pair]]:
    """Pairing → the pairs that share something, the most related first; words as one language says them."""
    of_item = {node.item: node for node in factors if _heading(node.details)}
    found: dict[str, list[Pair]] = {name: [] for name in ("so", "st", "wo", "wt")}
    for (inner, outer), held in _shared(of_item, traits, language).items():
        pair = _weighed(of_item[inner], of_item[outer], held)
        if pair.weight >= SUGGESTED:
            found[pairing_of(pair.inner.details, pair.outer.details)].append(pair)
    return {name: sorted(pairs, key=_most_related) for name, pairs in found.items()}


def _shared(
    of_item: Mapping[int, GraphNode], traits: Mapping[int, Collection[Trait]], language: str
) -> dict[tuple[int, int], list[tuple[Trait, float]]]:
    """What the two factors of each possible pair share, with its weight."""
    sharing: dict[Trait, list[int]] = defaultdict(list)
    for item, node in of_item.items():
        for trait in {*traits.get(item, ()), *_words_as_traits(node, language)}:
            sharing[trait].append(item)
    found: dict[tuple[int, int], list[tuple[Trait, float]]] = defaultdict(list)
    for trait, items in sharing.items():
        if not 1 < len(items) <= MOST_SHARING:
            continue
        weight = WEIGHT[trait.kind] / (len(items) - 1)
        for one, other in combinations(items, 2):
            if pair := _in_order(of_item[one], of_item[other]):
                found[pair].append((trait, weight))
    return found


def _in_order(one: GraphNode, other: GraphNode) -> tuple[int, int] | None:
    """What the region has, then what it meets; None if the two make no pairing."""
    if pairing_of(one.details, other.details):
        return one.item, other.item
    return (other.item, one.item) if pairing_of(other.details, one.details) else None


def _words_as_traits(node: GraphNode, language: str) -> list[Trait]:
    text = node.title.get(language) or next((text for text in node.title.values() if text), "")
    return [Trait("word", word, written) for word, written in _words(text).items() if len(word) > 2]


def _weighed(inner: GraphNode, outer: GraphNode, held: Sequence[tuple[Trait, float]]) -> Pair:
    ordered = sorted(held, key=lambda one: (-one[1], one[0].key))
    return Pair(inner, outer, tuple(trait for trait, _weight in ordered), sum(weight for _trait, weight in ordered))


def _most_related(pair: Pair) -> tuple[float, int, int]:
    return (-round(pair.weight, 9), pair.inner.item, pair.outer.item)


def joined(kept: Any, duplicate: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """Text and details of a factor that took over another: what that one said stands below, sources side by side."""
    text = dict(kept.text)
    label = dict((*SWOT, *PEST)).get(str(duplicate.details.get("heading")), "")
    elsewhere = duplicate.details.get("heading") != kept.details.get("heading")
    for language in dict.fromkeys((*duplicate.title, *duplicate.text)):
        title = duplicate.title.get(language, "")
        said = {"code": duplicate.code, "title": title, "heading": ""}
        is_new = title.strip() != kept.title.get(language, "").strip() or elsewhere
        with override(language):
            if elsewhere and label:
                named = _("Also stated as %(code)s (%(heading)s): %(title)s") % {**said, "heading": label}
            else:
                named = _("Also stated as %(code)s: %(title)s") % said
        parts = (named if title and is_new else "", duplicate.text.get(language, ""))
        text = texts_joined(text, {language: "\n\n".join(part for part in parts if part)})
    details = {**duplicate.details, **kept.details}
    sources = kept.details.get("source"), duplicate.details.get("source")
    if all(isinstance(one, Mapping) for one in sources):
        details["source"] = texts_joined(*sources, between="; ")
    return text, details
