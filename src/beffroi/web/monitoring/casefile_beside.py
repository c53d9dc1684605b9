"""What a case file holds beside sheets of indicators: who reports, earlier commitments, rules between indicators."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import parse_month
from beffroi.web.accounts.queries import organisations_called
from beffroi.web.core.together import read
from beffroi.web.monitoring.actions import state_commitment, state_value_rule
from beffroi.web.monitoring.models import Commitment, Indicator, ValueRule
from beffroi.web.monitoring.queries.commitments import commitments_of
from beffroi.web.monitoring.rules import first_day
from beffroi.web.strategy.casefile.sections import Content, Section, Storing, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
HOME = "BE"
UNLIKELY = ValueRule.Weight.UNLIKELY.value


def plain(value: Decimal) -> int | float:
    """A number as a file writes it."""
    return int(value) if value == int(value) else float(value)


def reporter_of(one: Case) -> dict[str, Any]:
    """The organisation that an indicator names as its reporter; nothing where it names none, so that it stays."""
    said = one.get("reporter_organisation")
    if not said:
        return {}
    number = said.get("number", "")
    found = list(organisations_called(said["name"], said.get("country", HOME), number)[:2])
    if len(found) == 1:
        return {"reporter_organisation": found[0]}
    named = {"indicator": one["id"], "organisation": number or said["name"]}
    if found:
        raise ValidationError(_("%(indicator)s: several organisations are called %(organisation)s.") % named)
    missing = _("%(indicator)s: no organisation is entered as %(organisation)s; enter it, or leave it out of the file.")
    raise ValidationError(missing % named)


def reporter_written(row: Indicator) -> dict[str, str] | None:
    """The organisation that reports, by its name and, where it has one, its number."""
    held = row.reporter_organisation
    if held is None:
        return None
    found = {"name": held.legal_name, "number": held.enterprise_number}
    found["country"] = held.country if held.country != HOME else ""
    return {name: text for name, text in found.items() if text}


def commitments_written(strategy: "Strategy") -> dict[int, list[dict[str, Any]]]:
    """Indicator → what it was committed to before, in the order of time."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in read(commitments_of(strategy)):
        row = {
            "label": one.label,
            "baseline": {"at": f"{one.baseline_on:%Y-%m}", "value": plain(one.baseline_value)},
            "milestones": [{"at": at, "value": value} for at, value in one.milestones],
            "target": {"at": f"{one.target_on:%Y-%m}", "value": plain(one.target_value)},
            "band": plain(one.band),
            "until": f"{one.until:%Y-%m}",
        }
        found.setdefault(one.indicator_id, []).append({name: value for name, value in row.items() if value != []})
    return found


def store_commitments(storing: Storing, rows: Iterable[tuple[Case, Indicator]]) -> None:
    """Earlier commitments that are not there yet; one that stands and says something else is never changed."""
    standing = {(one.indicator_id, one.until): one for one in commitments_of(storing.strategy)}
    for said, row in rows:
        for one in said.get("earlier_commitments", ()):
            details = _commitment(one)
            held = standing.get((row.pk, details["until"]))
            if held is None:
                standing[row.pk, details["until"]] = _stated(storing, said["id"], row, details)
            elif any(getattr(held, name) != value for name, value in details.items()):
                words = _("%(indicator)s: the commitment until %(until)s stands otherwise and is never changed.")
                raise ValidationError(words % {"indicator": said["id"], "until": one["until"]})


def _commitment(one: Case) -> dict[str, Any]:
    ends = {name: one[name] for name in ("baseline", "target")}
    return {
        "label": one["label"],
        **{f"{name}_on": first_day(parse_month(end["at"])) for name, end in ends.items()},
        **{f"{name}_value": Decimal(str(end["value"])) for name, end in ends.items()},
        "milestones": [[each["at"], each["value"]] for each in one.get("milestones", ())],
        "band": Decimal(str(one["band"])),
        "until": first_day(parse_month(one["until"])),
    }


def _stated(storing: Storing, code: str, row: Indicator, details: Case) -> Commitment:
    try:
        return state_commitment(actor=storing.actor, indicator=row, details=details)
    except ValidationError as error:
        raise ValidationError(f"{code}: {' '.join(error.messages)}") from None


def write_rules(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    """The rules, for who reads the living work."""
    if not content.with_living:
        return
    rows = [
        {"formula": one.formula}
        | ({"why": one.why} if one.why else {})
        | ({"weight": one.weight} if one.weight != UNLIKELY else {})
        for one in read(strategy.value_rules.all())
    ]
    if rows:
        case["value_rules"] = rows


def _store_rules(storing: Storing, case: Case) -> None:
    """Rules that are new or say something else; others stay."""
    held = {one.formula: (one.why, one.weight) for one in storing.strategy.value_rules.all()}
    for one in case.get("value_rules", ()):
        formula, said = one["formula"].strip(), (one.get("why", "").strip(), one.get("weight", UNLIKELY))
        if held.get(formula) != said:
            state_value_rule(
                actor=storing.actor, strategy=storing.strategy, formula=formula, why=said[0], weight=said[1]
            )  # fmt: skip


section(Section("value_rules", store=_store_rules))
