"""Rule profiles of cluster stars: which dimensions, which thresholds, from which source."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from beffroi.analytics.clusters.declared import declared_path, load_declared

SHIPPED = ("eco-2007", "eocic")
DIMENSIONS = ("size", "specialisation", "focus", "productivity")
Share = Annotated[float, Field(gt=0, le=1)]


class Threshold(BaseModel):
    """A star for the top share of regions within a sector, or for a value of at least a minimum; one of the two."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    top_share: Share | None = None
    minimum: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "Threshold":
        if (self.top_share is None) == (self.minimum is None):
            raise ValueError("give either top_share or minimum")
        return self


class StarRules(BaseModel):
    """A versioned rule profile; a dimension that it does not name gives no star, and it names at least one.

    `minimum_size` is the smallest value of a cell that can earn any star. `assumed` lists the thresholds that rest on
    no public source.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    version: int
    title: str
    source: str
    minimum_size: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    size: Threshold | None = None
    specialisation: Threshold | None = None
    focus: Threshold | None = None
    productivity: Threshold | None = None
    assumed: list[str] = []

    @model_validator(mode="after")
    def _judges_something(self) -> "StarRules":
        if all(getattr(self, name) is None for name in DIMENSIONS):
            raise ValueError(f"no dimension is judged, name at least one of {', '.join(DIMENSIONS)}")
        return self


def load_rules(name: str | Path) -> StarRules:
    """A rule profile by name or from a YAML file.

    Parameters
    ----------
    name : str or Path
        `eco-2007`, `eocic`, or the path of a file.

    Returns
    -------
    StarRules
        shares from 0 to 1; minima in the unit of their dimension.

    Raises
    ------
    InputError
        if there is no such profile, or the file is not one.

    Examples
    --------
    >>> load_rules("eco-2007").specialisation.minimum
    2.0
    """
    return load_declared(StarRules, name, SHIPPED, "a rule profile")


def rules_path(name: str | Path) -> Path:
    """The YAML file that a name or path means.

    Parameters
    ----------
    name : str or Path
        `eco-2007`, `eocic`, or the path of a file.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        if there is no such profile or file.

    Examples
    --------
    >>> rules_path("eco-2007").name
    'eco-2007.yaml'
    """
    return declared_path(name, SHIPPED, "a rule profile", ".yaml")
