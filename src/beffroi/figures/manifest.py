"""The manifest of a snapshot: what it says of each table, checked before anything is read."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from beffroi.analytics.errors import InputError

FILE = "manifest.json"
Text = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """What the manifest says of one table, as far as the store needs it; `nuts` 0 and no `eu` mean: as built in."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    dataset: Text
    vintage: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    nuts: Literal[0, 2010, 2013, 2016, 2021, 2024] = 0
    eu: list[Text] = []

    @property
    def differing(self) -> dict[str, Any]:
        """What is to be said of the table in place of what the catalogue says."""
        told = {"dataset": self.dataset, "vintage": self.vintage, "nuts": self.nuts, "eu": self.eu}
        return {name: value for name, value in told.items() if value}


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    tables: dict[str, Entry]


def read_manifest(snapshot: Path) -> dict[str, Entry]:
    """The tables of a snapshot as its manifest describes them.

    Parameters
    ----------
    snapshot : Path
        folder that holds `manifest.json`.

    Returns
    -------
    dict
        `Entry` by name of the table.

    Raises
    ------
    InputError
        if there is no manifest, or one that is damaged; the first wrong entry is named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "manifest.json").write_text('{"tables": {}}', encoding="utf-8")
    ...     read_manifest(Path(folder))
    {}
    """
    path = snapshot / FILE
    try:
        return _Manifest.model_validate(json.loads(path.read_text(encoding="utf-8"))).tables
    except OSError:
        raise InputError(f"{path}: no manifest there; name the folder of a snapshot made by 'figures fetch'.") from None
    except ValidationError as error:
        where = ", ".join(str(step) for step in error.errors()[0]["loc"])
        at = f" at {where}" if where else ""
        raise InputError(f"{path}: the manifest is damaged{at}; fetch the snapshot again.") from None
    except ValueError:
        raise InputError(f"{path}: the manifest is damaged; fetch the snapshot again.") from None
