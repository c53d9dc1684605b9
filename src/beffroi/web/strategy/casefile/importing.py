"""A case file enters a strategy: everything of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.actions import connect, enter
from beffroi.web.chain.queries import links_of, nodes_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import record
from beffroi.web.strategy.casefile.checks import plan_code
from beffroi.web.strategy.casefile.exporting import exported
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


@dataclass(frozen=True)
class Line:
    """What becomes of an entry of a file: added, changed or left."""

    state: str
    what: Any
    code: str
    words: str


@dataclass(frozen=True)
class Preview:
    """What an import would do, entry by entry; `links` would be added, `kept` are held and not in the file."""

    lines: tuple[Line, ...]
    links: int
    kept: int
    seen: str
    """Differs once somebody writes in the draft or the living work."""

    @property
    def added(self) -> list[Line]:
        """What is new."""
        return self.of("added")

    @property
    def changed(self) -> list[Line]:
        """What says something else, or says it in one more language."""
        return self.of("changed")

    @property
    def left(self) -> list[Line]:
        """What stays as it is."""
        return self.of("left")

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """Added, changed, left, each under its title."""
        return [(_("Added"), self.added), (_("Changed"), self.changed), (_("Left as it is"), self.left)]

    def of(self, state: str) -> list[Line]:
        """The entries of which the same becomes."""
        return [line for line in self.lines if line.state == state]


Held = dict[tuple[str, str], Any]


def preview(*, actor: Any, strategy: Strategy, case: Mapping[str, Any], language: str = "") -> Preview:
    """What an import would do: it is carried out, looked at and undone."""
    language = case.get("language") or language
    seen = seen_now(strategy)
    with transaction.atomic():
        before, links = _held(strategy, language)
        import_case(actor=actor, strategy=strategy, case=case, language=language)
        after, more = _held(strategy, language)
        transaction.set_rollback(True)
    lines = tuple(
        Line("added" if key not in before else "left" if before[key] == after[key] else "changed", *said)
        for key, said in _entries(case, language)
        if key in after
    )
    known = {key for key, _said in _entries(case, language)}
    return Preview(lines, more - links, len(before.keys() - known), seen)


def seen_now(strategy: Strategy) -> str:
    """Changes with every write in the draft or the living work."""
    draft = draft_of(strategy)
    spaces = [draft.space if draft else None, Strategy.objects.select_related("living").get(pk=strategy.pk).living]
    return "-".join(f"{space.pk}.{space.changes}" for space in spaces if space)


def _held(strategy: Strategy, language: str) -> tuple[Held, int]:
    """What is held of each entry, and how many links there are."""
    draft = draft_of(strategy)
    if draft is None or strategy.living is None:
        return {}, 0
    spaces = {VERSION: draft.space, LIVING: strategy.living}
    found: Held = {
        (name, node.code): [node.title, node.text, node.details]
        for name, space in spaces.items() for node in nodes_of(space).exclude(code="")
    }  # fmt: skip
    case = exported(draft, language)
    blocks = [case.get(name, {}) for name in ("governance", "service_on_demand")]
    living = chain(
        *case.get("action_plan", {}).values(),
        *(one.get("risks", ()) for one in [*blocks, case]),
        case.get("indicators", ()),
    )
    for row in living:
        found[LIVING, row["id"]].append(row)
    for name, code, row in _beside(case):
        found[name, code] = row
    for body in [key for key in found if key[0] == VERSION and key[1].startswith("XB-")]:
        del found[body]
    return found, sum(links_of(space).count() for space in spaces.values())


def _beside(case: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """The entries that are kept in tables beside the graph."""
    bodies = [("bodies", one["id"], one) for one in case.get("governance", {}).get("bodies", ())]
    rules = [("rules", one["formula"].strip(), one) for one in case.get("value_rules", ())]
    plans = [("plans", plan_code(one, n), one) for n, one in enumerate(case.get("policy_timeline", ()))]
    return [*bodies, *rules, *plans]


def _entries(case: Mapping[str, Any], language: str) -> list[tuple[tuple[str, str], tuple[Any, str, str]]]:
    """Each entry of a file: its key; its kind, code and words."""
    found = [
        (ref, (kinds.NODES[one.kind].label, one.code, one.title[language]))
        for ref, one in content_of(case, language).entries.items()
        if one.kind in kinds.NODES and not one.code.startswith("XB-")
    ]
    words = {"bodies": _("body"), "plans": _("earlier plan"), "rules": _("rule between indicators")}
    return [*found, *(((name, code), (words[name], code, row.get("name", code))) for name, code, row in _beside(case))]
