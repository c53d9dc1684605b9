"""What is missing: rules on the graph that each slice registers, every gap with the place where it is mended.

A slice has a module `completeness` (found when the site starts) with functions under `@rule`. A rule sees the graph and
the languages of the strategy, and no database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from beffroi.web.chain.rules import Graph, GraphNode


@dataclass(frozen=True)
class Gap:
    """Something missing: its code, the element that misses it, what in words, and where it is mended.

    `mend` is an address below the page of the element (`edit/`), or one of the site if it begins with "/"; `{slug}` in
    that stands for the strategy.
    """

    code: str
    node: GraphNode
    what: str
    mend: str = "edit/"


Rule = Callable[[Graph, Sequence[str]], Iterable[Gap]]
RULES: dict[str, Rule] = {}
ON_LIVING: set[str] = set()
"""Rules that say of an element of a version that nothing of the living work is linked to it."""


def rule(check: Rule) -> Rule:
    """Make a rule known by the name of its function."""
    RULES[check.__name__] = check
    return check


def rule_on_living(check: Rule) -> Rule:
    """The same of a rule that is only put for who reads the living work: to others all of that seems missing."""
    ON_LIVING.add(check.__name__)
    return rule(check)


def gaps_of(graph: Graph, languages: Sequence[str], *, with_living: bool = True) -> list[Gap]:
    """Everything that is missing, rule by rule; `with_living` where the graph holds the living work."""
    known = [check for name, check in RULES.items() if with_living or name not in ON_LIVING]
    return [gap for check in known for gap in check(graph, languages)]


@rule
def dangling_link(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """A link of which one end was removed from the version."""
    for link in graph.dangling:
        node = graph.nodes.get(link.source) or graph.nodes.get(link.target)
        if node is not None:
            yield Gap(
                "dangling_link", node, _("a link leads to something that was removed"), f"links/{link.pk}/remove/"
            )


@rule
def without_translation(graph: Graph, languages: Sequence[str]) -> Iterable[Gap]:
    """An element that says nothing in one of the languages."""
    for node in graph.nodes.values():
        missing = [language for language in languages if not node.title.get(language)]
        if missing:
            named = ", ".join(str(get_language_info(language)["name_translated"]) for language in missing)
            said = _("no text in: %(languages)s") % {"languages": named}
            yield Gap("without_translation", node, said)


@rule
def to_be_reviewed(graph: Graph, _languages: Sequence[str]) -> Iterable[Gap]:
    """An element that rests on evidence that was revised."""
    for node in graph.nodes.values():
        if node.needs_review:
            yield Gap("to_be_reviewed", node, _("rests on evidence that was revised; look at it again"), "")
