"""A case file enters a strategy: everything of it, or nothing."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import connect, enter
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record
from beffroi.web.strategy.casefile.sections import LIVING, VERSION, Storing, content_of, in_order
from beffroi.web.strategy.models import Strategy
from beffroi.web.strategy.queries import draft_of


@action
def import_case(*, actor: Any, strategy: Strategy, case: Mapping[str, Any], language: str = "") -> dict[str, int]:
    """Enter a case in the draft and the living work; the same case in a second language adds its texts."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, "strategy.change_strategy", strategy)
    language = case.get("language") or language
    if language not in strategy.languages:
        raise ValidationError(_("Say in which of its languages the strategy is written in this file."))
    draft = draft_of(strategy)
    if draft is None or strategy.living is None:
        raise ValidationError(_("There is no open draft; start a new version, then import."))
    content, spaces = content_of(case, language), {VERSION: draft.space, LIVING: strategy.living}
    items: dict[tuple[str, str], Any] = {}
    counts = {"created": 0, "changed": 0, "left": 0}
    for name, space in spaces.items():
        wanted = [entry for (place, _code), entry in content.entries.items() if place == name]
        entered = enter(actor=actor, space=space, entries=wanted)
        items |= {(name, code): item for code, item in entered.items.items()}
        counts = {key: count + getattr(entered, key) for key, count in counts.items()}
    for name, space in spaces.items():
        links = [(kind, items[a], items[b], more) for place, kind, a, b, more in content.links if place == name]
        connect(actor=actor, space=space, links=links)
    for one in in_order():
        one.store(Storing(actor, strategy, language, items), case)
    record(actor, "imported", strategy, after={"language": language, **counts})
    return counts
