"""Why values are missing, in kinds: fifty regions that a table does not publish share one reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from beffroi.analytics.messages import Message

KINDS: dict[str, str] = {
    "not published or confidential for {code} in {year}": gettext_noop("not published or confidential"),
    "not published or confidential for {absent}, so the sum over {codes} is missing": gettext_noop(
        "not published or confidential for a part of the region"
    ),
    "confidential or not published: {sectors}": gettext_noop("confidential or not published for some sectors"),
    "published for {codes} only; rates and indices are not averaged": gettext_noop(
        "published for smaller regions only; rates and indices are not averaged"
    ),
    "published for its {count} regions only; rates and indices are not averaged": gettext_noop(
        "published for smaller regions only; rates and indices are not averaged"
    ),
    "this table (NUTS {vintage}) holds {code} only as part of {larger}": gettext_noop(
        "held only as part of a larger region"
    ),
    "{code} is not in this table (NUTS {vintage}); it was split into {parts}": gettext_noop(
        "the code is not in the table: the region was split"
    ),
    "{code} has no exact equivalent in this table (NUTS {vintage}); {change}": gettext_noop(
        "no exact equivalent among the codes of the table"
    ),
    "{code} is not in this table (NUTS {vintage}); its relation to the codes of NUTS {other} is not held here": (
        gettext_noop("the code is newer or older than the table, and its relation to the table’s codes is not held")
    ),
    "{code} is not in this table (NUTS {vintage}), nor can it be put together from its regions": gettext_noop(
        "the table does not have the region"
    ),
}
"""Template of the store's reason → the kind, without the region that it names."""


@dataclass(frozen=True)
class Missing:
    """How many regions miss a value for one kind of reason, and the first of them."""

    reason: str
    count: int
    codes: tuple[str, ...]


def kind_of(reason: str, said: Callable[[str], str]) -> str:
    """The kind of a reason, in the language of the page; `said` translates what has no kind.

    >>> kind_of(Message("not published or confidential for {code} in {year}", code="BE3", year=2015), str)
    'not published or confidential'
    >>> kind_of("no population", str)
    'no population'
    """
    if isinstance(reason, Message) and reason.template in KINDS:
        return _(KINDS[reason.template])
    return said(reason)


def grouped(missing: Iterable[tuple[str, str]]) -> list[Missing]:
    """Regions and their kinds of reason, the most frequent first.

    >>> grouped([("BE1", "secret"), ("BE2", "secret"), ("BE3", "late")])[0]
    Missing(reason='secret', count=2, codes=('BE1', 'BE2'))
    """
    found: dict[str, list[str]] = {}
    for code, reason in missing:
        found.setdefault(reason, []).append(code)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Missing(reason, len(codes), tuple(codes[:6])) for reason, codes in ordered]
