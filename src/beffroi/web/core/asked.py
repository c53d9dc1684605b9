"""What the query of an address asks: one value a name, and none longer than a page can read."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

LONGEST_WORDS = 100
"""Characters of what is searched for."""
PAGE_DIGITS = 6


class AskedOnce(QueryDict):
    """The query of an address: a name that a page takes once and finds given twice is refused, for it cannot know
    which value is meant. What no page reads, such as the marks that a newsletter leaves on its links, does no harm.
    """

    def __getitem__(self, key: str) -> Any:
        """The one value of a name."""
        if len(self.getlist(key)) > 1:
            raise BadRequest(given_twice(key))
        return super().__getitem__(key)


def given_twice(name: str) -> str:
    """The sentence that refuses a name with two values."""
    return _("“%(name)s” is given more than once in the address; give it once.") % {"name": name[:60]}


def words_asked(request: HttpRequest, name: str = "q") -> str:
    """The words that are searched for, on one line.

    Raises
    ------
    BadRequest
        where there are more of them than a search can use.

    """
    said = " ".join(request.GET.get(name, "").replace("\0", "\ufffd").split())
    if len(said) > LONGEST_WORDS:
        told = _("The words to search for have %(count)s characters; write at most %(most)s.")
        raise BadRequest(told % {"count": len(said), "most": LONGEST_WORDS})
    return said


def check_page(query: QueryDict) -> None:
    """Refuse what is no number of a page of a list; a number after the last page shows the last."""
    said = query.get("page", "")
    if said and not (said.isascii() and said.isdigit() and len(said) <= PAGE_DIGITS and int(said)):
        raise BadRequest(_("“%(page)s” is not a page of a list; write a number from 1.") % {"page": said[:20]})
