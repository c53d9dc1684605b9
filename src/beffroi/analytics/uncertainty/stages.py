"""The steps up to the common scale, each run once for all runs that share it and what comes before."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.chain import run_step
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Step, refined
from beffroi.analytics.composite.treat import treat
from beffroi.analytics.errors import InputError
from beffroi.analytics.uncertainty.choices import Variant
from beffroi.analytics.uncertainty.imputing import drawn

Floats = NDArray[np.float64]
Stage = Readings | InputError
Key = tuple[tuple[str, ...], int | None]
Wanted = tuple[Variant, int | None]

HELD = 96 * 2**20
"""Bytes of stages that are kept at a time."""


class Stages:
    """What stands after each step, for the data of one index.

    A stage is known by the steps that led to it and the seed of what was drawn. Those not used for long are dropped.
    `how` says how imputed values are drawn; None: not at all.
    """

    def __init__(self, readings: Readings, how: str | None = None) -> None:
        self.readings = readings
        self.how = how
        self.plain = self if how is None else Stages(readings)
        self._held: OrderedDict[Key, Stage] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def key(self, variant: Variant, seed: int | None, count: int) -> Key:
        """What tells the stage after so many steps apart."""
        at = variant.imputes_at
        draws = self.how is not None and at is not None and at < count
        return variant.keys[:count], seed if draws else None

    def scaled(self, wanted: Sequence[Wanted]) -> list[Stage]:
        """The data on their common scale, several at once where only draws tell them apart."""
        together: dict[tuple[str, ...], list[int]] = {}
        made: list[Stage] = [self.readings] * len(wanted)
        for place, (variant, seed) in enumerate(wanted):
            count = len(variant.keys)
            drawing = self.key(variant, seed, count - 1)[1] is not None and variant.scaling[-1].normalise is not None
            if drawing:
                together.setdefault(variant.keys, []).append(place)
            else:
                made[place] = self.after(variant, seed, count)
        for places in together.values():
            for place, stage in zip(places, self._together([wanted[place] for place in places]), strict=True):
                made[place] = stage
        return made

    def after(self, variant: Variant, seed: int | None, count: int) -> Stage:
        """The data after so many steps, or why there are none."""
        if count == 0:
            return self.readings
        key = self.key(variant, seed, count)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        before = self.after(variant, seed, count - 1)
        now = before if isinstance(before, InputError) else self._ran(variant, key[1], count, before)
        self._keep(key, now)
        return now

    def _ran(self, variant: Variant, seed: int | None, count: int, before: Readings) -> Stage:
        step = variant.scaling[count - 1]
        try:
            if seed is not None and step.treat is not None:
                return self._treated(variant, step, count, before)
            now = run_step(variant.spec, before, step, {})
        except InputError as error:
            return error
        if seed is not None and step.impute is not None:
            return drawn(before, now, step.impute, self.how or "", np.random.default_rng(seed))
        return now

    def _treated(self, variant: Variant, step: Step, count: int, before: Readings) -> Readings:
        """Only columns that the draws changed are treated anew; the others are as without draws."""
        given, known = (self.plain.after(variant, None, at) for at in (count - 1, count))
        if not (isinstance(given, Readings) and isinstance(known, Readings)) or not _same_rows(given, before):
            return run_step(variant.spec, before, step, {})
        same = ((before.values == given.values) | (np.isnan(before.values) & np.isnan(given.values))).all(axis=0)
        values = known.values.copy()
        at = np.flatnonzero(~same)
        items = [variant.spec.indicators[column] for column in at]
        assert step.treat is not None  # noqa: S101 - it was asked for
        own = [refined(step.treat, item.treat) for item in items]
        names = [item.id for item in items]
        values[:, at] = treat(before.with_values(before.values[:, at]), names, own, variant.spec.compat)[0].values
        return before.with_values(values)

    def _together(self, wanted: Sequence[Wanted]) -> list[Stage]:
        """Several draws normalised side by side, as columns of one table."""
        variant = wanted[0][0]
        count = len(variant.keys)
        before = [self.after(variant, seed, count - 1) for variant, seed in wanted]
        good = [stage for stage in before if isinstance(stage, Readings)]
        if len(good) < len(before) or len(good) < 2 or not all(_same_rows(stage, good[0]) for stage in good):
            return [self.after(variant, seed, count) for variant, seed in wanted]
        wide = good[0].with_values(np.hstack([stage.values for stage in good]))
        try:
            scaled = run_step(_repeated(variant.spec, len(good)), wide, variant.scaling[-1], {}).values
        except InputError:  # one of them; each is told its own reason
            return [self.after(variant, seed, count) for variant, seed in wanted]
        size = len(variant.spec.indicators)
        return [stage.with_values(scaled[:, at * size : (at + 1) * size]) for at, stage in enumerate(good)]

    def _keep(self, key: Key, stage: Stage) -> None:
        with self._lock:
            self._bytes += 0 if key in self._held else _size(stage)
            self._held[key] = stage
            while self._bytes > HELD and len(self._held) > 1:
                self._bytes -= _size(self._held.popitem(last=False)[1])


def _same_rows(one: Readings, other: Readings) -> bool:
    return np.array_equal(one.positions, other.positions)


def _size(stage: Stage) -> int:
    return 1024 if isinstance(stage, InputError) else stage.values.nbytes


def _repeated(spec: IndexSpec, times: int) -> IndexSpec:
    """The spec with its indicators side by side several times: enough of a spec to normalise by."""
    fields = {name: getattr(spec, name) for name in type(spec).model_fields}
    return IndexSpec.model_construct(**fields | {"indicators": [*spec.indicators] * times})
