"""The sections of a case file that monitoring owns: the results chain; indicators and values stand in a file apart."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from beffroi.web.monitoring.rules import STEPS
from beffroi.web.strategy.casefile.sections import LIVING, VERSION, Content, Section, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
PLAIN = ("needed", "available")
OWN = [kind for kind in STEPS if kind != "action"]


def _read(case: Case, content: Content) -> None:
    for one in case.get("results", ()):
        details = {name: one[name] for name in PLAIN if name in one}
        if "assumptions" in one:
            details["assumptions"] = {content.language: one["assumptions"]}
        here = content.add(one["kind"], one["id"], one["text"], space=LIVING, **details)
        for code in one.get("of", ()):
            content.link("expects", (VERSION, code), here, space=LIVING)
        for code in one.get("after_actions", ()):
            content.link("results_in", (LIVING, code), here, space=LIVING)
        for code in one.get("leads_to", ()):
            content.link("results_in", here, (LIVING, code), space=LIVING)


def _write(content: Content, case: dict[str, Any], _strategy: "Strategy") -> None:
    rows = []
    for one in (one for kind in OWN for one in content.of(kind)):
        here = (LIVING, one.code)
        row: dict[str, Any] = {"id": one.code, "kind": one.kind, "text": content.named(one)}
        row |= {name: one.details[name] for name in PLAIN if one.details.get(name)}
        assumptions = content.said(one.details.get("assumptions"))
        row |= {"assumptions": assumptions} if assumptions else {}
        actions = [code for code in content.sources("results_in", here) if _kind(content, code) == "action"]
        for name, codes in (
            ("of", content.sources("expects", here)),
            ("after_actions", actions),
            ("leads_to", content.targets("results_in", here)),
        ):
            row |= {name: codes} if codes else {}
        rows.append(row)
    if rows:
        case["results"] = rows


def _kind(content: Content, code: str) -> str:
    held = content.entries.get((LIVING, code))
    return held.kind if held else ""


section(Section("results", _read, _write))
import_module("beffroi.web.monitoring.casefile_indicators")
