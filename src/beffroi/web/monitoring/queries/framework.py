"""What the framework of indicators lacks before anything is measured, each finding with where it is mended."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from beffroi.analytics.errors import InputError
from beffroi.analytics.results.framework.check import check
from beffroi.analytics.results.framework.model import Framework, Measure
from beffroi.analytics.results.model import ResultNode
from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Point
from beffroi.web.chain.queries import in_language
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.queries.readings import Reading
from beffroi.web.monitoring.queries.wholes import children_of
from beffroi.web.monitoring.whole_rules import ADDED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beffroi.web.monitoring.queries.chain import Chain
    from beffroi.web.strategy.models import Strategy

BY_ITSELF = "platform"
"""Who reports what nobody types."""


@dataclass(frozen=True)
class Finding:
    """Something to mend: of what kind, what is wrong, what to do, and where."""

    code: str
    what: str
    remedy: str
    url: str
    about: str


def findings_of(strategy: "Strategy", chain: "Chain", readings: "Sequence[Reading]") -> list[Finding]:
    """Everything that the framework lacks."""
    nodes = tuple(
        ResultNode(str(item), rules.STEPS[node.item.kind], f"{node.code} {in_language(node.title)}")
        for item, node in chain.steps.items()
    )
    held = {str(one.node.item_id): one for one in readings}
    wholes = children_of(readings).keys()
    framework = Framework(nodes, tuple(_measure(key, one, one.row.pk in wholes) for key, one in held.items()))
    found = []
    for each in check(framework):
        reading = held.get(each.at)
        if reading is not None:
            url = reverse("monitoring:edit_indicator", kwargs={"slug": strategy.slug, "key": reading.node.item.key})
        else:
            step = chain.steps[int(each.at)]
            url = f"{reverse('monitoring:add_indicator', kwargs={'slug': strategy.slug})}?step={step.item.key}"
        about = reading.node.code if reading else chain.steps[int(each.at)].code
        said, remedy = (said_to_the_reader(text) for text in (each.message, each.remedy))
        found.append(Finding(each.code, said, remedy, url, about))
    return found


def _measure(key: str, one: Reading, is_whole: bool) -> Measure:
    """What the check takes; a whole that its parts make together needs nobody who reports it."""
    row = one.row
    by_itself = not row.is_entered or (is_whole and row.rule in ADDED)
    reporter = BY_ITSELF if by_itself else str(one.reporter or "")
    try:
        milestones = rules.milestones_of(row.milestones)
    except InputError:
        milestones = ()
    return Measure(
        id=key, node=str(one.step.item_id) if one.step else "", name=in_language(one.node.title),
        unit=one.unit, code=row.common_code, reporter=reporter,
        baseline=_point(row.baseline_on, row.baseline_value), target=_point(row.target_on, row.target_value),
        milestones=milestones,
    )  # fmt: skip


def _point(on: "date | None", value: "Decimal | None") -> Point | None:
    return Point(month_of(on), float(value)) if on and value is not None else None
