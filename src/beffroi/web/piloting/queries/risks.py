"""The register of risks as a page needs it: few queries, however many risks there are."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.web.chain.queries import links_of, nodes_of
from beffroi.web.core.together import read, together
from beffroi.web.piloting.models import Issue, Risk, RiskRating
from beffroi.web.piloting.risk_rules import LEVELS, Rating, by_cell, rating

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class RiskView:
    """One risk of the register: its node, how it is rated, what it threatens."""

    node: "Node"
    row: Risk | None
    threatens: "tuple[Node, ...]"
    ratings: tuple[RiskRating, ...]

    @property
    def key(self) -> str:
        """The key of its item."""
        return str(self.node.item.key)

    @property
    def state(self) -> str:
        """What became of it."""
        return self.row.state if self.row else Risk.State.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is watched."""
        return self.state == Risk.State.OPEN

    @property
    def before(self) -> Rating | None:
        """Before what is done about it."""
        return rating(self.row.likelihood, self.row.impact) if self.row else None

    @property
    def after(self) -> Rating | None:
        """After what is done about it."""
        return rating(self.row.likelihood_after, self.row.impact_after) if self.row else None

    @property
    def earlier(self) -> Rating | None:
        """How it was rated the time before."""
        return rating(self.ratings[1].likelihood, self.ratings[1].impact) if len(self.ratings) > 1 else None

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been looked at again."""
        return self.is_open and self.row is not None and bool(self.row.review_on and self.row.review_on < today())


@dataclass(frozen=True)
class Cell:
    """A cell of the heat map."""

    impact: int
    level: int
    codes: tuple[tuple[str, str], ...]
    """Code and anchor of the risks in it."""


def today() -> date:
    """The day of the site."""
    return timezone.localdate()


def register(strategy: "Strategy", interventions: "list[Node]") -> list[RiskView]:
    """The risks of a strategy, the worst first, those without a rating before them, closed ones last."""
    if strategy.living is None:
        return []
    risks, ratings, links, nodes = asked = reads_of_risks(strategy)
    with together(*asked):
        rows = {row.item_id: row for row in read(risks)}
        found, threats, held = read(nodes), read(links), read(ratings)
    rated: dict[int, list[RiskRating]] = {}
    for one in held:
        rated.setdefault(one.risk.item_id, []).append(one)
    named = {node.item_id: node for node in interventions}
    threatened: dict[int, list[Node]] = {}
    for link in threats:
        if link.source_id in named:
            threatened.setdefault(link.target_id, []).append(named[link.source_id])
    views = [
        RiskView(
            node, rows.get(node.item_id), tuple(threatened.get(node.item_id, ())), tuple(rated.get(node.item_id, ()))
        )
        for node in found
    ]
    return sorted(views, key=_urgency)


def reads_of_risks(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the register: how risks are rated, how they were, what they threaten, what they are called."""
    living = strategy.living
    if living is None:
        return ()
    return (
        Risk.objects.filter(strategy=strategy).select_related("owner"),
        RiskRating.objects.filter(risk__strategy=strategy).select_related("rated_by", "risk"),
        links_of(living, "threatened_by"),
        nodes_of(living, "risk"),
    )


def _urgency(view: RiskView) -> tuple[bool, bool, int, str]:
    return (not view.is_open, view.before is not None, -(view.before.score if view.before else 0), view.node.code)


def heat(views: list[RiskView], is_after: bool) -> list[tuple[int, list[Cell]]]:
    """The heat map from the most likely row down: likelihood, and a cell for each impact."""
    shown = [view for view in views if view.is_open]
    anchors = {view.node.code: view.key for view in shown}
    cells = by_cell((view.node.code, view.after if is_after else view.before) for view in shown)
    return [
        (
            likelihood,
            [
                Cell(
                    impact,
                    Rating(likelihood, impact).level,
                    tuple((code, anchors[code]) for code in cells.get(Rating(likelihood, impact), ())),
                )
                for impact in LEVELS
            ],
        )
        for likelihood in reversed(LEVELS)
    ]


def issues_of(strategy: "Strategy") -> list[tuple[Issue, "Node"]]:
    """The issues of a strategy with their nodes, the open ones first."""
    living = strategy.living
    nodes = {node.item_id: node for node in nodes_of(living, "issue")} if living else {}
    rows = [
        (issue, nodes[issue.item_id]) for issue in Issue.objects.filter(strategy=strategy) if issue.item_id in nodes
    ]
    return sorted(rows, key=lambda row: (row[0].closed_on is not None, row[0].opened_on))


def interventions_of(user: Any, version: Any) -> "list[Node]":
    """The interventions of a version."""
    return list(nodes_of(version.space, "intervention")) if version is not None else []
