"""Reading results that somebody wrote as YAML."""

from pathlib import Path

from beffroi.analytics.errors import InputError
from beffroi.analytics.files import decoded, read_bytes
from beffroi.analytics.messages import Message
from beffroi.analytics.results.from_yaml import results_of_yaml
from beffroi.analytics.results.model import Results

MOST_BYTES = 32 * 1_048_576
ENDINGS = (".yaml", ".yml")


def read_results(path: Path) -> Results:
    """The results of a file.

    Parameters
    ----------
    path : Path
        .yaml or .yml.

    Returns
    -------
    Results

    Raises
    ------
    InputError
        the first mistake with its line, and how many there are.

    Examples
    --------
    >>> from beffroi.analytics.files import write_files
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     text = "nodes: [{id: staff, kind: input}]\\nindicators: []\\n"
    ...     [path] = write_files(Path(folder), {"results.yaml": text})
    ...     [node.id for node in read_results(path).nodes]
    ['staff']
    """
    return results_of(str(path), read_bytes(path, MOST_BYTES))


def results_of(name: str, content: bytes) -> Results:
    """The results of a file that was sent.

    Parameters
    ----------
    name : str
        its ending says what it is.
    content : bytes

    Returns
    -------
    Results

    Raises
    ------
    InputError
        the first mistake with its line, and how many there are.

    Examples
    --------
    >>> results_of("results.yaml", b"nodes: []\\nindicators: []\\n")
    Results(nodes=(), links=(), indicators=())
    """
    if Path(name).suffix.lower() not in ENDINGS:
        raise InputError(Message("{name}: results are read from .yaml; save it so.", name=name))
    if not content.strip():
        raise InputError(Message("{name}: the file is empty; check that it was saved.", name=name))
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_048_576
        raise InputError(Message("{name}: the file is larger than {most} MB; divide it.", name=name, most=most))
    return results_of_yaml(name, decoded(name, content))
