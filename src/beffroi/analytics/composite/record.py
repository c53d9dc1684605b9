"""The record of a run: what regenerates its result, and what it could not measure."""

from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.chain import Made
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.tree import measurable
from beffroi.analytics.messages import Message

Floats = NDArray[np.float64]


def reasons_missing(spec: IndexSpec, readings: Readings, scaled: Floats) -> dict[str, str]:
    """Why indicators and nodes are missing for every unit.

    Sentences of Beffroi are messages, so that they can be translated; those declared in the spec are its own words.

    Parameters
    ----------
    spec : IndexSpec
    readings : Readings
        values of shape (units, indicators), each indicator in its own unit.
    scaled : array, shape (units, indicators)
        the values on the scale of the spec; NaN is missing.

    Returns
    -------
    dict of id to reason
        in English; empty where none is missing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> readings = Readings(["x", "y"], np.array([[5.0], [5.0]]), np.array([True, True]))
    >>> reasons_missing(spec, readings, np.full((2, 1), np.nan))["total"]
    'none of its indicators can be scaled'
    """
    reasons: dict[str, str] = {}
    for at, item in enumerate(spec.indicators):
        reported = ~np.isnan(readings.values[readings.reference, at])
        if not reported.any():
            reasons[item.id] = Message("no unit of the reference set has a value")
        elif np.isnan(scaled[:, at]).all():
            reasons[item.id] = Message(
                "constant over the reference set ({count} values), so it cannot tell units apart",
                count=int(reported.sum()),
            )
    known = measurable(spec)
    for node in spec.tree:
        if node.missing is not None:
            reasons[node.id] = node.missing.en
        elif node.id not in known:
            reasons[node.id] = Message("all its parts are declared missing")
        elif all(child in reasons for child in node.children):
            reasons[node.id] = Message("none of its indicators can be scaled")
    return reasons


def record(spec: IndexSpec, made: Made, beffroi: str) -> dict[str, Any]:
    """What regenerates a result: versions, the spec whole, checksums of spec and data, and the reference set.

    The checksum of the data is that of the units and values that the index uses, in order of the units: neither the
    order of rows and columns nor other columns change it.

    Parameters
    ----------
    spec : IndexSpec
    made : Made
        the data as they were read, and after each step.
    beffroi : str
        version to record.

    Returns
    -------
    dict
        can be written as JSON; `reference` is None where it is all units.

    Examples
    --------
    >>> from beffroi.analytics.composite.chain import run_steps
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> readings = Readings(["x", "y"], np.array([[5.0], [5.0]]), np.array([True, True]))
    >>> record(spec, run_steps(spec, readings), "0.1.0")["without_scale"]
    ['a']
    """
    readings = made.normalised
    declared = spec.model_dump_json(exclude={"uncertainty"})
    reasons = reasons_missing(spec, made.treated, readings.values)
    scaleless = [item.id for item in spec.indicators if item.id in reasons]
    members = [unit for unit, inside in zip(readings.units, readings.reference, strict=True) if inside]
    return {
        "beffroi": beffroi,
        "spec": spec.model_dump(mode="json", exclude={"uncertainty"}),
        "spec_sha256": sha256(declared.encode()).hexdigest(),
        "data_sha256": _data_checksum(made.read),
        "units": len(readings.units),
        "reference_size": len(members),
        "reference": None if readings.reference.all() else sorted(set(members)),
        "without_scale": scaleless,
        "missing": reasons,
        **made.notes,
    }


def _data_checksum(readings: Readings) -> str:
    times = [0.0] * len(readings.units) if readings.times is None else readings.times.tolist()
    order = sorted(range(len(readings.units)), key=lambda row: (readings.units[row], times[row]))
    # One bit pattern for missing and for zero, and one byte order, on every machine.
    values = np.where(np.isnan(readings.values), np.nan, readings.values + 0.0)[order].astype("<f8")
    names = "\0".join(readings.units[at] for at in order)
    further = "".join(f"\0{name}" for name in [*readings.groups, *readings.denominators])
    for group in readings.groups.values():
        further += "\0".join(group[at] or "" for at in order)
    columns = [readings.denominators.values(), [] if readings.times is None else [readings.times]]
    sizes = b"".join(column[order].astype("<f8").tobytes() for part in columns for column in part)
    return sha256(names.encode() + values.tobytes() + further.encode() + sizes).hexdigest()
