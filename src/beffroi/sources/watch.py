"""The end of all patience: a connection is shut when its answer takes too long, however steadily bytes drip in."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any


class Watch:
    """Shuts the connection to a server when the time of an answer is over.

    The time-outs of the client count from one byte to the next, so a server that sends a byte a second never meets
    them. The connection is shut from outside, since a read of the headers can be ended in no other way.

    Parameters
    ----------
    seconds : float
        how long one answer may take, with all attempts and the waits between them.

    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._over = threading.Event()
        self._socket: socket.socket | None = None

    @property
    def over(self) -> bool:
        """Whether the time has run out."""
        return self._over.is_set()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of one answer."""
        self._over.clear()
        timer = threading.Timer(self.seconds, self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def trace(self, event: str, about: Mapping[str, Any]) -> None:
        """Learn of a new connection; this is the `trace` extension of a request.

        A connection that is used again makes no such event, so the latest one is remembered from answer to answer.
        """
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = about["return_value"].get_extra_info("socket")
            if self.over:
                self._shut()

    def _end(self) -> None:
        self._over.set()
        self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # closed already
                # That of the plain socket: the one of TLS would first pull its session from under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
