"""Writes about indicators: what is measured at which step, from where to where."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import find_territory
from beffroi.web.chain.actions import add_link, add_node, change_node, remove_link
from beffroi.web.chain.queries import links_of, node_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.monitoring.actions.wholes import check_whole
from beffroi.web.monitoring.counted import COUNTED
from beffroi.web.monitoring.eu_common import code_of, common_indicators
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.rules import path_of
from beffroi.web.observatory.queries.figures_store import figures

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node

CHANGE = "monitoring.change_indicators"
ORIGINS = {"common": "common_code", "context": "series", "platform": "counted"}
"""Kind → the field that says where its values come from; those of other kinds are emptied."""


@action
def save_indicator(
    *,
    actor: Any,
    strategy: Any,
    step: "Item",
    said: Mapping[str, Any],
    details: Mapping[str, Any],
    indicator: Indicator | None = None,
    revision: int = 0,
) -> Indicator:
    """Enter an indicator at a step, or change it as it was seen.

    Parameters
    ----------
    actor : Person or None
    strategy : Strategy
    step : Item
        of the results chain.
    said : mapping
        `title` and `text` by language, and for a new one its `code`.
    details : mapping
        fields of `Indicator`.
    indicator : Indicator, optional
    revision : int
        of its element as it was seen.

    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    if strategy.living is None:
        raise ValidationError(_("This strategy has no living work yet."))
    found = lock(indicator) if indicator else Indicator(strategy=strategy)
    with audited(actor, "changed" if indicator else "created", found):
        fill(found, details)
        found.item = _noted(actor, strategy, found, said, revision).item
        found.save()
    _measures(actor, strategy, found, step)
    return found


def fill(found: Indicator, details: Mapping[str, Any]) -> None:
    """Take the details over, as far as they fit each other and what was measured."""
    before = (found.kind, found.rubric, found.breakdown)
    for name, value in details.items():
        setattr(found, name, value)
    for kind, name in ORIGINS.items():
        if found.kind != kind:
            setattr(found, name, "")
    _check(found)
    check_whole(found)
    if found.pk and Measurement.objects.filter(indicator=found).exists():
        _keeps(found, before)


def _noted(actor: Any, strategy: Any, found: Indicator, said: Mapping[str, Any], revision: int) -> "Node":
    """The element that carries code, name and definition."""
    texts: dict[str, Any] = {name: dict(said.get(name) or {}) for name in ("title", "text")}
    node = node_of([strategy.living], found.item) if found.pk else None
    if node is None:
        return add_node(actor=actor, space=strategy.living, kind="indicator", code=said.get("code", ""), **texts)
    return change_node(actor=actor, node=node, revision=revision, details=node.details, **texts)


def _measures(actor: Any, strategy: Any, found: Indicator, step: "Item") -> None:
    """Link it to its step, and to no other."""
    held = links_of(strategy.living, "measured_by").filter(target=found.item).select_related("space")
    for link in held.exclude(source=step):
        remove_link(actor=actor, link=link)
    if not held.filter(source=step).exists():
        add_link(actor=actor, space=strategy.living, kind="measured_by", source=step, target=found.item)


def _check(found: Indicator) -> None:
    """What a sheet may not say, at the field where it stands."""
    if found.kind == Indicator.Kind.COMMON:
        found.common_code = code_of(found.common_code) or found.common_code
        if found.common_code not in common_indicators():
            raise ValidationError({"common_code": _("There is no such common indicator; choose one of the list.")})
    if found.kind == Indicator.Kind.CONTEXT:
        _check_figures(found)
    if found.kind == Indicator.Kind.PLATFORM and found.counted not in COUNTED:
        raise ValidationError({"counted": _("Choose what the platform counts.")})
    if found.kind == Indicator.Kind.QUALITATIVE and len(found.rubric) < 2:
        raise ValidationError({"rubric_en": _("Describe two levels at least, the lowest first.")})
    check_path(found)


def check_path(found: Indicator) -> None:
    """Baseline, milestones and target lead from one to the other, within the levels of a rubric."""
    if found.least is not None and found.most is not None and found.least > found.most:
        raise ValidationError({"most": _("The greatest possible value lies below the least possible one.")})
    ends = ((found.baseline_on, found.baseline_value), (found.target_on, found.target_value))
    for name, (on, value) in zip(("baseline", "target"), ends, strict=True):
        if (on is None) != (value is None):
            raise ValidationError({f"{name}_value": _("Give both the month and the value, or neither.")})
    if found.milestones and None in (found.baseline_on, found.target_on):
        raise ValidationError({"milestones": _("Milestones lie between a baseline and a target; give both.")})
    try:
        with in_the_language_of_the_reader():
            path_of(*ends, found.milestones)
    except InputError as error:
        raise ValidationError({"milestones" if found.milestones else "target_on": str(error)}) from None
    top = len(found.rubric)
    values = [value for _on, value in ends if value is not None]
    if found.kind == Indicator.Kind.QUALITATIVE and any(not 1 <= value <= top for value in values):
        said = _("The rubric has levels 1 to %(top)s; give the number of one of them.")
        raise ValidationError({"target_value": said % {"top": top}})


def _check_figures(found: Indicator) -> None:
    if found.series not in figures().series:
        raise ValidationError({"series": _("The observatory holds no such series; choose one of the list.")})
    places = {"region": [found.region], "peers": found.peers}
    for name, codes in places.items():
        for code in codes:
            try:
                find_territory(code)
            except InputError:
                said = _("“%(code)s” is no region that the observatory knows.")
                raise ValidationError({name: said % {"code": code}}) from None


def _keeps(found: Indicator, before: tuple[str, list[Any], list[str]]) -> None:
    """What measurements were entered by may grow, and not turn into something else."""
    kind, rubric, breakdown = before
    if found.kind != kind and {found.kind, kind} != {"value", "common"}:
        raise ValidationError({"kind": _("It was measured already; its kind stays. Enter another indicator instead.")})
    if len(found.rubric) < len(rubric):
        raise ValidationError({"rubric_en": _("It was measured already; levels may be added, not taken away.")})
    if set(breakdown) - set(found.breakdown):
        raise ValidationError({"breakdown": _("It was measured already; parts may be added, not taken away.")})
