"""What was computed and is kept in the process, under a key that says everything that it depends on."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast
from weakref import WeakSet

T = TypeVar("T")

ALL: "WeakSet[Kept]" = WeakSet()


class Kept:
    """So many results, the one that was asked for longest ago leaving first; they are shared: nobody may change one."""

    def __init__(self, most: int) -> None:
        self.most = most
        ALL.add(self)
        self._held: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        """Whether something is kept under a key."""
        with self._lock:
            return key in self._held

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What is kept under a key, else what is computed now."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast("T", self._held[key])
        found = compute()
        with self._lock:
            self._held[key] = found
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return found

    def forget(self) -> None:
        """Keep nothing of it."""
        with self._lock:
            self._held.clear()


def forget_all() -> None:
    """Begin as a process does that has just started."""
    for kept in list(ALL):
        kept.forget()
