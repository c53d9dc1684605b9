"""The HTTP client of the connectors: patient with a busy server, exact about what arrived, and open about the rest."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from typing import Generic, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from beffroi import __version__
from beffroi.analytics.errors import InputError
from beffroi.sources.headers import is_encoded, is_framed, range_start, range_validator, retry_after, total_bytes
from beffroi.sources.observations import IncompleteError, NotReadyError
from beffroi.sources.partial import Partial
from beffroi.sources.refusals import not_ready, reason
from beffroi.sources.watch import Watch

T = TypeVar("T")
Progress = Callable[[int, int | None], None]
"""Called with the bytes received so far and the bytes expected, if the server says."""

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_BUSY = {408, 425, 429, 500, 502, 503, 504}
_ERROR_BODY = 65536


@dataclass(frozen=True)
class Patience:
    """How long to wait, how often to try, and how much to take.

    Times in seconds: `read` from one byte to the next, `overall` for one answer with all its attempts and waits.
    `sleep` is what waits between two attempts.
    """

    connect: float = 10.0
    read: float = 60.0
    overall: float = 900.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    most_bytes: int = 200_000_000
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Validators:
    """What an earlier answer said to recognise it by: ETag and Last-Modified; either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What a server gave: the content as `read` made it, or None where nothing changed since the earlier answer."""

    content: T | None
    validators: Validators


@dataclass(frozen=True)
class Request(Generic[T]):
    """What is asked for: where, what makes content of the bytes, where a cut download waits, and what is known.

    `shows_its_end` says that a cut can be seen in the content itself, as in JSON; where it cannot, as in CSV between
    two lines, the server must state a length or send in chunks.
    """

    url: str
    read: Callable[[bytes], T]
    partial: Partial
    known: Validators = Validators()
    progress: Progress | None = None
    shows_its_end: bool = True


class PassingError(Exception):
    """A failure that may pass, so that another attempt is worth while; `wait` is what the server asked for."""

    def __init__(self, text: str, wait: float | None = None) -> None:
        super().__init__(text)
        self.wait = wait


class Server:
    """One server, asked for one thing at a time.

    Parameters
    ----------
    name : str
        what to call it in a sentence.
    base : str
        its address; https, or http on this machine only.
    setting : str
        the environment variable that holds another address.
    otherwise : str
        what holds while it cannot be had, such as 'the built-in figures stay in force'.
    patience : Patience

    Raises
    ------
    InputError
        if the address cannot be used.

    """

    def __init__(self, name: str, base: str, setting: str, otherwise: str, patience: Patience) -> None:
        self.name, self.setting, self.otherwise, self.patience = name, setting, otherwise, patience
        self.base = base.rstrip("/")
        self._watch = Watch(patience.overall)
        host = _checked_host(self.base, setting)
        try:
            self._client = _client(patience, host)
        except (ValueError, ImportError) as error:
            raise InputError(f"{name}: the proxy named in the environment cannot be used ({error}); mend it.") from None

    def __enter__(self) -> "Server":
        """The server itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self._client.close()

    def get(self, request: Request[T]) -> Answer[T]:
        """Fetch one thing, whole.

        A busy server (408, 425, 429, 5xx), a time-out, a broken connection and a truncated answer are tried again,
        with exponential waits and jitter, or after the wait that the server asks for. A download that was cut goes
        on where it ended if the server allows it, and begins anew otherwise. What came of an answer that failed for
        good is kept only where a later run can go on from there.

        Raises
        ------
        InputError
            if the server cannot be reached, refuses, sends too much, takes too long, or stays busy through all
            attempts.

        """
        try:
            with self._watch.running():
                return self._patiently(request)
        except BaseException:
            request.partial.discard_unless_resumable(request.url)
            raise

    def _patiently(self, request: Request[T]) -> Answer[T]:
        retrying = Retrying(
            stop=lambda state: self._watch.over or stop_after_attempt(self.patience.attempts)(state),
            wait=self._wait,
            sleep=self.patience.sleep,
            retry=retry_if_exception_type(PassingError),
            reraise=True,
        )
        try:
            return retrying(self._attempt, request)
        except PassingError as failure:
            if self._watch.over:
                raise self._overdue(request) from None
            raise InputError(
                f"{self.name}: {failure}, {self.patience.attempts} times in a row; try again later, {self.otherwise}."
            ) from None

    def _overdue(self, request: Request[T]) -> InputError:
        how = "goes on where this one ended" if request.partial.size(request.url) else "begins anew"
        return InputError(
            f"{self.name}: the answer was not whole after {self.patience.overall:g} seconds and is not waited for any "
            f"longer; run the command again, which {how}, {self.otherwise}."
        )

    def _check_time(self) -> None:
        if self._watch.over:
            raise PassingError("the answer takes too long")

    def _wait(self, state: RetryCallState) -> float:
        """What the server asked for, else twice as long each time with some jitter."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, PassingError) and error.wait is not None:
            return error.wait
        first, longest = self.patience.first_wait, self.patience.longest_wait
        return wait_exponential_jitter(multiplier=first, max=longest, jitter=first)(state)

    def _attempt(self, request: Request[T]) -> Answer[T]:
        self._check_time()
        watched = {"trace": self._watch.trace}
        try:
            with self._client.stream("GET", request.url, headers=_headers(request), extensions=watched) as response:
                if response.status_code not in {200, 206, 304}:
                    self._refused(request, response)
                validators = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
                if response.status_code == 304:
                    return Answer(None, self._unchanged(request, validators))
                self._receive(request, response, validators)
            return Answer(self._read(request), validators)
        except httpx.ConnectTimeout:
            raise PassingError(f"cannot be reached at {self.base} in time") from None
        except httpx.TimeoutException:
            raise PassingError("no answer in time") from None
        except httpx.ConnectError as error:
            raise InputError(
                f"{self.name} cannot be reached at {self.base} ({_cause(error)}); check the connection and "
                f"{self.setting}; {self.otherwise}."
            ) from None
        except httpx.TransportError:
            raise PassingError("the connection broke off") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise InputError(f"{self.name}: the answer cannot be read ({error}); {self.otherwise}.") from None

    def _unchanged(self, request: Request[T], said: Validators) -> Validators:
        request.partial.discard_unless_resumable(request.url)
        if request.known == Validators():
            raise InputError(f"{self.name}: answered 304 to a question without condition; {self.otherwise}.")
        return Validators(said.etag or request.known.etag, said.last_modified or request.known.last_modified)

    def _refused(self, request: Request[T], response: httpx.Response) -> NoReturn:
        """A status other than success: something that may pass, or the server's reason in one sentence."""
        status = response.status_code
        said = reason(_beginning(response))
        if status == 416:
            request.partial.discard()
            raise PassingError("the rest of a cut download is not there any more", wait=0.0)
        if status in _BUSY or (status == 413 and not_ready(said)):
            shown = f" ({said})" if said else ""
            raise PassingError(f"busy or out of order, status {status}{shown}", wait=self._asked_wait(response))
        if 300 <= status < 400:
            target = response.headers.get("Location", "elsewhere")
            raise InputError(f"{self.name} has moved to {target}; set {self.setting}; {self.otherwise}.")
        raise InputError(
            f"{self.name} refused the query with status {status} ({said or response.reason_phrase or 'no reason'}); "
            f"{self.otherwise}."
        )

    def _asked_wait(self, response: httpx.Response) -> float | None:
        """Seconds of Retry-After; longer than our patience means to give up, not to come back too early."""
        seconds = retry_after(response.headers.get("Retry-After", ""))
        if seconds is not None and seconds > self.patience.longest_wait:
            raise InputError(f"{self.name} asks to wait {seconds:.0f} seconds; try again then, {self.otherwise}.")
        return seconds

    def _receive(self, request: Request[T], response: httpx.Response, validators: Validators) -> None:
        """The body into the partial file, counted against what the server announced and against the limit."""
        partial, start = request.partial, 0
        if response.status_code == 206:
            start = partial.size(request.url)
            if range_start(response) != start:
                partial.discard()
                raise PassingError("the rest of a cut download does not fit", wait=0.0)
        total = total_bytes(response, start)
        if not request.shows_its_end and not is_framed(response):
            raise PassingError("nothing shows where the answer ends")
        self._check_size(request, total or 0)
        if not start:
            safe = range_validator(validators.etag, validators.last_modified)
            partial.begin(request.url, "" if is_encoded(response) else safe)
        digest = sha256(partial.content())
        with partial.appending() as stream:
            received = start
            for chunk in response.iter_bytes():
                received += len(chunk)
                self._check_size(request, received)
                stream.write(chunk)
                digest.update(chunk)
                if request.progress:
                    request.progress(received, total)
                self._check_time()
        self._check_time()
        if total is not None and received != total:
            raise PassingError(f"the answer was cut off after {received} of {total} bytes")
        _check_alone(partial, digest.digest())

    def _check_size(self, request: Request[T], size: int) -> None:
        if size > self.patience.most_bytes:
            request.partial.discard()
            raise InputError(
                f"{self.name}: the answer is larger than {self.patience.most_bytes // 1_000_000} MB and is not taken; "
                f"{self.otherwise}."
            )

    def _read(self, request: Request[T]) -> T:
        """The content of a whole download. Whatever it is, the download itself has had its day."""
        content = request.partial.take()
        try:
            return request.read(content)
        except IncompleteError as cut:
            raise PassingError(f"the answer is incomplete ({cut})") from None
        except NotReadyError as message:
            raise PassingError(f"the answer is still being prepared ({message})") from None


def _checked_host(base: str, setting: str) -> str:
    try:
        parts = urlsplit(base)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise InputError(f"{setting}: '{base}' is not an address; write one that begins with https://.") from None
    if not host or parts.scheme not in {"http", "https"}:
        raise InputError(f"{setting}: '{base}' is not an address; write one that begins with https://.")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise InputError(f"{setting}: '{base}' is not encrypted; write an address that begins with https://.")
    return host


def _client(patience: Patience, host: str) -> httpx.Client:
    return httpx.Client(
        timeout=httpx.Timeout(patience.read, connect=patience.connect),
        # Whole bytes as they lie on the server: lengths can be checked and a cut download can go on.
        headers={"User-Agent": f"beffroi/{__version__}", "Accept-Encoding": "identity"},
        # Proxies of the environment serve the outside world, never this machine.
        trust_env=host not in _LOOPBACK,
    )


def _headers(request: Request[T]) -> dict[str, str]:
    """Ask for the rest of a cut download, else only for what is newer than what is known."""
    size = request.partial.size(request.url)
    if size:
        return {"Range": f"bytes={size}-", "If-Range": request.partial.validator(request.url)}
    conditions = {"If-None-Match": request.known.etag, "If-Modified-Since": request.known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _check_alone(partial: Partial, digest: bytes) -> None:
    """Two runs at once write into the same partial file; what they make together belongs to neither."""
    if not partial.matches(digest):
        partial.discard()
        raise PassingError("another run was downloading the same thing")


def _beginning(response: httpx.Response) -> bytes:
    """The start of an error body, which nobody should make us read for ever."""
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) >= _ERROR_BODY:
            break
    return body


def _cause(error: httpx.ConnectError) -> str:
    text = str(error)
    if "CERTIFICATE" in text.upper():
        return "its certificate is not trusted"
    return re.sub(r"^\[[^\]]*\]\s*", "", text).lower() or "no connection"
