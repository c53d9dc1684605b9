"""What the headers of an answer say: how long to wait, where the bytes belong, how many there are."""

import re
import time
from email.utils import parsedate_to_datetime

import httpx


def retry_after(text: str) -> float | None:
    """Seconds to wait by a Retry-After header: a number of seconds or a date; None where it is neither.

    >>> retry_after("3"), retry_after("soon"), retry_after("Mon, 01 Jan 2001 00:00:00 GMT")
    (3.0, None, 0.0)
    """
    if re.fullmatch(r"\d{1,9}", text.strip()):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def range_validator(etag: str, last_modified: str) -> str:
    """What makes a later Range safe: a strong ETag, else the date; a weak ETag says nothing about bytes.

    >>> range_validator('"a"', ""), range_validator('W/"a"', "")
    ('"a"', '')
    """
    return etag if etag and not etag.startswith("W/") else last_modified


def range_start(response: httpx.Response) -> int | None:
    """Where the bytes of a partial answer begin; None where it does not say.

    >>> range_start(httpx.Response(206, headers={"Content-Range": "bytes 20-99/100"}))
    20
    """
    match = re.match(r"bytes (\d+)-\d+/(\d+|\*)$", response.headers.get("Content-Range", ""))
    return int(match.group(1)) if match else None


def is_encoded(response: httpx.Response) -> bool:
    """Whether the bytes are compressed on the way, so that their number says nothing about the content.

    >>> is_encoded(httpx.Response(200)), is_encoded(httpx.Response(200, headers={"Content-Encoding": "gzip"}))
    (False, True)
    """
    return bool(response.headers.get("Content-Encoding", "identity") != "identity")


def total_bytes(response: httpx.Response, start: int) -> int | None:
    """Bytes of the whole thing, where the server says and does not compress them.

    >>> total_bytes(httpx.Response(206, headers={"Content-Length": "80"}), 20)
    100
    """
    length = response.headers.get("Content-Length", "")
    return None if not length.isdigit() or is_encoded(response) else start + int(length)


def is_framed(response: httpx.Response) -> bool:
    """Whether the end of the answer can be told from a broken connection.

    >>> is_framed(httpx.Response(200)), is_framed(httpx.Response(200, headers={"Transfer-Encoding": "chunked"}))
    (False, True)
    """
    return "Content-Length" in response.headers or "chunked" in response.headers.get("Transfer-Encoding", "").lower()
