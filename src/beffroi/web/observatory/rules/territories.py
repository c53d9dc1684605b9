"""A territory of several regions: which codes make one, or why they do not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.figures.territories import Territory
from beffroi.web.observatory.rules.profile import LONGEST_CODE, Refusal, overlap_sentence, place_named


@dataclass(frozen=True)
class Union:
    """Regions that together make a territory."""

    parts: tuple[Territory, ...]

    @property
    def code(self) -> str:
        """Its address: the codes in order, joined by `+`."""
        return "+".join(sorted(self.codes))

    @property
    def codes(self) -> list[str]:
        """The codes of its parts."""
        return [code for part in self.parts for code in part.code.split("+")]


def united(texts: list[str]) -> Union:
    """The union of several regions, each named by code or name.

    Raises
    ------
    Refusal
        where a text names no region, two overlap, fewer than two are named, or so many that no address holds them.

    """
    parts = tuple(dict.fromkeys(place_named(text) for text in texts if text.strip()))
    if len(parts) < 2:
        raise Refusal(400, _("Choose at least two regions; a territory of one is that region itself."))
    for position, part in enumerate(parts):
        for other in parts[:position]:
            if part.leaves & other.leaves:
                raise Refusal(400, overlap_sentence(other, part))
    union = Union(parts)
    if len(union.code) > LONGEST_CODE:
        raise Refusal(400, _("These are too many regions for one territory; choose larger ones, such as NUTS 1."))
    return union
