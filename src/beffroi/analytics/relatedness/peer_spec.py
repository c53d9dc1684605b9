"""What makes regions peers: variables and weights as YAML, shipped or of one's own."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from beffroi.analytics.declarations import line_of, lower_first, parse_yaml
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text

SHIPPED = ("structural-peers",)
DATA = files("beffroi.analytics.relatedness").joinpath("data")
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Declared(BaseModel):
    """A part of the file; keys that are not known are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PeerVariable(Declared):
    """A series of figures, taken as it is, by its logarithm, or as a mix of sectors.

    One that is wanted only `if_held` is left out, with a note, where the figures do not hold it.
    """

    id: str = Field(min_length=1)
    series: str = Field(min_length=1)
    kind: Literal["value", "log", "mix"] = "value"
    weight: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    if_held: bool = False


class PeerSpec(Declared):
    """Variables and weights, the latest year taken, and how much must be known for a distance."""

    id: str
    version: int
    title: str
    source: str
    up_to: int | None = None
    minimum_coverage: Share = 0.7
    minimum_common: Share = 0.7
    variables: tuple[PeerVariable, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "PeerSpec":
        names = [each.id for each in self.variables]
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        if twice:
            raise ValueError(f"the variable '{twice[0]}' stands twice")
        if not any(each.weight for each in self.variables):
            raise ValueError("the weights sum to zero")
        return self


def load_peer_spec(name: str | Path) -> PeerSpec:
    """A spec by the name of a shipped one, or from a YAML file.

    Parameters
    ----------
    name : str or Path
        `structural-peers`, or the path of a file.

    Returns
    -------
    PeerSpec

    Raises
    ------
    InputError
        with file, line and key: no such file, not YAML, an unknown key, a variable that stands twice, weights that are
        negative or sum to zero.

    Examples
    --------
    >>> [each.id for each in load_peer_spec("structural-peers").variables]
    ['sectors', 'gdp', 'education', 'unemployment', 'size', 'density']
    """
    path = Path(str(DATA.joinpath(f"{name}.yaml"))) if str(name) in SHIPPED else Path(name)
    root, content = parse_yaml(read_text(path), str(path))
    try:
        return PeerSpec.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(first["loc"])
        key = ".".join(str(step) for step in place)
        said = lower_first(first["msg"].removeprefix("Value error, "))
        at = f", line {line_of(root, place)}, {key}" if place else ""
        raise InputError(f"{path}{at}: {said}; mend the spec.") from None
