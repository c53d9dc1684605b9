"""The words of an indicator without what does not tell it from another."""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9%€]+")
FILLING = frozenset(
    WORD.findall(
        "a an and at by for from in of on per the to with number total de des du d la le les l et au aux en par pour "
        "sur dans nombre un une"
    )
)
"""A number and a total are the same thing, a share is another."""


def plain(text: str) -> str:
    """A text in small letters without accents.

    >>> plain("Réunions tenues")
    'reunions tenues'
    """
    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def words(text: str) -> frozenset[str]:
    """The words that tell an indicator from another; a plural in s counts as its singular.

    >>> sorted(words("Number of the grants awarded"))
    ['awarded', 'grant']
    """
    found = (word for word in WORD.findall(plain(text)) if word not in FILLING)
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found)
