"""One monitoring report of the demonstration, issued for the last months that are over."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.monitoring.actions.issuing import Texts, issue_report, save_report
from beffroi.web.monitoring.queries.paper_parts import tops_of
from beffroi.web.monitoring.queries.track import track_of
from beffroi.web.monitoring.rules import first_day

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


def load_demo_report(strategy: "Strategy", officer: Any, more: dict[str, Any]) -> None:
    """Write about some months, comment on indicators and interventions, and issue it."""
    today = timezone.localdate()
    first, last = (month_of(today) + months for months in more["months"])
    track = track_of(strategy, today, last)
    nodes = [row.reading.node for row in track.rows] + [node for node, _rows in tops_of(track)]
    keys = {node.code: str(node.item.key) for node in nodes}
    texts = Texts(
        first_day(first), first_day(last), more["language"], more["title"], more["introduction"],
        {keys[code]: said for code, said in more["comments"].items()},
    )  # fmt: skip
    issue_report(actor=officer, report=save_report(actor=officer, strategy=strategy, texts=texts))
