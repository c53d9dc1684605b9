"""One request to a partner of the site (an access point, a provider of payments, a publisher of rules), one answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

SECONDS = 20


class NoAnswer(Exception):
    """Nobody answered, or not in a way that can be understood; the kind of fault, without what was asked."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    content: bytes


def exchange(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    follow: bool = False,
    seconds: float = SECONDS,
) -> Answer:
    """Ask once; whoever asks decides whether to try again.

    Parameters
    ----------
    method, url : str
    headers : mapping, optional
    content : bytes, optional
        what is sent.
    follow : bool
        whether to go where an answer leads; never for what carries a secret.
    seconds : float
        for how long to wait.

    Returns
    -------
    Answer
        of whatever status.

    Raises
    ------
    NoAnswer
        if there is none.

    """
    try:
        found = httpx.request(
            method, url, headers=dict(headers or {}), content=content, follow_redirects=follow, timeout=seconds
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoAnswer(type(error).__name__) from None
    return Answer(found.status_code, found.content)
