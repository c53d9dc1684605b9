"""Texts kept in the cache of the process, compressed; and how the database stands that kept pages read."""

import zlib
from collections.abc import Callable
from hashlib import sha256

from django.core.cache import caches
from django.db.models import Count, Max

from beffroi.web.observatory.models import IndexRun, OwnSeries, Visibility

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
    held = caches["pages"].get(key)
    if held is not None:
        return zlib.decompress(held).decode()
    text = make()
    caches["pages"].set(key, zlib.compress(text.encode(), 4), DAY)
    return text


def state_of_runs() -> str:
    """Changes with every official run of the index that is stored."""
    return str(IndexRun.objects.aggregate(last=Max("finished_at"), many=Count("pk")))


def state_of_open_series() -> str:
    """Changes with every open series that comes, gains a vintage, or goes."""
    seen = OwnSeries.objects.filter(visibility=Visibility.OPEN, withdrawn_at=None)
    return str(sorted(seen.values_list("pk", "latest", "added_at")))
