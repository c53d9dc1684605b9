"""What a poster says."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Poster:
    """A service in a few words: what, when, from which price, by whom, and where to book."""

    lang: str
    kicker: str
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    price: str
    price_note: str
    by: tuple[str, ...]
    link: str
    """The address in the code that a phone reads."""
    link_words: str
    mark: str = ""
    """What marks the poster as an example; empty where it is real."""

    def as_data(self) -> dict[str, Any]:
        """Can be written as JSON."""
        return asdict(self)
