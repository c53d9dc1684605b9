"""The weights of every run of a batch, as a matrix."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.weigh import weigh
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.choices import Variant
from beffroi.analytics.uncertainty.factors import Column

Floats = NDArray[np.float64]
Found = Floats | InputError


def weight_names(spec: IndexSpec) -> list[str]:
    """Indicators and nodes, in the order of the columns of a matrix of weights.

    >>> from beffroi.analytics.composite.spec import load_spec
    >>> weight_names(load_spec("industrial-change"))[0]
    'ris_3_1_1'
    """
    return [*spec.leaves, *spec.nodes]


class Weighing:
    """Weights by variant, computed once for runs that share their data and how they are weighed."""

    def __init__(self, spec: IndexSpec) -> None:
        self.names = weight_names(spec)
        self._parts = [np.array([self.names.index(child) for child in node.children]) for node in spec.tree]
        self._parts = [part for part in self._parts if part.size]
        self._found: dict[tuple[object, str], Found] = {}

    def of(self, variant: Variant, scaled: Readings, key: object) -> Found:
        """The weights of a variant on its data, or why there are none; `key` tells the data apart."""
        place = (None if variant.weigh.method == "given" else key, variant.weigh_key)
        found = self._found.get(place)
        if found is None:
            found = self._weighed(variant, scaled)
            if variant.weigh.method == "given" or len(self._found) < 4096:
                self._found[place] = found
        return found

    def _weighed(self, variant: Variant, scaled: Readings) -> Found:
        try:
            weights = weigh(variant.spec, scaled, variant.weigh).weights
        except InputError as error:
            return error
        row = np.array([weights[name] for name in self.names])
        for part in self._parts:
            if not row[part].any():  # as in an ordinary run: a search may put all children of a node at zero
                row[part] = 1.0
        return row


def disturbed(weights: Floats, names: Sequence[str], columns: Sequence[Column], values: Floats) -> Floats:
    """Weights as the inputs that are about weights leave them: sets first, then noise, then what is left out.

    Parameters
    ----------
    weights : array, shape (runs, names)
    names : sequence of str
    columns : sequence of Column
    values : array, shape (runs, columns)

    Returns
    -------
    array, shape (runs, names)

    Examples
    --------
    >>> from beffroi.analytics.composite.uncertain import UncertainInput
    >>> out = Column("out", "number", UncertainInput(id="out", leave_out=["a", "b"]), size=3)
    >>> disturbed(np.ones((3, 2)), ["a", "b"], [out], np.array([[1.0], [2.0], [3.0]])).tolist()
    [[1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    """
    made = weights.copy()
    places = {name: at for at, name in enumerate(names)}
    for at, column in enumerate(columns):
        if column.input.weight_sets is not None:
            _put_sets(made, places, column.input.weight_sets, values[:, at])
    for at, column in enumerate(columns):
        if column.holds == "factor":
            made[:, places[column.part]] *= values[:, at]
    for at, column in enumerate(columns):
        if column.input.leave_out is not None:
            _leave_out(made, places, column, values[:, at])
    return made


def _put_sets(made: Floats, places: Mapping[str, int], sets: Sequence[Mapping[str, float]], numbers: Floats) -> None:
    for number in np.unique(numbers):
        chosen = sets[int(number) - 1]
        rows = np.flatnonzero(numbers == number)
        at = np.array([places[name] for name in chosen])
        made[np.ix_(rows, at)] = list(chosen.values())


def _leave_out(made: Floats, places: Mapping[str, int], column: Column, values: Floats) -> None:
    if column.holds == "out":
        made[values == 1, places[column.part]] = 0.0
        return
    for number, name in enumerate(column.input.leave_out or (), start=2):  # number 1 leaves nothing out
        made[values == number, places[name]] = 0.0
