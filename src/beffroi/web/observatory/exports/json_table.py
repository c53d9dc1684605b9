"""Series as JSON: what the series is, then its observations."""

from dataclasses import asdict
from typing import Any

from beffroi.web.observatory.exports.dataset import Dataset, Described, Observed


def to_json(dataset: Dataset) -> dict[str, Any]:
    """The series and its observations as plain values."""
    return {"series": described(dataset.about), "observations": [observed(item) for item in dataset.observations]}


def described(about: Described) -> dict[str, Any]:
    """A series as plain values."""
    return asdict(about) | {"checksums": dict(about.checksums)}


def observed(item: Observed) -> dict[str, Any]:
    """An observation as plain values; no sector where the series has none."""
    plain = {
        "region": item.region,
        "name": item.name,
        "level": item.level,
        "year": item.year,
        "value": item.value,
        "flag": item.flag,
        "missing_reason": item.reason or None,
    }
    return plain | ({"sector": item.sector} if item.sector else {})
