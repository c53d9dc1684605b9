"""A download that may be cut: its bytes so far, and what the server must confirm before more are added."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from beffroi.analytics.errors import InputError


class Partial:
    """Bytes of an unfinished download in a folder of its own, which never holds a result.

    Beside the bytes lies a note with the address and the validator (ETag or date). Without a validator nothing can be
    continued, as the two halves might belong to different answers.

    Parameters
    ----------
    folder : Path
        made when the first byte comes, and removed with the last file in it.
    name : str
        what is downloaded.

    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self._bytes = folder / f"{name}.part"
        self._note = folder / f"{name}.part.json"

    def validator(self, url: str) -> str:
        """What the server must confirm before the rest is asked for; empty where there is nothing to continue."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return str(note["validator"]) if note["url"] == url else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def size(self, url: str) -> int:
        """Bytes that can be continued for an address."""
        if not self.validator(url):
            return 0
        with suppress(OSError):
            return self._bytes.stat().st_size
        return 0

    def begin(self, url: str, validator: str) -> None:
        """Forget what there was, and note what comes."""
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._bytes.write_bytes(b"")
            self._note.write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")

    @contextmanager
    def appending(self) -> Iterator[BinaryIO]:
        """The file at its end."""
        with self._writing(), self._bytes.open("ab") as stream:
            yield stream

    def content(self) -> bytes:
        """All bytes so far."""
        with self._writing():
            return self._bytes.read_bytes()

    def matches(self, digest: bytes) -> bool:
        """Whether the bytes so far have a SHA-256; not so where another run has taken them away."""
        try:
            return sha256(self._bytes.read_bytes()).digest() == digest
        except OSError:
            return False

    def take(self) -> bytes:
        """All bytes; the files are gone afterwards."""
        content = self.content()
        self.discard()
        return content

    def discard(self) -> None:
        """Remove what there is, and the folder if nothing else waits in it."""
        with suppress(OSError):
            self._bytes.unlink(missing_ok=True)
            self._note.unlink(missing_ok=True)
            self.folder.rmdir()

    def discard_unless_resumable(self, url: str) -> None:
        """Remove what can never be continued for an address: no byte, or nothing to confirm the rest by."""
        if not self.size(url):
            self.discard()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(
                f"{self.folder}: cannot be written ({error.strerror or error}); choose another --data-dir or free "
                "some space."
            ) from None
