"""Reading declared rules: from the package by name, or from a user's file, with errors that say where."""

import difflib
import os
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from beffroi.analytics.declarations import Node, line_of, lower_first, parse_yaml
from beffroi.analytics.errors import InputError
from beffroi.analytics.files import read_text

DATA = files("beffroi.analytics.clusters").joinpath("data")
Declared = TypeVar("Declared", bound=BaseModel)


def load_declared(model: type[Declared], name: str | Path, shipped: tuple[str, ...], what: str) -> Declared:
    """Rules by the name of a shipped file or by path.

    Parameters
    ----------
    model : subclass of pydantic.BaseModel
        what the file must declare.
    name : str or Path
        a shipped name, or the path of a YAML file.
    shipped : tuple of str
        names of the files in the package.
    what : str
        what such a file is called in an error, with its article.

    Returns
    -------
    instance of `model`

    Raises
    ------
    InputError
        if there are no such rules, or the file is not what the model declares; with the line where there is one.

    Examples
    --------
    >>> from beffroi.analytics.clusters.rules import StarRules
    >>> load_declared(StarRules, "eocic", ("eocic",), "a rule profile").size.top_share
    0.2
    """
    path = declared_path(name, shipped, what, ".yaml")
    root, content = parse_yaml(read_text(path), str(path))
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InputError(f"{path}{_fault(root, error.errors()[0])}; mend the rule.") from None


def _fault(root: Node, error: ErrorDetails) -> str:
    """Line, key and what is wrong there; a key that is absent from the top level has no line."""
    said = lower_first(error["msg"].removeprefix("Value error, "))
    place = error["loc"]
    if not place:
        return ": the file is not made of keys and values" if error["type"] == "model_type" else f": {said}"
    absent = error["type"] == "missing" and len(place) == 1
    line = "" if absent else f", line {line_of(root, place)}"
    return f"{line}, {'.'.join(str(part) for part in place)}: {said}"


def declared_path(name: str | Path, shipped: tuple[str, ...], what: str, suffix: str) -> Path:
    """The file that a name or path means; a shipped name wins over a file of that name.

    Parameters
    ----------
    name : str or Path
    shipped : tuple of str
        names of the files in the package, without suffix.
    what : str
        what such a file is called in an error, with its article.
    suffix : str
        of the shipped files, with its dot.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        if the name is neither shipped nor a file; it proposes the nearest name.

    Examples
    --------
    >>> declared_path("eocic", ("eocic",), "a rule profile", ".yaml").name
    'eocic.yaml'
    """
    if str(name) in shipped:
        return Path(str(DATA.joinpath(f"{name}{suffix}")))
    if not os.path.lexists(name):  # unlike Path.exists, answers False for a name too long to be a file
        close = difflib.get_close_matches(str(name), shipped, n=1, cutoff=0.3)
        hint = f"did you mean {close[0]}?" if close else f"name one of {', '.join(shipped)}, or a file."
        raise InputError(f"'{name}' is neither {what} shipped with Beffroi nor a file; {hint}")
    return Path(name)


def checksum(path: Path) -> str:
    """SHA-256 of a file, so that a result can say exactly which rules or table it came from.

    Parameters
    ----------
    path : Path
        a file that can be read.

    Returns
    -------
    str
        64 hexadecimal digits.

    References
    ----------
    NIST (2015). Secure hash standard. FIPS 180-4.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (path := Path(folder, "a.txt")).write_bytes(b"abc")
    ...     checksum(path)[:16]
    'ba7816bf8f01cfea'
    """
    return sha256(path.read_bytes()).hexdigest()
