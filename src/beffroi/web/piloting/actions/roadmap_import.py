"""A roadmap that comes back from a spreadsheet: everything it says differently, or nothing."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.analytics.planning.replan import Change
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record
from beffroi.web.piloting.actions.replanning import replan
from beffroi.web.piloting.actions.roadmap import CHANGE, Share, Wish, add_action, change_action
from beffroi.web.piloting.models import Body, Responsibility
from beffroi.web.piloting.queries.roadmap import Roadmap, Row, owner_name, roadmap_of
from beffroi.web.piloting.roadmap_file import DATES, FIELDS, Difference, differences, in_words_of

if TYPE_CHECKING:
    from datetime import date

    from beffroi.analytics.planning.model import Plan, PlannedAction
    from beffroi.web.strategy.models import Strategy

PARTS = {"owners": "R", "consulted": "C", "optional": "O"}


@action
def take_in_roadmap(
    *,
    actor: Any,
    strategy: "Strategy",
    told: "Plan",
    language: str,
    today: "date",
    reason: str,
    columns: Collection[str] = FIELDS,
) -> list[Difference]:
    """Carry out what a file says differently from the roadmap; a title is taken as one in `language`.

    Actions that the file does not name stay, and what it has no column for; what it says in another language of the
    site as the roadmap does is no change. New dates move just the actions that the file names, for the reason given.
    """
    strategy = lock(strategy)
    permit(actor, CHANGE, strategy)
    with override(language):
        now = roadmap_of(strategy, today)
        told = _in_one_language(now, told, language)
        found = differences(now.plan, told, columns)
    if not found:
        raise ValidationError(_("The file says nothing that the roadmap does not say."), code="unchanged")
    for one in (one for one in found if one.is_new):
        _add(actor, strategy, told.by_id[one.code], language)
    known = roadmap_of(strategy, today)
    moved = {
        one.code: _dates(told.by_id[one.code], one) for one in found if not one.is_new and set(one.fields) & set(DATES)
    }
    if moved:
        replan(actor=actor, strategy=strategy, changes=moved, reason=reason, with_successors=False)
        known = roadmap_of(strategy, today)
    for one in found:
        if one.is_new or set(one.fields) - set(DATES):
            _change(actor, known, told.by_id[one.code], one, language)
    record(actor, "took a roadmap in", strategy, {}, {"actions": [one.code for one in found]})
    return found


def _in_one_language(now: Roadmap, told: "Plan", language: str) -> "Plan":
    for other in (code for code, _name in settings.LANGUAGES if code != language):
        with override(other):
            there = now.plan_again()
        told = in_words_of(now.plan, there, told)
    return told


def _add(actor: Any, strategy: "Strategy", told: "PlannedAction", language: str) -> None:
    if not told.name:
        said = _("Action %(code)s is new and has no title; write what is done.")
        raise ValidationError(said % {"code": told.id})
    wish = Wish(
        {language: told.name}, code=told.id, start=str(told.start or ""), end=str(told.end or ""),
        is_milestone=told.milestone,
    )  # fmt: skip
    add_action(actor=actor, strategy=strategy, wish=wish)


def _dates(told: "PlannedAction", one: Difference) -> Change:
    return Change(*(getattr(told, name) if name in one.fields else None for name in DATES))


def _change(actor: Any, known: Roadmap, told: "PlannedAction", one: Difference, language: str) -> None:
    row = next(row for row in known.rows if row.code == one.code)
    title = row.node.title | ({language: told.name} if "name" in one.fields else {})
    wish = Wish(
        title=title, text=row.node.text, code=row.code, after=told.after if "after" in one.fields else row.after,
        is_milestone=told.milestone if "milestone" in one.fields else row.action.is_milestone,
        intervention=_intervention(known, row, told, one),
        shares=_shares(row, told, one) if set(one.fields) & set(PARTS) else None,
    )  # fmt: skip
    strategy = row.action.strategy
    change_action(actor=actor, strategy=strategy, roadmap_action=row.action, revision=row.node.revision, wish=wish)


def _intervention(known: Roadmap, row: Row, told: "PlannedAction", one: Difference) -> Any:
    if "group" not in one.fields:
        return row.intervention.item if row.intervention else None
    found = next((node.item for node in known.interventions if node.code == told.group), None)
    if found is None:
        said = _("Action %(code)s: no intervention has the code “%(group)s”.")
        raise ValidationError(said % {"code": one.code, "group": told.group[:40]})
    return found


def _shares(row: Row, told: "PlannedAction", one: Difference) -> Sequence[Share]:
    """Who is named in the file has the part; who was accountable stays so as long as they are an owner."""
    held = list(row.action.responsibilities.all())
    bodies = {str(body): body for body in Body.objects.filter(strategy=row.action.strategy)}
    known = {owner_name(share): share for share in held}
    shares = [
        Share(share.part, share.body, share.organisation, dict(share.name))
        for share in held
        if share.part == "I"
        or (PARTS_OF[share.part] not in one.fields)
        or owner_name(share) in getattr(told, PARTS_OF[share.part])
    ]
    given = {(share.part if share.part != "A" else "R", _name(share)) for share in shares}
    asked = [(part, name) for field, part in PARTS.items() if field in one.fields for name in getattr(told, field)]
    return [*shares, *(_share(*each, bodies, known) for each in asked if each not in given)]


PARTS_OF = {"R": "owners", "A": "owners", "C": "consulted", "O": "optional", "I": ""}


def _name(share: Share) -> str:
    return owner_name(
        Responsibility(part=share.part, body=share.body, organisation=share.organisation, name=share.name)
    )


def _share(part: str, name: str, bodies: dict[str, Body], known: dict[str, Responsibility]) -> Share:
    if name in bodies:
        return Share(part, body=bodies[name])
    if name in known:
        held = known[name]
        return Share(part, held.body, held.organisation, dict(held.name))
    return Share(part, name={"en": name, "fr": name})
