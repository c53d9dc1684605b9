"""Archives (ZIP, and the office formats made of it): opened with care, counted while they unpack."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

CHUNK = 65536
OVERLAP = 32


@dataclass(frozen=True)
class Limits:
    """How much an archive may hold."""

    entries: int = 2000
    unpacked: int = 100 * 1_048_576
    ratio: int = 200
    ratio_from: int = 1_048_576


LIMITS = Limits()
BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    EOFError,
    RuntimeError,
    OSError,
    UnicodeError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""What reading a damaged archive can raise."""
MACROS = re.compile(r"vbaproject|vbadata|macrosheets|activex|^basic/|^scripts/", re.IGNORECASE)
MACRO_TYPES = (b"macroenabled", b"vbaproject")
DECLARATIONS = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
READABLE = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})


def check_archive(
    name: str, content: bytes, required: Collection[str] = (), declared: str = "", limits: Limits = LIMITS
) -> None:
    """Refuse an archive that is broken, locked, a bomb, or that holds macros or declarations in its XML.

    Parameters
    ----------
    name : str
        of the file, for the sentence.
    content : bytes
    required : collection of str
        parts that it must have to be what its ending says.
    declared : str
        what its part `mimetype` must say (OpenDocument).
    limits : Limits

    Raises
    ------
    InputError
        with the reason.

    Examples
    --------
    >>> check_archive("a.zip", b"no archive")
    Traceback (most recent call last):
    ...
    beffroi.analytics.errors.InputError: a.zip: the file is damaged or not what its ending says; save it anew ...
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(name, entries, limits)
            missing = [part for part in required if part not in {entry.filename for entry in entries}]
            if missing or (declared and archive.read("mimetype").decode("ascii", "replace") != declared):
                raise InputError(_not_what_it_says(name))
            unpacked = 0
            for entry in entries:
                with archive.open(entry) as stream:
                    unpacked += _check_stream(name, entry, stream, limits, limits.unpacked - unpacked)
    except BROKEN:
        raise InputError(_not_what_it_says(name)) from None


def _not_what_it_says(name: str) -> str:
    return Message(
        "{name}: the file is damaged or not what its ending says; save it anew in its program and send it.", name=name
    )


def _check_entries(name: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """What can be seen without unpacking."""
    if len(entries) > limits.entries:
        raise InputError(
            Message(
                "{name}: the file holds more than {most} parts; send a simpler one.", name=name, most=limits.entries
            )
        )
    for entry in entries:
        part = entry.filename
        if part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/") or ":" in part:
            raise InputError(
                Message("{name}: a part inside points out of the file; pack it anew and send it.", name=name)
            )
        if entry.flag_bits & 0x1:
            raise InputError(Message("{name}: the file is locked with a password; send it unlocked.", name=name))
        if MACROS.search(part):
            raise InputError(_macros(name))
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise InputError(_bomb(name, limits))


def _check_stream(name: str, entry: zipfile.ZipInfo, stream: IO[bytes], limits: Limits, left: int) -> int:
    """Unpack one part, counting what really comes, whatever the archive declared; say how much it was."""
    size = 0
    before = b""
    is_markup = entry.filename.lower().endswith((".xml", ".rels", ".svg"))
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > left or (size > limits.ratio_from and size > limits.ratio * max(entry.compress_size, 1)):
            raise InputError(_bomb(name, limits))
        if is_markup:
            _check_markup(name, before + chunk, is_first=size == len(chunk))
            before = chunk[-OVERLAP:]
    return size


def _check_markup(name: str, chunk: bytes, *, is_first: bool) -> None:
    plain = chunk.replace(b"\0", b"")  # UTF-16 becomes readable so
    encoding = ENCODING.search(plain) if is_first else None
    if DECLARATIONS.search(plain) or (encoding and encoding[1].strip().lower() not in READABLE):
        raise InputError(
            Message(
                "{name}: its XML declares entities, which Beffroi does not read; save it anew and send it.", name=name
            )
        )
    if any(macro in plain.lower() for macro in MACRO_TYPES):
        raise InputError(_macros(name))


def _macros(name: str) -> str:
    return Message("{name}: the file holds macros; save it without macros and send it again.", name=name)


def _bomb(name: str, limits: Limits) -> str:
    return Message(
        "{name}: unpacked, the file is too large (more than {most} MB, or packed too tightly); divide it.",
        name=name,
        most=limits.unpacked // 1_048_576,
    )
