"""The sections of a case file that hold indicators with their sheets, and, where asked for, what was measured."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import parse_month
from beffroi.web.core.together import read, together
from beffroi.web.monitoring.actions import correct, measure, state_indicator
from beffroi.web.monitoring.casefile_beside import (
    commitments_written,
    plain,
    reporter_of,
    reporter_written,
    store_commitments,
    write_rules,
)
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries.commitments import commitments_of
from beffroi.web.monitoring.rules import first_day
from beffroi.web.strategy.casefile.sections import LIVING, VERSION, Content, Section, Storing, section

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

Case = Mapping[str, Any]
SHEET = ("unit", "formula", "source", "verification", "limits")
PLAIN = {
    "kind": "value", "common_code": "", "series": "", "region": "", "counted": "", "polarity": "up",
    "frequency": "year", "rule": "last", "support": "",
}  # fmt: skip
"""What is written as it stands → what it is where nothing is written."""
BAND = Decimal("0.1")
RANGE = ("least", "most")
"""What stays as it stands where a file does not say it."""


def _read(case: Case, content: Content) -> None:
    for one in case.get("indicators", ()):
        here = content.add("indicator", one["id"], one["name"], space=LIVING)
        if "measures" in one:
            content.link("measured_by", (LIVING, one["measures"]), here, space=LIVING)


def _store(storing: Storing, case: Case) -> None:
    """The sheets; what is part of something else in a second round, when all of them are there."""
    held = {row.item_id: row for row in Indicator.objects.filter(strategy=storing.strategy)}
    bodies = _bodies(storing.strategy)
    made: dict[str, Indicator] = {}
    for one in case.get("indicators", ()):
        item = storing.items[LIVING, one["id"]]
        details = _details(one, held.get(item.pk), storing, bodies)
        made[one["id"]] = _stated(storing, one["id"], item, details, held.get(item.pk))
    for one in case.get("indicators", ()):
        if "part_of" in one:
            whole = _named(made, one["part_of"])
            row = made[one["id"]]
            if row.part_of_id != whole.pk:
                _stated(storing, one["id"], row.item, {"part_of": whole}, row)
    store_commitments(storing, [(one, made[one["id"]]) for one in case.get("indicators", ())])


def _bodies(strategy: "Strategy") -> dict[str, Any]:
    return {body.code: body for body in strategy.bodies.all()}


def _stated(storing: Storing, code: str, item: Any, details: Case, held: Indicator | None) -> Indicator:
    """One of them, with its code before what speaks against it; what says the same already is left."""
    if held and all(getattr(held, name) == value for name, value in details.items()):
        return held
    try:
        return state_indicator(
            actor=storing.actor, strategy=storing.strategy, item=item, details=details, indicator=held
        )
    except ValidationError as error:
        raise ValidationError(f"{code}: {' '.join(error.messages)}") from None


def _named(made: Mapping[str, Indicator], code: str) -> Indicator:
    if code not in made:
        said = _("The file names %(code)s, but nothing in it has this id; correct one of them.")
        raise ValidationError(said % {"code": code})
    return made[code]


def _details(one: Case, held: Indicator | None, storing: Storing, bodies: Mapping[str, Any]) -> dict[str, Any]:
    language = storing.language
    texts = {name: dict(text) for name, text in (held.texts if held else {}).items()}
    for name in SHEET:
        if name in one:
            texts.setdefault(name, {})[language] = one[name]
    levels = [dict(level) for level in held.rubric] if held else []
    rubric = one.get("rubric", ())
    levels += [{} for _more in range(len(levels), len(rubric))]
    for level, said in zip(levels, rubric, strict=False):
        level[language] = said
    if one.get("reporter_body", "") not in {"", *bodies}:
        said = _("%(indicator)s: no body has the code %(code)s.")
        raise ValidationError(said % {"indicator": one["id"], "code": one["reporter_body"]})
    return {
        **{name: one.get(name, otherwise) for name, otherwise in PLAIN.items()},
        **_ends(one), **reporter_of(one),
        **{name: Decimal(str(one[name])) for name in RANGE if name in one},
        "texts": texts, "rubric": levels, "peers": one.get("peers", []), "breakdown": one.get("breakdown", []),
        "band": Decimal(str(one.get("band", BAND))), "reporter_body": bodies.get(one.get("reporter_body", "")),
        "part_weights": one.get("part_weights", {}),
        "weight": Decimal(str(one["weight"])) if "weight" in one else None,
        "rows_of": [str(_item(storing, one["id"], code).key) for code in one.get("counts_of", ())],
    }  # fmt: skip


def _item(storing: Storing, here: str, code: str) -> Any:
    if (VERSION, code) not in storing.items:
        said = _("%(indicator)s: nothing in the file has the id %(code)s.")
        raise ValidationError(said % {"indicator": here, "code": code})
    return storing.items[VERSION, code]


def _ends(one: Case) -> dict[str, Any]:
    found: dict[str, Any] = {"milestones": [[each["at"], each["value"]] for each in one.get("milestones", ())]}
    for name in ("baseline", "target"):
        end = one.get(name)
        found |= {
            f"{name}_on": _month(end["at"]) if end else None,
            f"{name}_value": Decimal(str(end["value"])) if end else None,
        }
    return found


def _month(text: str) -> date:
    return first_day(parse_month(text))


def _write(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    codes = {item: ref[1] for ref, item in content.items.items()}
    beside = ("part_of", "reporter_body", "reporter_organisation")
    rows = Indicator.objects.filter(strategy=strategy).select_related(*beside)
    with together(rows, commitments_of(strategy), strategy.value_rules.all()):
        held, earlier = {row.item_id: row for row in read(rows)}, commitments_written(strategy)
        write_rules(content, case, strategy)
    keys = _keys(content, strategy, held.values())
    pairs = [
        (one, held[content.items[LIVING, one.code]])
        for one in content.of("indicator")
        if content.items.get((LIVING, one.code)) in held
    ]
    if pairs:
        case["indicators"] = [_row(content, one, row, codes, keys) | _before(row, earlier) for one, row in pairs]


def _before(row: Indicator, earlier: Mapping[int, list[dict[str, Any]]]) -> dict[str, Any]:
    return {"earlier_commitments": earlier[row.pk]} if row.pk in earlier else {}


def _keys(content: Content, strategy: "Strategy", rows: Iterable[Indicator]) -> dict[str, str]:
    """Key of an intervention or priority → its code, for those that some indicator names."""
    wanted = {key for row in rows for key in row.rows_of}
    if not wanted:
        return {}
    items = type(next(iter(strategy.indicators.select_related("item"))).item).objects.filter(key__in=wanted)
    codes = {item: ref[1] for ref, item in content.items.items() if ref[0] == VERSION}
    return {str(item.key): codes[item.pk] for item in items if item.pk in codes}


def _row(
    content: Content, one: Any, row: Indicator, codes: Mapping[int, str], keys: Mapping[str, str]
) -> dict[str, Any]:
    steps = content.sources("measured_by", (LIVING, one.code))
    rubric = [level.get(content.language) for level in row.rubric]
    found: dict[str, Any] = {
        "id": one.code, "name": content.named(one), "measures": steps[0] if steps else None,
        **{name: value for name, otherwise in PLAIN.items() if (value := getattr(row, name)) != otherwise},
        **{name: content.said(row.texts.get(name)) for name in SHEET},
        "peers": row.peers, "breakdown": row.breakdown, "rubric": rubric if all(rubric) else None,
        "reporter_body": row.reporter_body.code if row.reporter_body else None,
        "reporter_organisation": reporter_written(row),
        **{name: plain(value) for name in RANGE if (value := getattr(row, name)) is not None},
        "baseline": _end(row.baseline_on, row.baseline_value), "target": _end(row.target_on, row.target_value),
        "milestones": [{"at": at, "value": value} for at, value in row.milestones],
        "band": plain(row.band) if row.band != BAND else None,
        "part_of": codes.get(row.part_of.item_id) if row.part_of else None,
        "weight": plain(row.weight) if row.weight is not None else None, "part_weights": row.part_weights,
        "counts_of": [keys[key] for key in row.rows_of if key in keys],
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _end(on: date | None, value: Decimal | None) -> dict[str, Any] | None:
    return {"at": f"{on:%Y-%m}", "value": plain(value)} if on and value is not None else None


def _write_measured(content: Content, case: dict[str, Any], strategy: "Strategy") -> None:
    if not content.with_measurements:
        return
    codes = {item: ref[1] for ref, item in content.items.items() if ref[0] == LIVING}
    found = Measurement.objects.filter(indicator__strategy=strategy, superseded_by=None).order_by(
        "indicator_id", "period", "part"
    )  # fmt: skip
    rows = [
        {"indicator": codes[item], "at": f"{one.period:%Y-%m}", "value": plain(one.value)}
        | ({"part": one.part} if one.part else {}) | ({"note": one.note} if one.note else {})
        for one, item in ((one, one.indicator.item_id) for one in found.select_related("indicator"))
        if item in codes
    ]  # fmt: skip
    if rows:
        case["measurements"] = rows


def _store_measured(storing: Storing, case: Case) -> None:
    """What stands otherwise is corrected, what stands so is left; a person's values go through the queue instead."""
    if case.get("measurements") and storing.actor is not None:
        said = _(
            "Measurements are taken over by the command import_case only; leave them out, or enter them as values."
        )
        raise ValidationError(said)
    rows = {row.item_id: row for row in Indicator.objects.filter(strategy=storing.strategy)}
    stands = {
        (one.indicator_id, one.period, one.part): one
        for one in Measurement.objects.filter(indicator__strategy=storing.strategy, superseded_by=None)
    }
    for one in case.get("measurements", ()):
        item = storing.items.get((LIVING, one["indicator"]))
        row = rows.get(item.pk) if item else None
        if row is None:
            said = _("The file names %(code)s, but nothing in it has this id; correct one of them.")
            raise ValidationError(said % {"code": one["indicator"]})
        _measured(storing, row, one, stands.get((row.pk, _month(one["at"]), one.get("part", ""))))


def _measured(storing: Storing, row: Indicator, one: Case, held: Measurement | None) -> None:
    value, note = Decimal(str(one["value"])), one.get("note", "")
    try:
        if held is None:
            measure(
                actor=storing.actor, indicator=row, period=_month(one["at"]), value=value, part=one.get("part", ""),
                note=note,
            )  # fmt: skip
        elif held.value != value:
            reason = _("As a case file states it.")
            correct(actor=storing.actor, measurement=held, value=value, reason=reason, note=note)
    except ValidationError as error:
        raise ValidationError(f"{one['indicator']}, {one['at']}: {' '.join(error.messages)}") from None


section(Section("indicators", _read, _write, _store))
section(Section("measurements", write=_write_measured, store=_store_measured))
