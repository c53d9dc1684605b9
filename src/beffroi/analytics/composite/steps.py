"""The steps that a spec can declare, each with its parameters; what they compute stands in a file a step."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, field_validator, model_validator

from beffroi.analytics.composite.parts import Name, Part, Positive, Share, Weight

ORDER = ("denominate", "impute", "screen", "treat", "normalise", "weigh", "aggregate")
"""Names of the steps, in the order in which they usually run."""

Over = Literal["pooled", "each"] | Weight
"""Of a panel, the periods that set the parameters of a step: all together, each for itself, or those of a base year."""

Scaling = Literal[
    "minmax",
    "zscore",
    "rank",
    "percentile_rank",
    "borda",
    "distance_to_max",
    "distance_to_reference",
    "distance_to_target",
    "fraction_of_max",
    "goalposts",
]
Mean = Literal["arithmetic", "geometric", "harmonic", "power", "copeland", "mpi", "benefit_of_doubt"]


class Denominate(Part):
    """Divide indicators by the column that each names as its denominator; `by` adds to what the indicators name."""

    by: dict[Name, Name] = Field(default_factory=dict)


class Impute(Part):
    """Fill in what is missing, from other units, other indicators of the unit, or other periods of the unit.

    `by` names a column of groups; `axis` row takes the mean over the unit's own indicators, scaled to one range for
    the purpose, all of them or those under one node of `level` (indicators are level 1). The methods latest, linear and
    constant need a panel, and look at most `periods` back.
    """

    method: Literal["none", "mean", "median", "latest", "linear", "constant"] = "mean"
    by: Name | None = None
    axis: Literal["column", "row"] = "column"
    level: Annotated[int, Field(ge=2)] | None = None
    periods: Annotated[int, Field(ge=1)] | None = None
    over: Over = "each"


class Screen(Part):
    """Set units aside that report too little, or too many zeros; some kept or left out by name whatever they report."""

    minimum_share: Share | None = None
    minimum_nonzero: Share | None = None
    keep: list[Name] = Field(default_factory=list)
    leave_out: list[Name] = Field(default_factory=list)


class Treat(Part):
    """Draw in outliers of indicators whose skewness and kurtosis are both too far from normal.

    First up to `winsorise_max` points are moved to the next value (null: as many as it takes, 0: none); where that does
    not help, the original values are transformed as `then` says, or the winsorised ones if `combine`.
    """

    winsorise_max: Annotated[int, Field(ge=0)] | None = 5
    skew: Positive = 2.0
    kurtosis: Weight = 3.5
    then: Literal["none", "log_shift", "log_shift_signed", "log_one", "box_cox"] = "log_shift"
    box_cox_lambda: Weight | None = None
    combine: bool = False
    over: Over = "pooled"


class Normalise(Part):
    """Scaling of each indicator over the reference set, turned round where low values are good.

    minmax maps lowest and highest to `range`; zscore gives `mean` and `sd`; ranks are shared as `ties` says;
    distance_to_reference needs `reference_unit`; distances above 1 are cut if `cap`; goalposts are cut if `truncate`
    and multiplied by `scale`. A method reads only what it knows. `unusable` says what becomes of an indicator that has
    no value, or one and the same for all; default: refused where steps are declared, missing in the short form.
    """

    method: Scaling = "minmax"
    range: tuple[Weight, Weight] = (0.0, 1.0)
    mean: Weight = 0.0
    sd: Positive = 1.0
    ties: Literal["min", "average", "max"] = "min"
    reference_unit: Name | None = None
    cap: bool = False
    truncate: bool = True
    scale: Positive = 1.0
    unusable: Literal["refuse", "missing"] | None = None
    over: Over = "pooled"

    @field_validator("range")
    @classmethod
    def _ordered(cls, value: tuple[float, float]) -> tuple[float, float]:
        if not value[0] < value[1]:
            raise ValueError("the first number of the range must be below the second")
        return value


class Comparison(Part):
    """One judgement of an analytic hierarchy: `first` matters `ratio` times as much as `second`."""

    first: Name
    second: Name
    ratio: Positive


class Weigh(Part):
    """Weights in place of those that the spec gives, for all nodes, or for the children that stand at `level`.

    pca takes them from `loadings`: squared, of the rotated components, or of the first component alone. optimised seeks
    those with which the children at `level` correlate with the total as `targets` say (default: equally). budget takes
    points by expert, ahp judgements two by two. noisy multiplies each weight by a random factor of 1 ± `noise`.
    """

    method: Literal["given", "equal", "pca", "entropy", "optimised", "budget", "ahp", "noisy"] = "given"
    level: Annotated[int, Field(ge=1)] | None = None
    loadings: Literal["squared", "first"] = "squared"
    targets: dict[Name, Positive] = Field(default_factory=dict)
    aim: Literal["balance", "information"] = "balance"
    budgets: list[dict[Name, Annotated[float, Field(ge=0, allow_inf_nan=False)]]] = Field(default_factory=list)
    comparisons: list[Comparison] = Field(default_factory=list)
    noise: Share = 0.25
    seed: Annotated[int, Field(ge=0)] = 1


class Aggregate(Part):
    """A node from its children; missing where less than a share of their weight is observed.

    `p` is the exponent of a power mean. `zeros` says what a geometric, harmonic or power mean does with children of
    zero or less: refuse, let the mean be zero, take them as missing, or lift them to `floor`. `penalty` is the
    direction of the Mazziotta-Pareto index. `shares` are the least and the most that a child may bring to a score of
    benefit of the doubt.
    """

    method: Mean = "arithmetic"
    p: Weight | None = None
    zeros: Literal["refuse", "zero", "missing", "floor"] = "refuse"
    floor: Positive | None = None
    penalty: Literal["down", "up"] = "down"
    shares: tuple[Share, Share] = (0.0, 1.0)
    minimum_coverage: Share = 0.0

    @model_validator(mode="after")
    def _whole(self) -> "Aggregate":
        if self.method == "power" and self.p is None:
            raise ValueError("method power needs its exponent; add p, such as p: 2")
        if self.zeros == "floor" and self.floor is None:
            raise ValueError("zeros: floor needs the value to lift them to; add floor, such as floor: 1")
        return self


class MethodsOfLevels(BaseModel):
    """The short form of one aggregation a level: methods from the bottom, and other keys that all share."""

    method: Annotated[list[Mean], Field(min_length=1)]


def _levels(value: Any) -> Any:
    """One aggregation for all levels, or one a level from the bottom: as a list, or as a list of methods."""
    if isinstance(value, dict) and isinstance(value.get("method"), list):
        return [{**value, "method": method} for method in value["method"]]
    return [value] if isinstance(value, dict | Part) else value


def _nothing(value: Any) -> Any:
    """A step that is named and given no parameter has its defaults."""
    return {} if value is None else value


Levels = Annotated[list[Aggregate], Field(min_length=1)]


class Step(Part):
    """One step: its name, and its parameters."""

    denominate: Annotated[Denominate | None, BeforeValidator(_nothing)] = None
    impute: Annotated[Impute | None, BeforeValidator(_nothing)] = None
    screen: Annotated[Screen | None, BeforeValidator(_nothing)] = None
    treat: Annotated[Treat | None, BeforeValidator(_nothing)] = None
    normalise: Annotated[Normalise | None, BeforeValidator(_nothing)] = None
    weigh: Annotated[Weigh | None, BeforeValidator(_nothing)] = None
    aggregate: Annotated[
        Levels | None,
        BeforeValidator(_levels, json_schema_input_type=Aggregate | list[Aggregate] | MethodsOfLevels | None),
        BeforeValidator(_nothing, json_schema_input_type=Aggregate | list[Aggregate] | MethodsOfLevels | None),
    ] = None

    @model_validator(mode="after")
    def _one(self) -> "Step":
        if len(self.model_fields_set) != 1:
            raise ValueError("a step has one name; write each step as an item of its own")
        return self

    @property
    def name(self) -> str:
        """Which step it is."""
        return next(iter(self.model_fields_set))


Kind = TypeVar("Kind", bound=Part)


def refined(step: Kind, own: Kind | None) -> Kind:
    """A step as it is for one indicator: what the indicator sets itself goes before what the step sets.

    Parameters
    ----------
    step : Part
    own : Part or None
        of the same kind.

    Returns
    -------
    Part

    Examples
    --------
    >>> refined(Normalise(range=(0, 100)), Normalise(method="zscore")).range
    (0.0, 100.0)
    """
    if own is None:
        return step
    return step.model_copy(update={key: getattr(own, key) for key in own.model_fields_set})
