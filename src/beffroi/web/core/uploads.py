"""What an uploaded file must be: checked by its content, never by what it calls itself; pure, without a database.

Every refusal is one sentence: what is wrong with which file, and what to do.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.archives import check_archive
from beffroi.web.core.refusals import in_the_language_of_the_reader

LONGEST_NAME = 120
DOS_NAMES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True)
class Format:
    """A kind of file that the site takes: how it is named, sent, and recognised."""

    media_type: str
    check: Callable[[str, bytes], None]


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    name: str
    media_type: str


def check_upload(name: str, content: bytes, allowed: Collection[str], most_bytes: int) -> Checked:
    """The cleaned name and the media type of a file that may be kept.

    Parameters
    ----------
    name : str
        as the sender calls it.
    content : bytes
    allowed : collection of str
        endings, of `FORMATS`: `{"csv", "xlsx"}`.
    most_bytes : int

    Returns
    -------
    Checked

    Raises
    ------
    InputError
        if the name plays tricks, or the content is empty, too big, or not what the ending says.

    Examples
    --------
    >>> check_upload("Données 2024.CSV", b"region,value\\nBE3,1\\n", {"csv"}, 1000)
    Checked(name='Données 2024.csv', media_type='text/csv')

    """
    cleaned, ending = clean_name(name)
    check_size(cleaned, len(content), most_bytes)
    if ending not in allowed:
        said = _("%(name)s: files of this kind are not taken here; send one of: %(endings)s.")
        raise InputError(said % {"name": cleaned, "endings": ", ".join(sorted(allowed))})
    with in_the_language_of_the_reader():
        FORMATS[ending].check(cleaned, content)
    return Checked(cleaned, FORMATS[ending].media_type)


def check_size(name: str, size: int, most_bytes: int) -> None:
    """Refuse an empty file, and one that is too big; can be asked before the content is read."""
    if size == 0:
        raise InputError(_("%(name)s: the file is empty; check that it was saved, and send it again.") % {"name": name})
    if size > most_bytes:
        said = _("%(name)s: the file is larger than %(most)s MB; make it smaller or divide it.")
        raise InputError(said % {"name": name, "most": f"{most_bytes / 1_048_576:.0f}"})


def clean_name(name: str) -> tuple[str, str]:
    """The name without what a reader cannot see, and its ending in small letters.

    >>> clean_name("a\\u202Efdp.csv")
    ('afdp.csv', 'csv')
    """
    visible = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] != "C")
    stem, _dot, ending = visible.strip().rpartition(".")
    has_path = any(sign in name for sign in "/\\\0:") or ".." in name
    if has_path or not stem.strip(". ") or stem.split(".")[0].strip().lower() in DOS_NAMES:
        said = _("The name of the file cannot be used; give it a plain name with its ending, such as figures.csv.")
        raise InputError(said)
    ending = ending.strip().lower()
    return f"{stem.strip()[: LONGEST_NAME - len(ending)]}.{ending}"[:LONGEST_NAME], ending


def _is_text(name: str, content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = _("%(name)s, line %(line)s: this is not text in UTF-8%(really)s; save it as UTF-8 and send it again.")
        really = "" if not _really(content) else f" ({_really(content)})"
        raise InputError(said % {"name": name, "line": line, "really": really}) from None
    control = re.search(r"[\x00-\x08\x0b\x0e-\x1f]", text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        said = _("%(name)s, line %(line)s: signs here belong to no text; save it as plain text and send it again.")
        raise InputError(said % {"name": name, "line": line})


def _is_json(name: str, content: bytes) -> None:
    _is_text(name, content)
    try:
        json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        said = _("%(name)s, line %(line)s: this is not JSON; correct it and send it again.")
        raise InputError(said % {"name": name, "line": line}) from None
    except RecursionError:
        raise InputError(_("%(name)s: this JSON is nested too deeply; send a flatter one.") % {"name": name}) from None


def _begins(*starts: bytes) -> Callable[[str, bytes], None]:
    """A check by the first bytes."""

    def check(name: str, content: bytes) -> None:
        if not content.startswith(starts):
            said = _("%(name)s: the content is not what the ending says%(really)s; send the file in its own format.")
            really = "" if not _really(content) else f" ({_really(content)})"
            raise InputError(said % {"name": name, "really": really})

    return check


def _pdf(name: str, content: bytes) -> None:
    _begins(b"%PDF-")(name, content)
    if b"/JavaScript" in content or b"/Launch" in content:
        raise InputError(
            _("%(name)s: this PDF holds a program; save it without scripts and send it again.") % {"name": name}
        )


def _really(content: bytes) -> str:
    """What the content looks like, as a media type; empty if nobody knows."""
    try:
        return str(puremagic.from_string(content[:65536], mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _office(main_part: str) -> Callable[[str, bytes], None]:
    return lambda name, content: check_archive(name, content, required=("[Content_Types].xml", main_part))


def _open_document(media_type: str) -> Callable[[str, bytes], None]:
    return lambda name, content: check_archive(name, content, required=("content.xml",), declared=media_type)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
FORMATS: dict[str, Format] = {
    "csv": Format("text/csv", _is_text),
    "txt": Format("text/plain", _is_text),
    "json": Format("application/json", _is_json),
    "yaml": Format("application/yaml", _is_text),
    "pdf": Format("application/pdf", _pdf),
    "png": Format("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Format("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": Format("image/jpeg", _begins(b"\xff\xd8\xff")),
    "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", _office("xl/workbook.xml")),
    "docx": Format(f"{_OFFICE}wordprocessingml.document", _office("word/document.xml")),
    "ods": Format(f"{_ODF}spreadsheet", _open_document(f"{_ODF}spreadsheet")),
    "odt": Format(f"{_ODF}text", _open_document(f"{_ODF}text")),
    "zip": Format("application/zip", lambda name, content: check_archive(name, content)),
}
"""Ending → format: everything that the site can take. Formats that may hold macros are not among them."""
