"""Strategies listed, and one of them at a glance: aims, priority areas, how much of everything, who may do what."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from beffroi.figures.territories import find_territory
from beffroi.web.accounts.queries import holders_of
from beffroi.web.chain import kinds
from beffroi.web.chain.permissions import reads_space
from beffroi.web.chain.queries import GraphNode, kept_for, kept_graph
from beffroi.web.strategy.models import Strategy, Version
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.queries.strategies import visible_strategies, visible_versions
from beffroi.web.strategy.queries.words import said_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.accounts.models import RoleGrant

MOST_SHOWN = 50
MAY = (
    ("", _("Everybody"), _("reads the version in force and the earlier ones")),
    ("", _("Whoever signs in"), _("comments and asks for changes")),
    ("reader", _("Reader, adviser"), _("reads drafts, the roadmap and its risks")),
    (
        "m_and_e_officer",
        _("M&E officer, evaluator"),
        _("reads the same and the ledger; writes in monitoring and evaluation only"),
    ),
    ("co_manager", _("Co-manager"), _("writes the draft, publishes versions, decides on requests")),
    ("administrator", _("Administrator"), _("grants these roles, for the site or for this strategy")),
)
"""Who may do what: as the tables of permissions say it."""


@dataclass(frozen=True)
class Listed:
    """A strategy in the list, with the versions that the person reads."""

    strategy: Strategy
    region: str
    in_force: Version | None
    draft: Version | None


def listed(user: Any, language: str) -> list[Listed]:
    """The strategies that a person reads, in two queries."""
    found: dict[int, list[Version]] = {}
    for version in visible_versions(user).order_by("number"):
        found.setdefault(version.strategy_id, []).append(version)
    rows = []
    for strategy in visible_strategies(user):
        by_status = {version.status: version for version in found.get(strategy.pk, ())}
        rows.append(
            Listed(strategy, region_name(strategy.region, language), by_status.get("published"), by_status.get("draft"))
        )
    return rows


def region_name(code: str, language: str) -> str:
    """The name of the region of a strategy."""
    return find_territory(code).name(language)


@dataclass(frozen=True)
class Overview:
    """A version at a glance."""

    aims: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    objectives: list[dict[str, Any]]
    more_objectives: int
    counts: list[dict[str, Any]]
    total: dict[str, int]


def overview(place: Place) -> Overview:
    """The version at a glance, kept until it or the living work changes."""
    return kept_for(f"overview-{place.query}", place.spaces, lambda: _overview(place))


def _overview(place: Place) -> Overview:
    graph = kept_graph(place.spaces)
    total: dict[str, int] = {}
    for node in graph.nodes.values():
        total[node.kind] = total.get(node.kind, 0) + 1
    objectives = list(graph.of_kind("specific_objective"))
    return Overview(
        aims=[_line(place, one) for one in graph.of_kind("global_objective")],
        areas=[
            _line(place, one) | {"niches": [_line(place, niche) for niche in graph.down(one.item, "holds")]}
            for one in graph.of_kind("priority_area")
        ],
        objectives=[
            _line(place, one)
            | {"answers": len(graph.up(one.item, "answered_by")), "served": len(graph.down(one.item, "served_by"))}
            for one in objectives[:MOST_SHOWN]
        ],
        more_objectives=max(0, len(objectives) - MOST_SHOWN),
        counts=[
            {"kind": name, "label": kind.plural, "many": total[name]}
            for name, kind in kinds.NODES.items()
            if name in total
        ],
        total=total,
    )


def _line(place: Place, node: GraphNode) -> dict[str, Any]:
    language, title = said_in(node.title)
    return {
        "code": node.code, "title": title, "lang": language, "page": place.page_of(node.kind, node.key),
        "review": node.needs_review,
    }  # fmt: skip


def roles_on(user: Any, strategy: Strategy) -> "QuerySet[RoleGrant] | None":
    """Who holds a role for the strategy or the site today; None for those who are not inside."""
    inside = strategy.living is not None and not strategy.living.is_public and reads_space(user, strategy.living)
    return holders_of(strategy) if inside else None


def elements_of_kind(place: Place, kind: str) -> list[dict[str, Any]]:
    """The elements of a kind, in their order, as lines of a list."""
    return kept_for(
        f"list-{kind}-{place.query}", place.spaces,
        lambda: [_line(place, one) | {"key": one.key, "evidence": one.evidence}
                 for one in kept_graph(place.spaces).of_kind(kind)],
    )  # fmt: skip
