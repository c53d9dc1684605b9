"""Texts kept in the cache of the process, compressed: what is large and made the same way again and again."""

import zlib
from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache

DAY = 24 * 3600


def kept(parts: tuple[str, ...], make: Callable[[], str]) -> str:
    """The text that `make` gives, made once for the parts that it depends on.

    Parameters
    ----------
    parts : tuple of str
        everything that the text depends on, the fingerprint of the figures first.
    make : callable
        gives the text.

    Returns
    -------
    str

    """
    key = "kept:" + sha256("\x1f".join(parts).encode()).hexdigest()
    held = cache.get(key)
    if held is not None:
        return zlib.decompress(held).decode()
    text = make()
    cache.set(key, zlib.compress(text.encode(), 4), DAY)
    return text
