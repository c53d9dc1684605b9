"""The sections of a case file that the strategy owns."""

from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any

from beffroi.web.chain.actions import Entry
from beffroi.web.strategy.casefile.sections import VERSION, Content, Section, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
BLOCKS = {"governance": "GOV", "service_on_demand": "SOD"}
"""The part of the file that tells more of an intervention, and the code of that intervention."""
TOLD = {"": (), "governance": ("benefits", "rules", "steps", "effort"),
        "service_on_demand": ("benefits", "steps", "extensions", "conditions")}  # fmt: skip
"""What those parts tell; all else stands with the intervention."""
TEXTS = ("facts", "benefits", "rules", "steps", "extensions")
TEXT = ("effort", "conditions")
SWOT = {"strengths": ("strength", "FS"), "weaknesses": ("weakness", "FW"),
        "opportunities": ("opportunity", "FO"), "threats": ("threat", "FT")}  # fmt: skip
PEST = "FP"
TOP = "GO"
"""The code of the global objective."""
FREE = {"meta": "XM", "pilot_regions": "XP", "published_values": "XV", "published_relations": "XR",
        "composite_dimensions": "XD", "typology": "XT", "observatory_scope": "XS", "observatory_products": "XO",
        "pest_headings": "XH", "known_inconsistencies": "XI"}  # fmt: skip
"""Parts that are kept as they are written, as references."""
FREE_OF_BLOCKS = {"governance": {"helix": "XGH"}, "service_on_demand": {
    "cluster_kinds": "XSK", "caveat": "XSC", "choice_of_service": "XSS", "price_rules": "XSP", "assessment": "XSA",
}}  # fmt: skip


def _title(value: Any) -> str:
    if isinstance(value, Mapping):
        first = next((one for one in value.values() if isinstance(one, str)), "")
        return str(value.get("name") or value.get("item") or value.get("indicator") or value.get("rule") or first)
    return str(value)


def _keep(content: Content, path: str, prefix: str, value: Any) -> None:
    entries = value if isinstance(value, list) else [value]
    form = "list" if isinstance(value, list) else "one"
    for number, entry in enumerate(entries, 1):
        title = _title(entry) or path.rpartition(".")[2].replace("_", " ")
        content.add("reference", f"{prefix}{number}", title, part=path, form=form, entry={content.language: entry})


def _numbered(content: Content, prefix: str) -> Iterator[Entry]:
    """The elements that the place in a file gave their codes, up to the first that is not there."""
    for number in count(1):
        if (VERSION, f"{prefix}{number}") not in content.entries:
            return
        yield content.entries[VERSION, f"{prefix}{number}"]


def _kept(content: Content, path: str, prefix: str) -> Any:
    found = list(takewhile(lambda one: one.details.get("part") == path, _numbered(content, prefix)))
    said = [_entry(content, one) for one in found]
    if not said:
        return None
    return said if found[0].details["form"] == "list" else said[0]


def _entry(content: Content, one: Entry) -> Any:
    held = one.details["entry"]
    if content.language not in held:
        content.untranslated.append(one.code)
    return held.get(content.language, next(iter(held.values()), None))


def _read_free(case: Case, content: Content) -> None:
    for name, prefix in FREE.items():
        if name in case:
            _keep(content, name, prefix, case[name])
    for block, parts in FREE_OF_BLOCKS.items():
        for name, prefix in parts.items():
            if name in case.get(block, {}):
                _keep(content, f"{block}.{name}", prefix, case[block][name])


def _write_free(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    for name, prefix in FREE.items():
        if (value := _kept(content, name, prefix)) is not None:
            case[name] = value
    for block, parts in FREE_OF_BLOCKS.items():
        for name, prefix in parts.items():
            if (value := _kept(content, f"{block}.{name}", prefix)) is not None:
                case.setdefault(block, {})[name] = value


def _read_factors(case: Case, content: Content) -> None:
    for name, (heading, prefix) in SWOT.items():
        for number, one in enumerate(case.get("swot", {}).get(name, ()), 1):
            _factor(content, one, one.get("id", f"{prefix}{number}"), "swot", heading)
    for number, one in enumerate(case.get("pest_facts", ()), 1):
        _factor(content, one, one.get("id", f"{PEST}{number}"), "pest", one["heading"])


def _factor(content: Content, one: Case, code: str, board: str, heading: str) -> None:
    source: dict[str, Any] = {"source": {content.language: one["source"]}} if "source" in one else {}
    content.add("factor", code, one["text"], board=board, heading=heading, **source)


def _write_factors(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    factors = content.of("factor")
    for name, (heading, prefix) in SWOT.items():
        found = [one for one in factors if one.details.get("board") == "swot" and one.details.get("heading") == heading]
        if found:
            case.setdefault("swot", {})[name] = [_row(content, one, f"{prefix}{n}") for n, one in enumerate(found, 1)]
    pest = [one for one in factors if one.details.get("board") == "pest" and "heading" in one.details]
    if pest:
        case["pest_facts"] = [_row(content, one, f"{PEST}{number}") for number, one in enumerate(pest, 1)]


def _row(content: Content, one: Entry, by_place: str) -> dict[str, Any]:
    """A factor; its code is written where its place does not give it."""
    row: dict[str, Any] = {"id": one.code} if one.code != by_place else {}
    row |= {"heading": one.details["heading"]} if one.details.get("board") == "pest" else {}
    row["text"] = content.named(one)
    if source := content.said(one.details.get("source")):
        row["source"] = source
    return row


def _at(code: str) -> tuple[str, str]:
    return VERSION, code


def _read_logic(case: Case, content: Content) -> None:
    for name, kind in (("challenges", "challenge"), ("drivers", "driver"), ("impacts", "effect"),
                       ("specific_objectives", "specific_objective")):  # fmt: skip
        for one in case.get(name, ()):
            here = content.add(kind, one["id"], one["text"])
            for other in one.get("causes", ()):
                content.link("causes", here, _at(other))
            for other in one.get("from", ()):
                content.link("leads_to", _at(other), here)
            for other in one.get("answers", ()):
                content.link("answered_by", _at(other), here)
    if "global_objective" in case:
        top = content.add("global_objective", TOP, case["global_objective"])
        for one in case.get("specific_objectives", ()):
            content.link("broken_down", top, _at(one["id"]))


def _write_logic(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    def rows(kind: str, key: str = "", codes: Any = None) -> list[dict[str, Any]]:
        found = []
        for one in content.of(kind):
            row: dict[str, Any] = {"id": one.code, "text": content.named(one)}
            if key and (others := codes(_at(one.code))):
                row[key] = others
            found.append(row)
        return found

    parts = {
        "challenges": rows("challenge"),
        "drivers": rows("driver", "causes", lambda at: content.targets("causes", at)),
        "impacts": rows("effect", "from", lambda at: content.sources("leads_to", at)),
        "specific_objectives": rows("specific_objective", "answers", lambda at: content.sources("answered_by", at)),
    }
    case |= {name: value for name, value in parts.items() if value}
    top = content.entries.get(_at(TOP))
    reached = set(content.targets("broken_down", _at(TOP)))
    if top and top.kind == "global_objective" and {one.code for one in content.of("specific_objective")} <= reached:
        case["global_objective"] = content.named(top)


def _read_interventions(case: Case, content: Content) -> None:
    told = {code: case.get(block, {}) for block, code in BLOCKS.items()}
    for one in case.get("interventions", ()):
        more = {**told.get(one["id"], {}), **one}
        details: dict[str, Any] = {name: {content.language: more[name]} for name in (*TEXTS, *TEXT) if name in more}
        here = content.add("intervention", one["id"], one["name"], **details)
        for key, certainty in (("serves", "now"), ("may_later_serve", "may_later")):
            for other in one.get(key, ()):
                content.link("served_by", _at(other), here, certainty=certainty)
    for number, one in enumerate(case.get("governance", {}).get("cost_eur_per_year", ()), 1):
        owner = {"owner": one["owner"]} if "owner" in one else {}
        cost = content.add("cost", f"GOV-E{number}", one["item"], low=one["low"], high=one["high"],
                           recurring=one.get("recurring", True), **owner)  # fmt: skip
        content.link("costs", _at("GOV"), cost)
    for number, (key, (low, high)) in enumerate(case.get("service_on_demand", {}).get("cost_eur", {}).items(), 1):
        cost = content.add(
            "cost", f"SOD-E{number}", key.replace("_", " "), low=low, high=high, recurring=False, key=key
        )
        content.link("costs", _at("SOD"), cost)


def _write_interventions(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    blocks = {code: block for block, code in BLOCKS.items()}
    for one in content.of("intervention"):
        row: dict[str, Any] = {"id": one.code, "name": content.named(one)}
        for key, certainty in (("serves", "now"), ("may_later_serve", "may_later")):
            if codes := content.sources("served_by", _at(one.code), certainty=certainty):
                row[key] = codes
        for name in (*TEXTS, *TEXT):
            if value := content.said(one.details.get(name)):
                block = blocks.get(one.code, "") if name in TOLD[blocks.get(one.code, "")] else ""
                (case.setdefault(block, {}) if block else row)[name] = value
        case.setdefault("interventions", []).append(row)
    _write_costs(content, case)


def _write_costs(content: Content, case: dict[str, Any]) -> None:
    """The costs that the file numbers under its two blocks; others stand among the elements."""
    of = {code: set(content.targets("costs", _at(code))) for code in BLOCKS.values()}

    def is_whole(one: Entry) -> bool:
        return all(isinstance(one.details.get(name), int | float) for name in ("low", "high"))

    for one in takewhile(lambda one: one.code in of["GOV"] and is_whole(one), _numbered(content, "GOV-E")):
        row = {"item": content.named(one), **{name: one.details[name] for name in ("low", "high")}}
        row |= {"recurring": bool(one.details.get("recurring"))}
        row |= {"owner": one.details["owner"]} if one.details.get("owner") else {}
        case.setdefault("governance", {}).setdefault("cost_eur_per_year", []).append(row)
    for one in takewhile(
        lambda one: one.code in of["SOD"] and "key" in one.details and is_whole(one), _numbered(content, "SOD-E")
    ):
        amounts = [one.details["low"], one.details["high"]]
        case.setdefault("service_on_demand", {}).setdefault("cost_eur", {})[one.details["key"]] = amounts


section(Section("references", _read_free, _write_free))
section(Section("context", _read_factors, _write_factors))
section(Section("logic", _read_logic, _write_logic))
section(Section("interventions", _read_interventions, _write_interventions))
