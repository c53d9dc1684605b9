"""The sections of a case file that piloting owns: bodies, the action plan, risks."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from beffroi.web.core.audit import audited, record
from beffroi.web.piloting.actions import save_body, save_seat
from beffroi.web.piloting.models import Action, Body, Responsibility, Risk
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
        texts = {name: (getattr(body, name) if body else {}) | {storing.language: one[key]}
                 for key, name in {**TOLD, "name": "name"}.items() if key in one}  # fmt: skip
        plain = {"code": one["id"], "function": one["function"], "kind": KINDS.get(one["id"], "other"),
                 "fte": one.get("fte"), "position": position}  # fmt: skip
        if body is None or any(getattr(body, name) != value for name, value in texts.items()):
            body = save_body(actor=storing.actor, strategy=storing.strategy, body=body, details=texts | plain)
        _store_seats(storing, body, one)


def _store_seats(storing: Storing, body: Body, one: Case) -> None:
    labels = [{storing.language: label} for label in one.get("members", ())] or [{}] * one.get("seats", 0)
    held = list(body.seats.order_by("position"))
    for number, label in enumerate(labels):
        seat = held[number] if number < len(held) else None
        wanted = (seat.label if seat else {}) | label
        if seat is None or seat.label != wanted:
            save_seat(actor=storing.actor, body=body, seat=seat, details={"label": wanted})


def _write_bodies(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    stated = {one.code: one for one in content.of("reference") if one.details.get("part") == "governance.bodies"}
    for body in Body.objects.filter(strategy=strategy).prefetch_related("seats"):
        said = stated.get(f"XB-{body.code}")
        row = dict(content.said(said.details["entry"]) or {}) if said else {}
        texts = {key: content.said(getattr(body, name)) for key, name in {**TOLD, "name": "name"}.items()}
        row |= {"id": body.code, "function": body.function, **{key: text for key, text in texts.items() if text}}
        row |= {"fte": float(body.fte)} if body.fte is not None else {}
        labels = [text for seat in body.seats.all() if (text := content.said(seat.label))]
        row |= {"members": labels} if labels else {}
        case.setdefault("governance", {}).setdefault("bodies", []).append(row)


def _read_risks(case: Case, content: Content) -> None:
    for block, intervention in BLOCKS.items():
        for one in case.get(block, {}).get("risks", ()):
            here = content.add("risk", one["id"], one["text"], space=LIVING)
            content.link("threatened_by", (VERSION, intervention), here, space=LIVING)


def _store_risks(storing: Storing, case: Case) -> None:
    """What is done about each."""
    held = {risk.item_id: risk for risk in Risk.objects.filter(strategy=storing.strategy)}
    for block in BLOCKS:
        for one in case.get(block, {}).get("risks", ()):
            item = storing.items[LIVING, one["id"]]
            risk = held.get(item.pk) or Risk(strategy=storing.strategy, item=item)
            wanted = risk.mitigation | ({storing.language: one["mitigation"]} if "mitigation" in one else {})
            if risk.pk is None or wanted != risk.mitigation:
                with audited(storing.actor, "changed" if risk.pk else "created", risk):
                    risk.mitigation = wanted
                    risk.save()


def _write_risks(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    held = {risk.item_id: risk.mitigation for risk in Risk.objects.filter(strategy=strategy)}
    for block, intervention in BLOCKS.items():
        for code in content.targets("threatened_by", (VERSION, intervention)):
            one = content.entries[LIVING, code]
            row = {"id": code, "text": content.said(one.title)}
            if mitigation := content.said(held.get(content.items[LIVING, code])):
                row["mitigation"] = mitigation
            case.setdefault(block, {}).setdefault("risks", []).append(row)


def _actions(case: Case) -> list[tuple[str, Case]]:
    return [(group, one) for group, rows in case.get("action_plan", {}).items() for one in rows]


def _read_actions(case: Case, content: Content) -> None:
    for group, one in _actions(case):
        here = content.add("action", one["id"], one["action"], space=LIVING)
        content.link("carried_out_by", (VERSION, group), here, space=LIVING)
        for other in one.get("after", ()):
            content.link("precedes", (LIVING, other), here, space=LIVING)


def day(stated: str, *, last: bool) -> date | None:
    """A date as stated: a month counts as its first day, or as its last."""
    parts = [int(part) for part in stated.split("-")] if stated else []
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def _store_actions(storing: Storing, case: Case) -> None:
    held = {one.item_id: one for one in Action.objects.filter(strategy=storing.strategy)}
    fresh, parts, changed = [], [], []
    for _group, one in _actions(case):
        item = storing.items[LIVING, one["id"]]
        action = held.get(item.pk)
        if action is None:
            start, end = str(one.get("start", "")), str(one.get("end", ""))
            action = Action(
                strategy=storing.strategy, item=item, start=day(start, last=False), end=day(end, last=True),
                start_as_stated=start, end_as_stated=end, is_milestone=one.get("milestone", False),
                stated_elsewhere=[], baseline_start=day(start, last=False), baseline_end=day(end, last=True),
            )  # fmt: skip
            fresh.append(action)
            parts += [
                Responsibility(action=action, part=part, name={storing.language: name}, position=number)
                for key, part in PARTS.items() for number, name in enumerate(one.get(key, ()), 1)
            ]  # fmt: skip
        else:
            changed += _translate(storing.language, action, one)
        action.stated_elsewhere = _elsewhere(storing.language, action.stated_elsewhere, one)
    Action.objects.bulk_create(fresh, batch_size=500)
    Responsibility.objects.bulk_create(parts, batch_size=500)
    Action.objects.bulk_update(held.values(), ["stated_elsewhere"], batch_size=500)
    Responsibility.objects.bulk_update(changed, ["name"], batch_size=500)
    record(storing.actor, "entered", storing.strategy, after={"actions": len(fresh)})


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
    return found


def _write_actions(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    rows = Action.objects.filter(strategy=strategy).select_related("item").prefetch_related("responsibilities")
    known = {(LIVING, node.code): node for node in content.of("action")}
    by_code = {code: action for action, code in _codes(strategy, rows).items()}
    for (_place, code), entry in known.items():
        action = by_code[code]
        row: dict[str, Any] = {"id": code, "action": content.said(entry.title)}
        row |= {
            key: value for key, value in (("start", action.start_as_stated), ("end", action.end_as_stated)) if value
        }
        for key, part in PARTS.items():
            names = [_name(content, one) for one in action.responsibilities.all() if one.part == part]
            row |= {key: names} if names else {}
        if after := content.sources("precedes", (LIVING, code)):
            row["after"] = after
        row |= {"milestone": True} if action.is_milestone else {}
        if action.stated_elsewhere:
            row["stated_elsewhere"] = [{**one, "where": content.said(one["where"])} for one in action.stated_elsewhere]
        for group in content.sources("carried_out_by", (LIVING, code)):
            case.setdefault("action_plan", {}).setdefault(group, []).append(row)


def _codes(strategy: "Strategy", rows: Any) -> dict[Action, str]:
    codes = dict(strategy.living.nodes.values_list("item_id", "code")) if strategy.living else {}
    return {action: codes[action.item_id] for action in rows if action.item_id in codes}


def _name(content: Content, one: Responsibility) -> str:
    return str(one.body or one.organisation or content.said(one.name))


section(Section("bodies", _read_bodies, _write_bodies, _store_bodies))
section(Section("risks", _read_risks, _write_risks, _store_risks))
section(Section("action_plan", _read_actions, _write_actions, _store_actions))
