"""What a statistical office says when it refuses: the reason out of its JSON or XML, as one line of plain text."""

import html
import json
import re
from typing import Any

LONGEST = 300
"""Characters of a reason that are shown."""

_XML = re.compile(r"<(?:\w+:)?(faultstring|Text)\b[^>]*>(.*?)</(?:\w+:)?\1>", re.DOTALL | re.IGNORECASE)
_NOT_READY = re.compile(r"asynchronous|queued|submitted|treated later", re.IGNORECASE)


def reason(body: bytes) -> str:
    """The reason that an error body gives, or nothing where it gives none.

    Parameters
    ----------
    body : bytes
        JSON `{"error": [{"status": …, "id": …, "label": …}]}` (also `warning`), or a SOAP or SDMX fault in XML.

    Returns
    -------
    str
        one line without control characters, at most 300 characters.

    >>> reason(b'{"error": [{"status": 400, "id": 150, "label": "Dimension \\\\"AGES\\\\" is not defined"}]}')
    'Dimension "AGES" is not defined'
    >>> reason(b"<S:Fault><faultcode>413</faultcode><faultstring>EXTRACTION_TOO_BIG: narrow it</faultstring></S:Fault>")
    'EXTRACTION_TOO_BIG: narrow it'
    >>> reason(b"<html>Bad gateway</html>")
    ''
    """
    text = body.decode("utf-8", errors="replace")
    return _one_line(_of_json(text) or _of_xml(text))


def not_ready(text: str) -> bool:
    """Whether a reason says that the answer is being prepared and will be there later.

    >>> not_ready("ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously. Please try again later.")
    True
    >>> not_ready("EXTRACTION_TOO_BIG: The requested extraction is too big")
    False
    """
    return bool(_NOT_READY.search(text))


def _of_json(text: str) -> str:
    try:
        said: Any = json.loads(text)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    entries = said.get("error") or said.get("warning") or []
    entries = entries if isinstance(entries, list) else [entries]
    return "; ".join(str(entry["label"]) for entry in entries if isinstance(entry, dict) and entry.get("label"))


def _of_xml(text: str) -> str:
    return "; ".join(html.unescape(found) for _, found in _XML.findall(text))


def _one_line(text: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
