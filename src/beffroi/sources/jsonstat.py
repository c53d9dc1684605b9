"""JSON-stat 2.0, as the Eurostat statistics API writes it."""

import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from beffroi.analytics.errors import InputError
from beffroi.sources.observations import IncompleteError, NotReadyError, Observations, flags, last_change, numbers
from beffroi.sources.refusals import not_ready, reason


def parse_jsonstat(content: bytes, where: str) -> Observations:
    """Read an answer in JSON-stat 2.0.

    Parameters
    ----------
    content : bytes
        a dataset: `id`, `size`, `dimension`, `value` and `status`, the last two sparse objects by position or arrays.
        Positions run through the dimensions in row-major order, the last one fastest.
    where : str
        what to call the answer in a sentence.

    Returns
    -------
    Observations
        the cells that have a value or a status; `updated` as the dataset says, empty where that is no date.

    Raises
    ------
    IncompleteError
        if the JSON is cut off.
    NotReadyError
        if the answer says that the figures are still being prepared.
    InputError
        if it is something else, or a value is not a number.

    Reference: JSON-stat 2.0 full format, json-stat.org/full.

    >>> text = '''{"version": "2.0", "class": "dataset", "updated": "2026-10-05T23:00:00+0200",
    ...   "id": ["freq", "geo", "time"], "size": [1, 2, 1], "value": {"0": 28100}, "status": {"1": "|C"},
    ...   "dimension": {"freq": {"category": {"index": {"A": 0}}},
    ...     "geo": {"category": {"index": {"BE3": 0, "BE1": 1}}}, "time": {"category": {"index": {"2017": 0}}}}}'''
    >>> found = parse_jsonstat(text.encode(), "nama_10r_3gdp")
    >>> found.cells.rows()
    [('A', 'BE3', '2017', 28100.0, ''), ('A', 'BE1', '2017', None, 'c')]
    """
    dataset = _load(content, where)
    names, codes = _dimensions(dataset, where)
    total = math.prod(len(held) for held in codes)
    values = _by_position(dataset.get("value"), total, "value", where)
    marks = _by_position(dataset.get("status"), total, "status", where)
    return Observations(_cells(names, codes, values, marks, where), last_change(dataset.get("updated")))


def _cells(
    names: list[str], codes: list[list[str]], values: dict[int, Any], marks: dict[int, Any], where: str
) -> pl.DataFrame:
    """One row for every position that holds a value or a mark."""
    positions = np.array(sorted(values.keys() | marks.keys()), dtype=np.int64)
    places = np.unravel_index(positions, [len(held) for held in codes]) if len(positions) else [positions] * len(names)
    columns = {
        name: pl.Series(held, dtype=pl.String).gather(at) for name, held, at in zip(names, codes, places, strict=True)
    }
    raw = pl.Series([_text(values.get(position)) for position in positions.tolist()], dtype=pl.String)
    split = [str(marks.get(position) or "").partition("|") for position in positions.tolist()]
    flag = flags(
        pl.Series(["" if before == ":" else before for before, _, _ in split], dtype=pl.String),
        pl.Series([after for _, _, after in split], dtype=pl.String),
    )
    return pl.DataFrame({**columns, "value": numbers(raw, where), "flag": flag})


def _load(content: bytes, where: str) -> Mapping[str, Any]:
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start:
        raise IncompleteError("the answer is empty")
    if not start.startswith(b"{"):
        _refuse(content, where)
    try:
        dataset = json.loads(start)
    except (ValueError, RecursionError):
        raise IncompleteError("the JSON is cut off or broken") from None
    if dataset.get("class") != "dataset" or "dimension" not in dataset:
        _refuse(content, where)
    return dict(dataset)


def _refuse(content: bytes, where: str) -> None:
    said = reason(content[:65536])
    if not_ready(said):
        raise NotReadyError(said)
    raise InputError(f"{where}: the answer is no JSON-stat 2.0 dataset ({said or 'it is a page or message'}).")


def _dimensions(dataset: Mapping[str, Any], where: str) -> tuple[list[str], list[list[str]]]:
    """Names of the dimensions, and the codes of each in order."""
    try:
        names = [str(name) for name in dataset["id"]]
        sizes = [int(size) for size in dataset["size"]]
        codes = [_codes(dataset["dimension"][name]["category"]) for name in names]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(f"{where}: the dimensions of the answer cannot be read; nothing of it is used.") from None
    if [len(held) for held in codes] != sizes:
        raise InputError(f"{where}: the dimensions of the answer do not have the sizes it states; nothing is used.")
    if "geo" not in names or "time" not in names:
        raise InputError(f"{where}: dimension 'geo' or 'time' is absent from the answer; nothing of it is used.")
    return names, codes


def _codes(category: Mapping[str, Any]) -> list[str]:
    """Codes in order: an object of positions, an array, or the only label where the index is left out."""
    index = category.get("index")
    if index is None:
        return list(category["label"])
    if isinstance(index, list):
        return [str(code) for code in index]
    ordered = sorted(index, key=lambda code: int(index[code]))
    if [int(index[code]) for code in ordered] != list(range(len(ordered))):
        raise ValueError("positions are not 0, 1, 2, …")
    return ordered


def _by_position(held: Any, total: int, name: str, where: str) -> dict[int, Any]:
    """What a sparse object or an array holds, by position; nulls of an array are no observations."""
    if isinstance(held, list):
        if len(held) != total:
            raise InputError(
                f"{where}: '{name}' holds {len(held)} cells where the sizes give {total}; nothing is used."
            )
        return {position: item for position, item in enumerate(held) if item is not None}
    if isinstance(held, str):
        return dict.fromkeys(range(total), held)
    try:
        found = {int(position): item for position, item in (held or {}).items()}
    except (ValueError, AttributeError):
        raise InputError(f"{where}: '{name}' of the answer cannot be read; nothing of it is used.") from None
    if found and not 0 <= min(found) <= max(found) < total:
        raise InputError(f"{where}: '{name}' names a cell outside the dimensions; nothing of the answer is used.")
    return found


def _text(value: Any) -> str | None:
    return None if value is None else repr(value) if isinstance(value, float) else str(value)
