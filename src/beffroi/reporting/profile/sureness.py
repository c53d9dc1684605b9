"""How sure a rank on the index of industrial change is: its interval under the uncertain inputs of the spec."""

from threading import Lock

import numpy as np
import polars as pl

from beffroi.analytics.composite.spec import IndexSpec
from beffroi.analytics.uncertainty.explore import Exploration, Plan, explore
from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import RankInterval

RUNS = 1000
HELD = 8
Key = tuple[str, str, int, int]

_held: dict[Key, Exploration] = {}
_lock = Lock()


def explored(spec: IndexSpec, table: pl.DataFrame, reference: list[str], key: Key) -> Exploration | None:
    """The runs of an index on a table, made once a process for each key; None where nothing is declared uncertain.

    Parameters
    ----------
    spec : IndexSpec
    table : polars.DataFrame
    reference : list of str
        units of the reference set.
    key : tuple
        everything that the runs depend on: checksums of spec and data, the year, the size of the reference set.

    Returns
    -------
    Exploration or None

    """
    if spec.uncertainty is None:
        return None
    with _lock:
        if key not in _held:
            while len(_held) >= HELD:
                _held.pop(next(iter(_held)))
            _held[key] = explore(spec, table, Plan(draws=RUNS, effects=False), reference=reference)
        return _held[key]


def interval_of(found: Exploration, zone: str, language: Language) -> RankInterval | None:
    """The rank and interval of a zone; None where it is not ranked.

    Parameters
    ----------
    found : Exploration
    zone : str
    language : Language

    Returns
    -------
    RankInterval or None

    """
    at = found.units.index(zone) if zone in found.units else None
    if at is None or np.isnan(found.nominal_ranks[at]) or np.isnan(found.rank_interval.median[at]):
        return None
    inputs = [] if found.spec.uncertainty is None else found.spec.uncertainty.inputs
    low, median, high = (float(part[at]) for part in found.rank_interval)
    return RankInterval(
        rank=int(found.nominal_ranks[at]),
        of=int((~np.isnan(found.nominal_ranks)).sum()),
        low=low,
        median=median,
        high=high,
        runs=len(found.scores),
        inputs=[item.label.of(language.lang) if item.label else item.id for item in inputs],
    )
