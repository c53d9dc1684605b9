"""Import of the two tables of the R package COINr: `iData`, the data, and `iMeta`, indicators, tree and weights."""

from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import yaml
from pydantic import ValidationError

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.tree import faults
from beffroi.analytics.declarations import lower_first
from beffroi.analytics.errors import InputError
from beffroi.analytics.tables import read_table

MISSING = ("NA", "NaN")
KINDS = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
NEEDED = ["iCode", "Type", "Parent", "Direction", "Weight"]
NUMBERS = ("Direction", "Weight", "Target", "goalpost_lower", "goalpost_upper", "goalpost_scale")
SWITCHES = {"dist2targ_cap_max": "cap", "goalpost_trunc2posts": "truncate"}
UNIT, TIME = "uCode", "Time"


class Imported(NamedTuple):
    """A spec as YAML, and its data as a table; missing cells are empty."""

    spec: str
    data: pl.DataFrame


def import_coinr(data: Path, meta: Path) -> Imported:
    """A spec and its data from the two tables of COINr, with the steps of the package's example as default.

    Parameters
    ----------
    data : Path
        `iData`: a row a unit (and period), the columns `uCode`, and those that the other table lists.
    meta : Path
        `iMeta`: a row an indicator, aggregate, group or denominator.

    Returns
    -------
    Imported

    Raises
    ------
    InputError
        with file, line and column: a type or direction that is none, a code that stands twice, a parent or denominator
        that is listed nowhere, a column that the data do not have, a tree that cannot be computed.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (data := Path(folder, "data.csv")).write_text("uCode,a\\nX,1\\nY,NA\\n")
    ...     _ = (meta := Path(folder, "meta.csv")).write_text(
    ...         "iCode,Type,Parent,Direction,Weight\\na,Indicator,t,-1,1\\nt,Aggregate,NA,1,1\\n")
    ...     print(import_coinr(data, meta).spec.splitlines()[3])
    compat: coinr
    """
    listed = _listed(meta)
    rows = read_table(data, required=[UNIT, *_columns(listed)], others="text", wanted_by=str(meta), missing=MISSING)
    numbers = [row["iCode"] for row in listed if row["Type"] in ("Indicator", "Denominator")]
    panel = TIME in rows.columns and rows[UNIT].is_duplicated().any()
    table = read_table(
        data,
        required=[UNIT, *_columns(listed)],
        numeric=[*numbers, *([TIME] if panel else [])],
        key=[UNIT, TIME] if panel else [UNIT],
        others="text",
        missing=MISSING,
    )
    content = _spec(listed, meta, data, panel)
    _check(content, listed, meta)
    return Imported(_written(content), table)


def _listed(meta: Path) -> list[dict[str, Any]]:
    """The rows of iMeta, checked; missing cells are None."""
    table = read_table(meta, required=NEEDED, others="text", key=["iCode"], missing=MISSING)
    numeric = [name for name in NUMBERS if name in table.columns]
    table = read_table(
        meta, required=NEEDED, numeric=numeric, others="text", key=["iCode"], missing=MISSING, line_column="_line"
    )
    rows: list[dict[str, Any]] = [
        {key: None if cell == "" else cell for key, cell in row.items()} for row in table.iter_rows(named=True)
    ]
    codes: dict[str, str] = {row["iCode"]: row["Type"] for row in rows}
    for row in rows:
        where = f"{meta}, line {row['_line']}"
        if row["Type"] not in KINDS:
            raise InputError(
                f"{where}, column Type: '{row['Type'] or ''}' is no type; write one of {', '.join(KINDS)}."
            )
        _check_links(row, codes, where)
    if "Indicator" not in codes.values():
        raise InputError(f"{meta}, column Type: no row is an Indicator; list the indicators.")
    return rows


def _check_links(row: dict[str, Any], codes: dict[str, str], where: str) -> None:
    """What a row points at must be there, and its direction a direction."""
    if row["Parent"] is not None and codes.get(row["Parent"]) != "Aggregate":
        raise InputError(f"{where}, column Parent: '{row['Parent']}' is listed nowhere as an Aggregate; add its row.")
    if row["Type"] != "Indicator":
        return
    if row["Direction"] not in (-1, 1):
        raise InputError(f"{where}, column Direction: {row['Direction']} is no direction; write 1 or -1.")
    if row["Parent"] is None:
        raise InputError(f"{where}, column Parent: the indicator has no parent; write the code of its group.")
    size = row.get("Denominator")
    if size is not None and size not in codes:
        raise InputError(f"{where}, column Denominator: '{size}' is listed nowhere; add its row, or empty the cell.")


def _check(content: dict[str, Any], listed: list[dict[str, Any]], meta: Path) -> None:
    """What makes the tree unusable, said at the row of iMeta where it stands."""
    lines = {
        "indicators": [row["_line"] for row in listed if row["Type"] == "Indicator"],
        "tree": [row["_line"] for row in listed if row["Type"] == "Aggregate"],
    }
    try:
        spec = IndexSpec.model_validate(content)
        fault = next(faults(spec), None)
        place, problem = (None, "") if fault is None else fault
    except ValidationError as error:
        first = error.errors()[0]
        place = first["loc"]
        problem = f"{lower_first(first['msg'].removeprefix('Value error, '))}; mend it."
    if place is not None:
        known = len(place) > 1 and place[0] in lines and isinstance(place[1], int)
        where = f", line {lines[str(place[0])][int(place[1])]}" if known else ""
        raise InputError(f"{meta}{where}: {problem}")


def _columns(listed: list[dict[str, Any]]) -> list[str]:
    return [row["iCode"] for row in listed if row["Type"] in ("Indicator", "Group", "Denominator")]


def _spec(listed: list[dict[str, Any]], meta: Path, data: Path, panel: bool) -> dict[str, Any]:
    children: dict[str, list[str]] = {}
    for row in listed:
        if row["Parent"] is not None:
            children.setdefault(row["Parent"], []).append(row["iCode"])
    nodes = [row for row in listed if row["Type"] == "Aggregate"]
    tops = [row for row in nodes if row["Parent"] is None] or nodes
    return {
        "id": tops[0]["iCode"],
        "title": {"en": _name(tops[0])},
        "source": f"{data.name} and {meta.name}, tables of COINr",
        "compat": "coinr",
        "unit": UNIT,
        **({"time": TIME} if panel else {}),
        "steps": _steps(listed, panel),
        "indicators": [_indicator(row) for row in listed if row["Type"] == "Indicator"],
        "tree": [
            {
                "id": row["iCode"],
                "label": {"en": _name(row)},
                **_weight(row),
                "children": children.get(row["iCode"], []),
            }
            for row in nodes
        ],
    }


def _steps(listed: list[dict[str, Any]], panel: bool) -> list[dict[str, Any]]:
    """The chain of the package's example, as far as the tables have what it needs."""
    groups = [row["iCode"] for row in listed if row["Type"] == "Group"]
    divided = any(row.get("Denominator") is not None for row in listed)
    each = {"over": "each"} if panel else {}
    steps: list[dict[str, Any]] = [{"denominate": {}}] if divided else []
    steps += [{"impute": {"method": "mean", **({"by": groups[-1]} if groups else {})}}]
    steps += [{"screen": {"minimum_share": 0.9}}]
    steps += [{"treat": {"winsorise_max": 5, "skew": 2, "kurtosis": 3.5, "then": "log_shift", **each}}]
    steps += [{"normalise": {"method": "minmax", "range": [0, 100]}}, {"aggregate": {"method": "arithmetic"}}]
    return steps


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": row["iCode"], "label": {"en": _name(row)}, "polarity": int(row["Direction"])}
    made |= _weight(row)
    if row.get("Denominator") is not None:
        made["denominator"] = row["Denominator"]
    if row.get("Target") is not None:
        made["target"] = row["Target"]
    if row.get("goalpost_lower") is not None and row.get("goalpost_upper") is not None:
        made["goalposts"] = [row["goalpost_lower"], row["goalpost_upper"]]
    own: dict[str, Any] = {
        SWITCHES[key]: row[key].upper() in ("TRUE", "T") for key in SWITCHES if row.get(key) is not None
    }
    if row.get("goalpost_scale") is not None:
        own["scale"] = row["goalpost_scale"]
    return {**made, **({"normalise": own} if own else {})}


def _weight(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row["Weight"] in (None, 1.0) else {"weight": row["Weight"]}


def _name(row: dict[str, Any]) -> str:
    return str(row.get("iName") or row["iCode"])


def _written(spec: dict[str, Any]) -> str:
    """YAML that a person reads: a line an entry of each list."""
    lines: list[str] = []
    for key, value in spec.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_item(item)}" for item in value)]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _item(value: dict[str, Any]) -> str:
    if len(value) == 1:
        key, inner = next(iter(value.items()))
        return f"{key}: {_flow(inner)}"
    return _flow(value)


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=1_000_000)
    return text.removesuffix("\n").removesuffix("\n...")
