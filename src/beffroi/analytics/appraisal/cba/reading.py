"""Reading what is appraised: a YAML file."""

from pathlib import Path
from typing import cast

from beffroi.analytics.appraisal.cba.model import (
    ACCOUNTS,
    DRAWS,
    KINDS,
    MOST_DRAWS,
    MOST_FLOWS,
    MOST_YEARS,
    Account,
    Flow,
    Kind,
    Project,
)
from beffroi.analytics.appraisal.fields import MOST_SEED, Part, parse_part, read_part
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

NEEDED = ("discount", "flows")
OPTIONAL = ("draws", "seed")
RATES = ("financial", "social")
FLOW = ("name", "kind", "accounts", "amounts")

EXAMPLE = """\
discount: {financial: 0.04, social: 0.03}
flows:
  - {name: preparation, kind: cost, accounts: [financial, economic], amounts: [12000, 0, 0], range: [0.9, 1.3]}
  - {name: fees, kind: benefit, accounts: [financial], amounts: [0, 9000, 9000]}
  - {name: new contracts, kind: benefit, accounts: [economic], amounts: [0, 15000, 20000], range: [0.2, 1.5]}
draws: 10000
seed: 1
"""


def read_project(path: Path) -> Project:
    """What is appraised, of a YAML file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Project

    Raises
    ------
    InputError
        that names file, line, key and remedy.

    Examples
    --------
    >>> from beffroi.analytics.files import write_files
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write_files(Path(folder), {"cba.yaml": EXAMPLE})
    ...     [flow.name for flow in read_project(path).flows]
    ['preparation', 'fees', 'new contracts']
    """
    return _project(read_part(path, NEEDED, OPTIONAL))


def parse_project(name: str, text: str) -> Project:
    """What is appraised, of a YAML text.

    Parameters
    ----------
    name : str
        names the text in errors.
    text : str

    Returns
    -------
    Project

    Raises
    ------
    InputError
        as `read_project`.

    Examples
    --------
    >>> parse_project("cba.yaml", EXAMPLE.replace("[0.2, 1.5]", "[1.2, 1.5]"))
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: cba.yaml, line 5, flows.3.range: the range does not hold 1; write [low, ...
    """
    return _project(parse_part(name, text, NEEDED, OPTIONAL))


def _project(part: Part) -> Project:
    discount = part.part("discount", RATES)
    financial, social = (discount.number(key, most=1) for key in RATES)
    parts = part.parts("flows", FLOW, ("range",), MOST_FLOWS)
    if not parts:
        raise part.wrong("flows", Message("there is no flow; write at least one"))
    flows: dict[str, Flow] = {}
    for each in parts:
        flow = _flow(each)
        if flow.name in flows:
            raise each.wrong("name", Message("the name {text} stands twice; give each flow its own", text=flow.name))
        flows[flow.name] = flow
    return Project(
        financial,
        social,
        flows=tuple(flows.values()),
        draws=int(part.number("draws", 1, MOST_DRAWS, whole=True)) if part.given("draws") else DRAWS,
        seed=int(part.number("seed", most=MOST_SEED, whole=True)) if part.given("seed") else 1,
    )


def _flow(part: Part) -> Flow:
    kind, accounts = part.choice("kind", KINDS), part.choices("accounts", ACCOUNTS)
    amounts = part.numbers("amounts", MOST_YEARS)
    if not amounts:
        raise part.wrong("amounts", Message("there is no amount; write one a year, year 0 first"))
    ends = part.numbers("range") if part.given("range") else (1.0, 1.0)
    try:
        low, high = ends if len(ends) == 2 else (2.0, 0.0)  # what is no pair cannot hold 1 either
        return Flow(part.phrase("name"), cast(Kind, kind), cast(tuple[Account, ...], accounts), amounts, low, high)
    except InputError as error:
        raise part.wrong("range", error.args[0]) from None
