"""One run at a time: what is read, changed and written again must not be changed by another run in between."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs that ask the same out, until done.

    The folder itself is locked, so that no lock file is left behind, and the system frees it when a run dies. Where a
    folder cannot be locked (Windows, some network drives) the work goes on unlocked.

    Parameters
    ----------
    folder : Path
        made if absent; where it cannot be, whoever writes into it says so.

    """
    handle: int | None = None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    try:
        if handle is not None and sys.platform != "win32":
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        if handle is not None:
            os.close(handle)  # which frees the lock
