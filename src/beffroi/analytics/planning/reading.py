"""Reading a plan that somebody made: YAML of the case form, CSV or XLSX."""

from pathlib import Path

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import decoded, read_bytes
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.from_table import gather_table
from beffroi.analytics.planning.from_yaml import gather_yaml
from beffroi.analytics.planning.gathering import Gathered, Reading
from beffroi.analytics.planning.model import Plan
from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.analytics.spreadsheets.workbook import read_xlsx

MOST_BYTES = 5 * 1_048_576
YAML = (".yaml", ".yml")
ENDINGS = (*YAML, ".csv", ".xlsx")


def read_plan(path: Path) -> Plan:
    """The plan of a file.

    Parameters
    ----------
    path : Path
        its ending says what it is: .yaml, .yml, .csv or .xlsx.

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        the first mistake with its row or line, and how many more there are.

    Examples
    --------
    >>> from beffroi.analytics.files import write_files
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path] = write_files(Path(folder), {"plan.csv": "id,start\\nA1,2020-05\\n"})
    ...     [action.id for action in read_plan(path).actions]
    ['A1']
    """
    reading = plan_of(str(path), read_bytes(path, MOST_BYTES))
    if reading.plan is None:
        raise InputError(first_mistake(str(path), reading))
    return reading.plan


def plan_of(name: str, content: bytes) -> Reading:
    """The plan of a file that was sent, or its mistakes.

    Parameters
    ----------
    name : str
        its ending says what it is.
    content : bytes

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        if the file as a whole cannot be read.

    Examples
    --------
    >>> reading = plan_of("plan.csv", b"id,start\\nA1,soon\\n")
    >>> reading.plan is None, reading.mistakes[0].row, reading.mistakes[0].column
    (True, 2, 'start')
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise InputError(Message("{name}: plans are read from .yaml, .csv and .xlsx; save it so.", name=name))
    if not content.strip():
        raise InputError(Message("{name}: the file is empty; check that it was saved.", name=name))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_048_576
        raise InputError(Message("{name}: the file is larger than {most} MB; divide it.", name=name, most=most))
    found = Gathered()
    if ending in YAML:
        gather_yaml(found, name, decoded(name, content))
    else:
        gather_table(found, name, read_xlsx(name, content) if ending == ".xlsx" else read_csv(name, content))
    return found.reading(name)


def first_mistake(name: str, reading: Reading) -> Message:
    """The first mistake of a file, and how many more there are.

    Parameters
    ----------
    name : str
        of the file.
    reading : Reading

    Returns
    -------
    Message

    Examples
    --------
    >>> first_mistake("plan.csv", plan_of("plan.csv", b"id,milestone\\nA1,perhaps\\n"))
    'plan.csv, row 2, column milestone: “perhaps” is neither yes nor no; write yes, or leave it empty.'
    """
    first = reading.mistakes[0]
    values = {"name": name, "row": first.row, "column": first.column, "message": first.message}
    if Path(name).suffix.lower() in YAML:
        said = Message("{name}, line {row}, {column}: {message}.", **values)
    else:
        said = Message("{name}, row {row}, column {column}: {message}.", **values)
    more = reading.mistake_count - 1
    return Message("{said} Mistakes in all: {count}.", said=said, count=more + 1) if more else said
