"""The sections of a case file that piloting owns: bodies, the action plan, risks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from beffroi.analytics.planning.dates import PartialDate, parse_date
from beffroi.web.core.audit import audited, record
from beffroi.web.piloting.actions import save_body, save_seat
from beffroi.web.piloting.models import Action, Body, Replanning, Responsibility, Risk
from beffroi.web.strategy.casefile.checks import OTHER
from beffroi.web.strategy.casefile.sections import LIVING, VERSION, Content, Section, Storing, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
KINDS = {"COM": "co_managers", "SG": "steering_group", "WG": "working_group", "ME": "m_and_e_unit",
         "EXT": "external_evaluator"}  # fmt: skip
BLOCKS = {"governance": "GOV", "service_on_demand": "SOD"}
TOLD = {"duty": "duty", "leadership": "leadership", "condition": "condition", "host": "host_name"}
PARTS = {"owners": "R", "consulted": "C", "optional": "O"}


def _read_bodies(case: Case, content: Content) -> None:
    for one in case.get("governance", {}).get("bodies", ()):
        content.add("reference", f"XB-{one['id']}", one["name"], part="governance.bodies",
                    entry={content.language: one})  # fmt: skip


def _store_bodies(storing: Storing, case: Case) -> None:
    for position, one in enumerate(case.get("governance", {}).get("bodies", ()), 1):
        body = Body.objects.filter(strategy=storing.strategy, code=one["id"]).first()
        details: dict[str, Any] = {name: (getattr(body, name) if body else {}) | {storing.language: one[key]}
                                   for key, name in {**TOLD, "name": "name"}.items() if key in one}  # fmt: skip
        details |= {"code": one["id"], "function": one["function"]}
        details |= {"fte": Decimal(str(one["fte"]))} if "fte" in one else {}
        if body is None:
            details |= {"kind": KINDS.get(one["id"], "other"), "position": position}
        if body is None or any(getattr(body, name) != value for name, value in details.items()):
            body = save_body(actor=storing.actor, strategy=storing.strategy, body=body, details=details)
        _store_seats(storing, body, one)


def _store_seats(storing: Storing, body: Body, one: Case) -> None:
    labels = [{storing.language: label} for label in one.get("members", ())] or [{}] * one.get("seats", 0)
    held = list(body.seats.order_by("position", "pk"))
    for number, label in enumerate(labels):
        seat = held[number] if number < len(held) else None
        wanted = (seat.label if seat else {}) | label
        if seat is None or seat.label != wanted:
            save_seat(actor=storing.actor, body=body, seat=seat, details={"label": wanted})


def _write_bodies(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    if not content.with_living:
        return
    stated = {one.code: one for one in content.of("reference") if one.details.get("part") == "governance.bodies"}
    for body in Body.objects.filter(strategy=strategy).prefetch_related("seats"):
        said = stated.get(f"XB-{body.code}")
        row = dict(content.said(said.details["entry"]) or {}) if said else {}
        row |= {"id": body.code, "name": _in(content, body.name, body.code), "function": body.function}
        texts = {key: content.said(getattr(body, name)) for key, name in TOLD.items()}
        row |= {key: text for key, text in texts.items() if text}
        row |= {"fte": float(body.fte)} if body.fte is not None else {}
        labels = [text for seat in body.seats.all() if (text := content.said(seat.label))]
        row |= {"members": labels} if labels else {}
        case.setdefault("governance", {}).setdefault("bodies", []).append(row)


def _in(content: Content, texts: Mapping[str, str], otherwise: str) -> str:
    """What is said in the language of the file; in another, counted, where it says nothing."""
    if not texts.get(content.language):
        content.untranslated.append(otherwise)
    return texts.get(content.language) or next((text for text in texts.values() if text), otherwise)


def _risks(case: Case) -> list[tuple[list[str], Case]]:
    """Each risk, and which interventions it threatens."""
    blocks = [([of], one) for block, of in BLOCKS.items() for one in case.get(block, {}).get("risks", ())]
    return [*blocks, *((one.get("threatens", []), one) for one in case.get("risks", ()))]


def _read_risks(case: Case, content: Content) -> None:
    for threatened, one in _risks(case):
        here = content.add("risk", one["id"], one["text"], space=LIVING)
        for code in threatened:
            content.link("threatened_by", (VERSION, code), here, space=LIVING)


def _store_risks(storing: Storing, case: Case) -> None:
    """What is done about each."""
    held = {risk.item_id: risk for risk in Risk.objects.filter(strategy=storing.strategy)}
    for _threatened, one in _risks(case):
        item = storing.items[LIVING, one["id"]]
        risk = held.get(item.pk) or Risk(strategy=storing.strategy, item=item)
        wanted = risk.mitigation | ({storing.language: one["mitigation"]} if "mitigation" in one else {})
        if risk.pk is None or wanted != risk.mitigation:
            with audited(storing.actor, "changed" if risk.pk else "created", risk):
                risk.mitigation = wanted
                risk.save()


def _write_risks(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    held = {risk.item_id: risk.mitigation for risk in Risk.objects.filter(strategy=strategy)}
    for one in content.of("risk"):
        here = (LIVING, one.code)
        threatened = content.sources("threatened_by", here)
        row: dict[str, Any] = {"id": one.code, "text": content.named(one)}
        if mitigation := content.said(held.get(content.items[here])):
            row["mitigation"] = mitigation
        block = next((block for block, of in BLOCKS.items() if threatened == [of]), None)
        if block is None:
            row |= {"threatens": threatened} if threatened else {}
        home = case if block is None else case.setdefault(block, {})
        home.setdefault("risks", []).append(row)


def _actions(case: Case) -> list[tuple[str, Case]]:
    return [(group, one) for group, rows in case.get("action_plan", {}).items() for one in rows]


def _read_actions(case: Case, content: Content) -> None:
    for group, one in _actions(case):
        here = content.add("action", one["id"], one["action"], space=LIVING)
        if group != OTHER:
            content.link("carried_out_by", (VERSION, group), here, space=LIVING)
        for other in one.get("after", ()):
            content.link("precedes", (LIVING, other), here, space=LIVING)


def _store_actions(storing: Storing, case: Case) -> None:
    rows = Action.objects.filter(strategy=storing.strategy).prefetch_related("responsibilities")
    held = {one.item_id: one for one in rows}
    fresh, parts, moved, translated = [], [], [], []
    for _group, one in _actions(case):
        item = storing.items[LIVING, one["id"]]
        action = held.get(item.pk)
        start, end = parse_date(one.get("start")), parse_date(one.get("end"))
        if action is None:
            action = Action(strategy=storing.strategy, item=item, stated_elsewhere=[])
            _date(action, start, end)
            action.baseline_start, action.baseline_end = action.start, action.end
            fresh.append(action)
            parts += _parts(storing.language, action, one)
        else:
            translated += _translate(storing.language, action, one)
            moved += _moved(action, start, end)
        action.is_milestone = one.get("milestone", action.is_milestone)
        action.stated_elsewhere = _elsewhere(storing.language, action.stated_elsewhere, one)
    Action.objects.bulk_create(fresh, batch_size=500)
    Responsibility.objects.bulk_create(parts, batch_size=500)
    dates = ("start", "start_as_stated", "end", "end_as_stated")
    Action.objects.bulk_update(held.values(), ["stated_elsewhere", "is_milestone", *dates], batch_size=500)
    Replanning.objects.bulk_create((one for one in moved), batch_size=500)
    Responsibility.objects.bulk_update(translated, ["name"], batch_size=500)
    record(storing.actor, "entered", storing.strategy, after={"actions": len(fresh), "replanned": len(moved)})


def _parts(language: str, action: Action, one: Case) -> list[Responsibility]:
    return [
        Responsibility(action=action, part=part, name={language: name}, position=number)
        for key, part in PARTS.items() for number, name in enumerate(one.get(key, ()), 1)
    ]  # fmt: skip


def _date(action: Action, start: PartialDate | None, end: PartialDate | None) -> None:
    action.start, action.start_as_stated = (start.first, str(start)) if start else (None, "")
    action.end, action.end_as_stated = (end.last, str(end)) if end else (None, "")


def _moved(action: Action, start: PartialDate | None, end: PartialDate | None) -> list[Replanning]:
    """New dates of an action that stands, with what they were; what the file does not date stays."""
    old = (action.start_as_stated, action.end_as_stated)
    kept = [parse_date(held) if new is None else new for held, new in zip(old, (start, end), strict=True)]
    if (str(kept[0] or ""), str(kept[1] or "")) == old:
        return []
    _date(action, *kept)
    return [
        Replanning(action=action, reason=_("A case file was imported."), old_start=old[0], old_end=old[1],
                   start=action.start_as_stated, end=action.end_as_stated)
    ]  # fmt: skip


def _translate(language: str, action: Action, one: Case) -> list[Responsibility]:
    changed = []
    for held in action.responsibilities.all():
        key = next((key for key, part in PARTS.items() if part == held.part), "")
        names = one.get(key, ())
        if held.body_id is None and held.organisation_id is None and 0 < held.position <= len(names):
            held.name = held.name | {language: names[held.position - 1]}
            changed.append(held)
    return changed


def _elsewhere(language: str, held: list[Any], one: Case) -> list[dict[str, Any]]:
    found = []
    for number, stated in enumerate(one.get("stated_elsewhere", ())):
        words = held[number].get("where", {}) if number < len(held) else {}
        found.append({**stated, "where": words | {language: stated["where"]}})
    return found or held


def _write_actions(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    shares = Responsibility.objects.select_related("body", "organisation")
    rows = Action.objects.filter(strategy=strategy).prefetch_related(Prefetch("responsibilities", shares))
    held = {one.item_id: one for one in rows}
    carried, after = _ends(content, "carried_out_by"), _ends(content, "precedes")
    for one in content.of("action"):
        action = held.get(content.items[LIVING, one.code])
        if action is None:
            continue
        row: dict[str, Any] = {"id": one.code, "action": content.named(one)}
        dates = {"start": action.start_as_stated or _iso(action.start), "end": action.end_as_stated or _iso(action.end)}
        row |= {key: value for key, value in dates.items() if value}
        for key, part in PARTS.items():
            names = [_name(content, held) for held in action.responsibilities.all() if held.part == part]
            row |= {key: names} if names else {}
        row |= {"after": after[one.code]} if one.code in after else {}
        row |= {"milestone": True} if action.is_milestone else {}
        if action.stated_elsewhere:
            row["stated_elsewhere"] = [
                {**one, "where": content.said(one["where"]) or "–"} for one in action.stated_elsewhere
            ]
        group = carried.get(one.code, [OTHER])[0]
        case.setdefault("action_plan", {}).setdefault(group, []).append(row)


def _ends(content: Content, kind: str) -> dict[str, list[str]]:
    """Code of an action → from where links of a kind lead to it."""
    found: dict[str, list[str]] = {}
    for _space, name, source, target, _details in content.links:
        if name == kind:
            found.setdefault(target[1], []).append(source[1])
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _name(content: Content, one: Responsibility) -> str:
    return str(one.body or one.organisation or _in(content, one.name, "–"))


section(Section("bodies", _read_bodies, _write_bodies, _store_bodies))
section(Section("risks", _read_risks, _write_risks, _store_risks))
section(Section("action_plan", _read_actions, _write_actions, _store_actions))
