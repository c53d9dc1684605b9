"""Writes about actions of the roadmap: entered, changed, proved, brought to an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_link, add_node, change_node, remove_link
from beffroi.web.chain.queries import links_of, node_by_code, node_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.piloting.dates import read_date, write_dates
from beffroi.web.piloting.models import Action, Decision, Deliverable, Responsibility

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node, Space
    from beffroi.web.strategy.models import Strategy

CHANGE = "piloting.change_roadmap"


@dataclass(frozen=True)
class Share:
    """The part that a body, an organisation or somebody who is only named has in an action."""

    part: str
    body: Any = None
    organisation: Any = None
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """What an action is to say. `after` are codes; dates (year, month or day) count when it has none yet; shares that
    are not given stay as they are.
    """

    title: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    start: str = ""
    end: str = ""
    is_milestone: bool = False
    intervention: "Item | None" = None
    after: Sequence[str] = ()
    shares: Sequence[Share] | None = None


@action
def add_action(*, actor: Any, strategy: "Strategy", wish: Wish) -> Action:
    """Enter an action: its node, its first dates, who has which part, what it carries out and comes after."""
    strategy = lock(strategy)
    space = living(strategy)
    node = add_node(
        actor=actor, space=space, kind="action", title=wish.title, text=wish.text, code=wish.code
    )  # fmt: skip
    made = Action(strategy=strategy, item=node.item, is_milestone=wish.is_milestone)
    _first_dates(made, wish)
    with audited(actor, "created", made):
        made.save()
    replace_shares(made, wish.shares or (), actor)
    _set_links(actor, space, node, wish)
    return made


@action
def change_action(*, actor: Any, strategy: "Strategy", roadmap_action: Action, revision: int, wish: Wish) -> Action:
    """Change what an action says, as it was seen; dates that stand are changed by replanning only."""
    strategy = lock(strategy)
    space = living(strategy)
    found = lock(roadmap_action)
    node = node_of([space], found.item)
    if node is None:
        raise ValidationError(_("This action was removed meanwhile."))
    node = change_node(
        actor=actor, node=node, revision=revision, title=wish.title, text=wish.text, details=node.details,
        code=wish.code or None,
    )  # fmt: skip
    with audited(actor, "changed", found):
        found.is_milestone = wish.is_milestone
        if not (found.start or found.end):
            _first_dates(found, wish)
        found.save()
    if wish.shares is not None:
        replace_shares(found, wish.shares, actor)
    _set_links(actor, space, node, wish)
    return found


@action
def set_state(
    *, actor: Any, roadmap_action: Action, state: str, on: date | None = None, proof: Mapping[str, Any] | None = None
) -> Action:
    """Say how far an action has come; done needs something that was handed over, which may be a decision.

    `proof` enters that along with it: `title`, and `url`, `decision` or `note` as `report_deliverable` takes them.
    """
    found = lock(roadmap_action)
    if actor is not None:
        permit(actor, CHANGE, found)
    if state not in Action.State.values:
        raise ValidationError({"state": _("There is no such state.")})
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"on": _("That day lies ahead; give the day on which it was done.")})
    if state == Action.State.DONE and proof and not is_proved(found):
        shown = dict(proof)
        made = add_deliverable(actor=actor, roadmap_action=found, title=shown.pop("title"))
        report_deliverable(actor=actor, deliverable=made, on=day, **shown)
        found = lock(found)
    if state == Action.State.DONE and not is_proved(found):
        raise ValidationError(
            {"state": _("Nothing proves it yet: say below what was handed over or which decision proves it.")}
        )
    with audited(actor, "changed", found):
        found.state, found.done_on = state, day if state == Action.State.DONE else None
        found.save()
    return found


@action
def add_deliverable(
    *, actor: Any, roadmap_action: Action, title: Mapping[str, str], due_on: date | None = None
) -> Deliverable:
    """Say what an action has to hand over, and by when."""
    found = lock(roadmap_action)
    if actor is not None:
        permit(actor, CHANGE, found)
    if not any(title.values()):
        raise ValidationError({"title": _("Say in a few words what it is.")})
    last = found.deliverables.aggregate(last=Max("position"))["last"] or 0
    made = Deliverable(action=found, title=dict(title), due_on=due_on, position=last + 1)
    with audited(actor, "created", made):
        made.save()
    return made


@action
def report_deliverable(
    *,
    actor: Any,
    deliverable: Deliverable,
    on: date,
    url: str = "",
    decision: Decision | None = None,
    note: Mapping[str, str] | None = None,
) -> Deliverable:
    """Say that something was handed over, with what proves it; an action that was only planned is then under way."""
    parent = lock(deliverable.action)
    found = lock(deliverable)
    if actor is not None:
        permit(actor, "piloting.report_evidence", parent)
    if on > timezone.localdate():
        raise ValidationError({"on": _("That day lies ahead; give the day on which it was done.")})
    if found.delivered_on:
        raise ValidationError(_("This was reported already."))
    if not (url or decision or any((note or {}).values())):
        raise ValidationError(_("Give what proves it: an address, a decision, or where it can be seen."))
    if decision and (decision.strategy_id != parent.strategy_id or decision.state != Decision.State.TAKEN):
        raise ValidationError({"decision": _("Only a decision of this strategy that was taken proves it.")})
    with audited(actor, "delivered", found):
        found.delivered_on, found.url, found.decision = on, url, decision
        found.note, found.delivered_by = dict(note or {}), actor
        found.save()
    if parent.state == Action.State.PLANNED:
        with audited(actor, "changed", parent):
            parent.state = Action.State.UNDER_WAY
            parent.save()
    return found


def is_proved(found: Action) -> bool:
    """Whether something was handed over; the decision that asked for the action does not prove that it is done."""
    return found.deliverables.exclude(delivered_on=None).exists()


def living(strategy: "Strategy") -> "Space":
    """The space in which the roadmap of a strategy lives."""
    if strategy.living is None:
        raise ValidationError(_("This strategy has no living space yet."))
    return strategy.living


def _first_dates(found: Action, wish: Wish) -> None:
    start, end = read_date(wish.start, "start"), read_date(wish.end, "end")
    write_dates(found, start, end)
    found.baseline_start, found.baseline_end = found.start, found.end


def replace_shares(found: Action, shares: Sequence[Share], actor: Any) -> bool:
    """Give an action these parts and no others; says whether that changed anything."""
    rows = list(found.responsibilities.all())
    new = [share for share in shares if not any(_is_held(share, one) for one in rows)]
    gone = [one for one in rows if not any(_is_held(share, one) for share in shares)]
    if not new and not gone:
        return False
    last = max((one.position for one in rows), default=-1)
    found.responsibilities.filter(pk__in=[one.pk for one in gone]).delete()
    Responsibility.objects.bulk_create(
        Responsibility(
            action=found, part=share.part, body=share.body, organisation=share.organisation, name=dict(share.name),
            position=last + number,
        )
        for number, share in enumerate(new, 1)
    )  # fmt: skip
    now = [_row(one) for one in Responsibility.objects.filter(action=found)]
    record(actor, "changed", found, {"shares": [_row(one) for one in rows]}, {"shares": now})
    return True


def _row(one: Responsibility) -> tuple[Any, ...]:
    return (one.part, one.body_id, one.organisation_id, dict(one.name))


def _is_held(share: Share, one: Responsibility) -> bool:
    """Whether a part stands already; who is only named is known by the name in any language."""
    if share.part != one.part:
        return False
    if share.body or share.organisation:
        return (share.body and share.body.pk, share.organisation and share.organisation.pk) == (
            one.body_id, one.organisation_id,
        )  # fmt: skip
    return one.body_id is None and one.organisation_id is None and bool(share.name.items() & one.name.items())


def _set_links(actor: Any, space: "Space", node: "Node", wish: Wish) -> None:
    """The links from the intervention and the predecessors, as wished and no others."""
    sources = {"carried_out_by": [wish.intervention] if wish.intervention else []}
    sources["precedes"] = [_predecessor(space, code, node).item for code in dict.fromkeys(wish.after)]
    for kind, wanted in sources.items():
        held = {link.source_id: link for link in links_of(space, kind).filter(target=node.item)}
        for source, link in held.items():
            if source not in {item.pk for item in wanted}:
                remove_link(actor=actor, link=link)
        for item in wanted:
            if item.pk not in held:
                add_link(actor=actor, space=space, kind=kind, source=item, target=node.item)


def _predecessor(space: "Space", code: str, node: "Node") -> "Node":
    found = node_by_code(space, code)
    if found is None or found.item.kind != "action":
        raise ValidationError({"after": _("There is no action %(code)s.") % {"code": code}})
    if found.pk == node.pk:
        raise ValidationError({"after": _("An action does not come after itself.")})
    return found
