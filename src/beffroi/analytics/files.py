"""Reading a table somebody made, and writing results so that nothing is ever half-written."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from beffroi.analytics.errors import InputError


def read_text(path: Path) -> str:
    """The UTF-8 text of a file (a byte-order mark is dropped).

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        at least one character that is not white space.

    Raises
    ------
    InputError
        if the file is absent, a folder, unreadable, empty or not UTF-8.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [read_text(path) for path in write_files(Path(folder), {"a.txt": "one"})]
    ['one']

    """
    return decoded(str(path), read_bytes(path))


def read_bytes(path: Path, most: int | None = None, remedy: str = "divide it") -> bytes:
    """The bytes of a file, at most so many; `InputError` if it is absent, a folder, unreadable or larger.

    Parameters
    ----------
    path : Path
    most : int, optional
        the most that is read.
    remedy : str
        what to do with a larger one.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        if the file is absent, a folder, unreadable or larger.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [read_bytes(path) for path in write_files(Path(folder), {"a.txt": "one"})]
    [b'one']
    """
    try:
        with path.open("rb") as stream:
            data = stream.read() if most is None else stream.read(most + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder; name a file in it.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from None
    if most is not None and len(data) > most:
        raise InputError(f"{path}: the file is larger than {most / 1_048_576:.0f} MB; {remedy}.")
    return data


def decoded(where: str, data: bytes) -> str:
    """The UTF-8 text of bytes without a byte-order mark; `InputError` if it is none, or nothing.

    Parameters
    ----------
    where : str
        names the text in errors.
    data : bytes

    Returns
    -------
    str

    Raises
    ------
    InputError
        if it is not UTF-8, or nothing but white space.

    Examples
    --------
    >>> decoded("a.txt", b"\\xef\\xbb\\xbfone")
    'one'
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{where}, line {line}: not UTF-8 text; save the file as UTF-8 and try again.") from None
    if not text.strip():
        raise InputError(f"{where}: the file is empty; check that it was saved.")
    return text


def write_files(folder: Path, contents: Mapping[str, bytes | str]) -> list[Path]:
    """Write several files into a folder: all of them, or none.

    Every file is written in full under a temporary name beside its place; when the last one is safe on disk they are
    renamed. Should the renaming be interrupted or fail half-way, the earlier files are put back.

    Parameters
    ----------
    folder : Path
        made if absent.
    contents : mapping of file name to bytes or text
        text is written as UTF-8 with Unix line ends.

    Returns
    -------
    list of Path
        in the order of `contents`.

    Raises
    ------
    InputError
        if the folder cannot be made or written (permissions, full disk, a file in its place).

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_files(Path(folder), {"a.txt": "one", "b.txt": "two"})]
    ['a.txt', 'b.txt']
    """
    pending: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise InputError(f"{target}: a folder stands where the file would go; move it or choose another --out.")
            pending.append((_write_beside(target, content), target))
        _put_in_place(pending)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be written ({error.strerror or error}); choose another folder or free some space."
        ) from None
    finally:
        for temporary, _ in pending:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return [target for _, target in pending]


def _put_in_place(pending: Sequence[tuple[Path, Path]]) -> None:
    """Rename all of them, or put back what stood there before."""
    kept: list[tuple[Path, Path | None]] = []
    try:
        for temporary, target in pending:
            kept.append((target, _set_aside(target)))
            temporary.replace(target)
    except BaseException:
        for target, before in reversed(kept):
            with suppress(OSError):
                target.unlink(missing_ok=True) if before is None else before.replace(target)
        raise
    for _, before in kept:
        if before is not None:
            with suppress(OSError):
                before.unlink(missing_ok=True)


def _set_aside(target: Path) -> Path | None:
    """A second name for the file that stands in a place, so that the place itself is never empty."""
    if not target.exists():
        return None
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".kept", dir=target.parent)
    os.close(handle)
    before = Path(name)
    shutil.copy2(target, before)
    return before


def _write_beside(target: Path, content: bytes | str) -> Path:
    """Write in full, to disk, under a temporary name in the folder of `target`."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
