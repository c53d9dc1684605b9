"""What is asked for: which columns are region, sector and measures, who contributes, what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from beffroi.analytics.errors import InputError

KEYS = ("region", "sector")
FIRMS = "firms"
WAGES = "wages"
Unknown = Literal["refuse", "set-aside"]
Missing = Literal["refuse", "cell"]


@dataclass(frozen=True)
class Job:
    """One aggregation, whatever the engine.

    `columns` are those of region and sector; `measures` pairs what is summed (the first is the value of the table, a
    second can only be wages) with its column. With `firms`, contributors are counted. `identity` names the column that
    may not repeat, `firm` the one whose rows are one contributor. `only` restricts the rows, as SQL.
    """

    columns: tuple[str, str]
    measures: tuple[tuple[str, str], ...]
    firms: bool = True
    identity: str | None = None
    firm: str | None = None
    missing: Missing = "refuse"
    only: str = ""

    @property
    def needed(self) -> list[str]:
        """Every column of the file that is read, each once: keys, measures, identity, firm."""
        others = [name for name in (self.identity, self.firm) if name is not None]
        return list(dict.fromkeys([*self.columns, *(column for _, column in self.measures), *others]))


def parse_job(
    by: str, measures: str, *, identity: str | None = None, firm: str | None = None, missing: Missing = "refuse"
) -> Job:
    """The job that two lists of NAME or NAME=COLUMN describe.

    Parameters
    ----------
    by : str
        `region` and `sector`, such as ``region=nuts3,sector=nace``.
    measures : str
        one measure to sum, and any of ``wages`` and ``firms``; the sum of wages over the first is the average wage.
    identity, firm : str, optional
        columns: what may not repeat, and whose rows are one contributor.
    missing : {"refuse", "cell"}
        what an empty measure does.

    Returns
    -------
    Job

    Raises
    ------
    InputError
        if a name is unknown, stands twice or is missing.

    Examples
    --------
    >>> parse_job("region=nuts,sector", "jobs,wages=payroll,firms").measures
    (('jobs', 'jobs'), ('wages', 'payroll'))
    """
    keys = _pairs("--by", by)
    if sorted(name for name, _ in keys) != sorted(KEYS):
        raise InputError(f"--by {by}: name region and sector, each once, such as region=nuts3,sector=nace.")
    summed = _pairs("--measures", measures)
    counted = [column for name, column in summed if name == FIRMS]
    if counted and counted != [FIRMS]:
        raise InputError(f"--measures {measures}: firms counts the rows and has no column; see --firm.")
    magnitudes = sorted((pair for pair in summed if pair[0] != FIRMS), key=lambda pair: pair[0] == WAGES)
    if len(magnitudes) > 2 or (len(magnitudes) == 2 and magnitudes[1][0] != WAGES):
        raise InputError(
            f"--measures {measures}: give one measure, and wages beside it; take the others in a second run."
        )
    if magnitudes and magnitudes[0][0] == WAGES:
        raise InputError(f"--measures {measures}: wages need the employment that they are paid for; add it.")
    columns = (dict(keys)["region"], dict(keys)["sector"])
    return Job(columns, tuple(magnitudes), bool(counted), identity, firm, missing)


def _pairs(option: str, said: str) -> list[tuple[str, str]]:
    """The names with their columns, in the order in which they stand."""
    found: list[tuple[str, str]] = []
    for item in said.split(","):
        name, equals, column = (part.strip() for part in item.partition("="))
        if not name or (equals and not column):
            raise InputError(f"{option} {said}: '{item}' is neither NAME nor NAME=COLUMN; mend it.")
        if name in [given for given, _ in found]:
            raise InputError(f"{option} {said}: {name} stands twice; keep one of them.")
        found.append((name, column or name))
    return found


def listed(names: Sequence[str]) -> str:
    """Names as a sentence shows them, at most ten.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> listed(["a", "b"])
    'a, b'
    """
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
