"""The logic of a version on paper: the outlines without an end, the drawings, what is done and what it costs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beffroi import __version__
from beffroi.reporting.brief.model import cut
from beffroi.reporting.diagrams.layered import draw, size_of
from beffroi.reporting.logic.model import Drawing, Entry, Intervention, Line, LogicPaper, Text, Tree
from beffroi.reporting.logic.pdf import render_logic
from beffroi.web.chain import kinds
from beffroi.web.chain.queries import Graph, GraphNode, kept_for, kept_graph
from beffroi.web.strategy import rules
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.queries.logic import MOST_DRAWN, TREES, diagram
from beffroi.web.strategy.queries.overview import region_name
from beffroi.web.strategy.queries.words import costs_words, said_in

LONG = 120
MOST_DEEP = 8
"""Steps of indentation; what lies deeper stands at the last one, in its order."""


def logic_pdf(place: Place, today: date) -> bytes:
    """The paper as PDF, kept until the version or the living work changes."""
    name = f"logic-pdf-{place.version.pk}-{place.version.status}-{today}"
    return kept_for(name, place.spaces, lambda: render_logic(logic_paper(place, today)))


def logic_paper(place: Place, today: date) -> LogicPaper:
    """What the paper says, in the language of the page."""
    graph, lang = kept_graph(place.spaces), get_language() or "en"
    name, region = cut(str(place.strategy), LONG), region_name(place.strategy.region, lang)
    day = date_format(today, "j F Y")
    version = _("Version %(number)s: %(status)s") % {
        "number": place.version.number, "status": str(place.version.get_status_display()).lower(),
    }  # fmt: skip
    ours = list(graph.of_kind("intervention"))
    costs = {one.item: graph.down(one.item, "costs") for one in ours}
    return LogicPaper(
        lang=lang,
        title=_("Why does the strategy do what it does?"),
        kicker=f"Beffroi · {region} · {name}",
        lead=f"{', '.join(_counted(graph))}.",
        byline=(name, region, version, _("as of %(day)s") % {"day": day}),
        trees=(
            _tree(graph, "problems", _("Problem tree"), _("No challenge, driver or effect here.")),
            _tree(graph, "objectives", _("Objective tree"), _("No objective or intervention here.")),
        ),
        heading=_("What is done, what it costs, what threatens it"),
        sentence=_together(costs) if ours else _("No intervention yet."),
        interventions=tuple(_intervention(graph, one, costs[one.item], place.reads_living) for one in ours),
        footer=_("%(strategy)s, as of %(day)s. Made from what is entered on the site; Beffroi %(version)s.")
        % {"strategy": cut(name, LONG // 2), "day": day, "version": __version__},
        page_of=_("page {page} of {pages}"),
    )


def _counted(graph: Graph) -> tuple[str, ...]:
    many = {kind: len(list(graph.of_kind(kind))) for kind in ("challenge", "specific_objective", "intervention")}
    challenges, objectives, acts = many.values()
    return (
        ngettext("%(many)s challenge", "%(many)s challenges", challenges) % {"many": challenges},
        ngettext("%(many)s specific objective", "%(many)s specific objectives", objectives) % {"many": objectives},
        ngettext("%(many)s intervention", "%(many)s interventions", acts) % {"many": acts},
    )


def _tree(graph: Graph, name: str, title: str, empty: str) -> Tree:
    entries = tuple(_entry(branch, "", 1) for branch in rules.tree(graph, TREES[name], most=None))
    if not entries:
        return Tree(title, (), None, empty)
    drawn, whole = diagram(graph, name)
    width, height = size_of(drawn)
    note = "" if whole else _("A drawing shows at most %(many)s elements.") % {"many": MOST_DRAWN}
    label = _("%(tree)s as a diagram") % {"tree": title}
    return Tree(title, entries, Drawing(draw(drawn, alone=True), width, height, label, note))


def _text(texts: Any) -> Text:
    language, said = said_in(texts or {})
    return Text(str(said), language)


def _entry(branch: rules.Branch, words: str, depth: int) -> Entry:
    node = branch.node
    notes = [
        _("may later") if branch.later else "",
        _("opened above") if branch.again else "",
        _("to be reviewed") if node.needs_review else "",
    ]  # fmt: skip
    below: list[Entry] = []
    for limb in branch.limbs:
        way, _colon, link = limb.way.partition(":")
        said = str(kinds.LINKS[link].up if way == "up" else kinds.LINKS[link].down)
        below += [_entry(one, said, depth + 1) for one in limb.branches]
    if depth >= MOST_DEEP:
        below = [flat for one in below for flat in _flat(one)]
    noted = ", ".join(filter(None, notes))
    kind = str(kinds.NODES[node.kind].label)
    return Entry(
        kind if words else f"{kind[:1].upper()}{kind[1:]}", node.code, _text(node.title), words, noted, tuple(below)
    )


def _flat(entry: Entry) -> Iterable[Entry]:
    yield Entry(entry.kind, entry.code, entry.title, entry.words, entry.note)
    for one in entry.below:
        yield from _flat(one)


def _together(costs: dict[int, list[GraphNode]]) -> str:
    total = costs_words(rules.costs_of(cost for some in costs.values() for cost in some))
    said = " ".join((_("All interventions together:"), total))
    without = sum(not some for some in costs.values())
    if without:
        more = ngettext(
            "%(many)s intervention without a cost is not in it",
            "%(many)s interventions without a cost are not in it", without,
        ) % {"many": without}  # fmt: skip
        said = f"{said}; {more}"
    return f"{said}."


def _intervention(graph: Graph, node: GraphNode, costs: list[GraphNode], with_risks: bool) -> Intervention:
    lang = get_language() or "en"
    said, texts = said_in(node.details.get("benefits") or {})
    benefits = tuple(Text(str(one), said) for one in (texts or [])) or (Text(_("not said"), lang),)
    effort = _text(node.details.get("effort"))
    risks = tuple(_named(one) for one in graph.down(node.item, "threatened_by")) or (Text(_("none named"), lang),)
    lines = [
        Line(_("Serves:"), tuple(_served(graph, one, node) for one in graph.up(node.item, "served_by"))),
        Line(_("Benefits:"), benefits),
        Line(_("Effort:"), (effort if effort.said else Text(_("not said"), lang),)),
        Line(_("Costs:"), tuple(_cost(one) for one in costs) or (Text(_("not said"), lang),)),
        Line(_("Together:"), (Text(costs_words(rules.costs_of(costs)), lang),) if len(costs) > 1 else ()),
        Line(_("Risks:"), risks if with_risks else ()),
    ]  # fmt: skip
    return Intervention(node.code, _text(node.title), tuple(line for line in lines if line.texts))


def _named(node: GraphNode) -> Text:
    title = _text(node.title)
    return Text(f"{node.code} {title.said}".strip(), title.lang)


def _served(graph: Graph, objective: GraphNode, node: GraphNode) -> Text:
    named, later = _named(objective), _("may later")
    return Text(f"{named.said} ({later})", named.lang) if rules.may_later(graph, objective, node) else named


def _cost(node: GraphNode) -> Text:
    named, owner = _named(node), node.details.get("owner")
    payer = _("paid by %(who)s") % {"who": owner} if owner else _("nobody is named who pays")
    said = _("%(cost)s: %(amount)s, %(payer)s")
    return Text(said % {"cost": named.said, "amount": costs_words(rules.costs_of([node])), "payer": payer}, named.lang)
