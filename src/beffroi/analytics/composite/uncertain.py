"""What a spec declares to be uncertain: choices that could have been made otherwise, and numbers that are not known."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from beffroi.analytics.composite.parts import Label, Name, Part, Share, Weight

Changes = dict[Name, dict[Name, Any] | Literal["none"]]
"""Keys of steps to set, by step, or `none` to leave the step out."""

Weights = dict[Name, Annotated[float, Field(ge=0, allow_inf_nan=False)]]

KINDS = ("alternatives", "parameter", "noise", "weight_sets", "weight_file", "leave_out", "imputation")


class UncertainInput(Part):
    """One uncertain choice, of one kind.

    alternatives: what steps may be instead, `{}` being as the spec has it. parameter: a key of a step, such as
    `treat.skew`, whose value is one of `values`, or drawn between the ends of `uniform` or with the lowest, likeliest
    and highest value of `triangular`. noise: by level, the share by which weights may be off, indicators being level 1.
    weight_sets: whole sets of weights by id, or in a `weight_file` with the columns rep, iCode and Weight beside the
    spec. leave_out: indicators or nodes that may be left out, one at a time or, with a `chance`, each by itself.
    imputation: what is filled in by the mean or median of others is drawn, from one of them (donor) or with their
    spread (normal).
    """

    id: Name
    label: Label | None = None
    alternatives: Annotated[list[Changes], Field(min_length=2)] | None = None
    parameter: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")] | None = None
    values: Annotated[list[Any], Field(min_length=2)] | None = None
    uniform: tuple[Weight, Weight] | None = None
    triangular: tuple[Weight, Weight, Weight] | None = None
    noise: Annotated[dict[Annotated[int, Field(ge=1)], Share], Field(min_length=1)] | None = None
    weight_sets: Annotated[list[Weights], Field(min_length=2)] | None = None
    weight_file: Name | None = None
    leave_out: Annotated[list[Name], Field(min_length=1)] | None = None
    chance: Share | None = None
    imputation: Literal["donor", "normal"] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "UncertainInput":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"an uncertain input is of one kind; give it one of {', '.join(KINDS)}")
        if self.chance is not None and self.leave_out is None:
            raise ValueError("a chance belongs to leave_out; drop it")
        self._check_distribution()
        return self

    def _check_distribution(self) -> None:
        given = [name for name in ("values", "uniform", "triangular") if getattr(self, name) is not None]
        if len(given) != (1 if self.parameter is not None else 0):
            raise ValueError("a parameter, and nothing else, has one of values, uniform and triangular")
        if self.uniform is not None and not self.uniform[0] < self.uniform[1]:
            raise ValueError("the first number of uniform must be below the second")
        if self.triangular is not None:
            low, mode, high = self.triangular
            if not (low <= mode <= high and low < high):
                raise ValueError("triangular is the lowest, the likeliest and the highest value, in this order")

    @property
    def kind(self) -> str:
        """Which kind it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    def changes(self) -> list[Changes]:
        """The changes of steps to choose from; of a range its ends."""
        if self.alternatives is not None:
            return list(self.alternatives)
        if self.parameter is None:
            return []
        step, _, key = self.parameter.partition(".")
        ends = self.values or self.uniform or self.triangular or ()
        return [{step: {key: value}} for value in ends]


class Uncertainty(Part):
    """All that is uncertain about an index."""

    inputs: Annotated[list[UncertainInput], Field(min_length=1)]
