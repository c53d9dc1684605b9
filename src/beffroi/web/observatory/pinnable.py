"""What can be pinned as evidence: each kind says how a view of the site becomes a title, a table and a chart.

    register("figure", resolve_series, "series")

The names after the resolver are those of the views that it understands, so that an address alone says its kind. A
resolver sees only what everybody may see, because pins are public; it knows no user. It speaks the language that is
active, which is also given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from beffroi.figures.model import Source
from beffroi.reporting.profile.pictures.model import DataTable
from beffroi.web.core.asked import given_twice

LONGEST = 1000
"""Characters of an address that can be pinned."""
OF_THE_READER = ("lang", "page")
"""Parameters that change how a view is read, not what it shows."""


class NotPinnable(ValueError):
    """A view that cannot be pinned, with the reason and what to do, in the language of the page."""


@dataclass(frozen=True)
class Permalink:
    """The address of a view on this site: its path, what it asks, the name of the view and what the path names."""

    path: str
    query: QueryDict
    view: str
    names: Mapping[str, Any]

    def __str__(self) -> str:
        asked = self.query.urlencode()
        return f"{self.path}?{asked}" if asked else self.path


@dataclass(frozen=True)
class Pinned:
    """What a view shows: its title, its finding, its table, its chart as HTML, and where the numbers come from.

    `page` is where a reader sees the view with all around it, if that is not the address that was pinned.
    """

    title: str
    sentence: str
    table: DataTable
    html: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    flags: str = ""
    page: str = ""


Resolver = Callable[[Permalink, Literal["en", "fr"]], Pinned]
RESOLVERS: dict[str, Resolver] = {}
KINDS: dict[str, str] = {}
"""View → kind."""


def register(kind: str, resolver: Resolver, *views: str) -> None:
    """Make some views of the observatory pinnable; called once, when the site starts."""
    RESOLVERS[kind] = resolver
    KINDS.update(dict.fromkeys(views, kind))


def kind_of(link: Permalink, said: str = "") -> str:
    """The kind of a view; a kind that was said must be that of the address."""
    kind = KINDS.get(link.view, "")
    if not kind or said not in ("", kind):
        raise NotPinnable(_("This page cannot be pinned; pin a figure, a ranking or a chart."))
    return kind


def permalink(target: str) -> Permalink:
    """The view that an address of this site names, without what belongs to the reader."""
    parts = urlsplit(target) if len(target) <= LONGEST and target.startswith("/") else None
    if parts is None or parts.scheme or parts.netloc or "\\" in target or not target.isprintable():
        raise NotPinnable(_("Only pages of this site can be pinned; go to the page and use its link to pin it."))
    try:
        match = resolve(parts.path)
    except Resolver404:
        raise NotPinnable(_("There is no such page to pin; go to the page and use its link to pin it.")) from None
    if match.app_name != "observatory":
        raise NotPinnable(_("Only pages of the observatory can be pinned."))
    query = QueryDict(parts.query, mutable=True)
    for name in OF_THE_READER:
        query.pop(name, None)
    for name, values in query.lists():
        if len(values) > 1:
            raise NotPinnable(given_twice(name))
    return Permalink(parts.path, query, match.url_name or "", match.kwargs)
