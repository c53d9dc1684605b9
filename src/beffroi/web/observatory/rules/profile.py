"""What a profile is asked for: region, name of a territory, year, peers; or the one sentence that says why not."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import Territory, find_peers, find_territory
from beffroi.figures.vintages import vintages

LONGEST_CODE, LONGEST_NAME, LONGEST_PEERS, MOST_PEERS = 200, 80, 600, 40
"""Characters of a region's code, of a territory's name and of a list of peers; number of peers."""
PILOTS, COUNTRY = "pilots", "country"
UNION = {"EU", "UE", "EU27", "EU28", "EU27_2020", "EUROPEAN UNION", "UNION EUROPÉENNE"}
SIDEWAYS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of a text; a name cannot hold them."""


class Refusal(Exception):
    """What was asked for cannot be shown: status of the answer, one sentence, regions that may be meant, the field.

    `field` is the one of the form for year and peers at which the sentence belongs, empty for none of them.
    """

    def __init__(self, status: int, sentence: str, near: tuple[Territory, ...] = (), field: str = "") -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.near, self.field = status, sentence, near, field


@dataclass(frozen=True)
class Asked:
    """A profile that can be composed: `peers_text` is the peers as an address says them, in one way only."""

    territory: Territory
    peers: tuple[Territory, ...] = field(compare=False, default=())
    peers_text: str = PILOTS
    year: int | None = None
    name: str = ""

    @property
    def query(self) -> str:
        """The query of the address, with a question mark; empty where everything is as usual."""
        parts = {
            "year": str(self.year or ""),
            "peers": "" if self.peers_text == PILOTS else self.peers_text,
            "name": self.name,
        }
        said = urlencode({key: value for key, value in parts.items() if value}, quote_via=quote, safe=",+=")
        return f"?{said.replace('+', '%2B')}" if said else ""


def place_named(text: str) -> Territory:
    """The region of a code or name, or of codes joined by `+`, which may have a name of their own before `=`.

    Raises
    ------
    Refusal
        404 where nothing has that code or name, or two parts overlap.

    """
    text = clean(text)
    if not text or len(text) > LONGEST_CODE:
        sentence = _("Write the code or the name of a region, in at most %(most)s characters.")
        raise Refusal(404, sentence % {"most": LONGEST_CODE})
    name, _sign, expression = text.rpartition("=")
    try:
        found = find_territory(expression)
    except InputError:
        raise Refusal(404, _why_no_place(expression)) from None
    return replace(found, names=dict.fromkeys(("en", "fr"), said)) if (said := name_of_union(name)) else found


def is_union(text: str) -> bool:
    """Whether a text names the European Union, which no page of a region is about."""
    return clean(text).upper() in UNION


def _why_no_place(expression: str) -> str:
    """Which part of an expression names nothing, or which two overlap."""
    if is_union(expression):
        return _("The EU has no page of its own: every region is compared with it. Choose a region or a country.")
    known: list[Territory] = []
    for part in (piece.strip() for piece in expression.split("+")):
        try:
            found = find_territory(part)
        except InputError:
            return _("“%(text)s” is not a region known here.") % {"text": part[:LONGEST_NAME]}
        overlapping = next((other for other in known if other.leaves & found.leaves), None)
        if overlapping is not None:
            return overlap_sentence(overlapping, found)
        known.append(found)
    return _("“%(text)s” is not a region known here.") % {"text": expression[:LONGEST_NAME]}


def overlap_sentence(one: Territory, other: Territory) -> str:
    """Two places share ground."""
    return _("%(one)s and %(other)s overlap; name each region once.") % {"one": one.code, "other": other.code}


def canonical(found: Territory) -> Territory:
    """The territory under the code of its address: today's code for an old one, parts of a union in order."""
    if "+" in found.code:
        return find_territory("+".join(sorted(found.code.split("+"))))
    node = found.nodes[0]
    successors = vintages().successors(node) if found.notes else []
    return find_territory(successors[0]) if len(successors) == 1 else found


def with_name(found: Territory, name: str) -> Territory:
    """A union under the name that its maker gave it, or under that of the pilot region that it is."""
    if "+" not in found.code:
        return found
    if name:
        return replace(found, names=dict.fromkeys(("en", "fr"), name))
    same = next((pilot for pilot in find_peers(PILOTS) if pilot.same_place(found)), None)
    return found if same is None else replace(found, names=same.names)


def name_of_union(text: str) -> str:
    """The name that somebody gives a territory, on one line, not too long, and no formula for a spreadsheet."""
    return clean(text[: 4 * LONGEST_NAME]).lstrip("=+-@ ")[:LONGEST_NAME].strip()


def clean(text: str) -> str:
    """A text on one line, without signs that a reader cannot see."""
    return " ".join("".join(sign for sign in text if sign.isprintable() and sign not in SIDEWAYS).split())


def read_year(text: str, held: tuple[int, int]) -> int | None:
    """The latest year wanted; None is the latest held.

    Raises
    ------
    Refusal
        400 if it is no year between the first and the last held.

    """
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) == 4 and held[0] <= int(text) <= held[1]:
        return None if int(text) == held[1] else int(text)
    raise Refusal(
        400,
        _("“%(text)s” is not a year for which figures are held; write one from %(first)s to %(last)s.")
        % {"text": clean(text)[:20], "first": held[0], "last": held[1]},
    )


def read_peers(text: str, region: Territory, neighbours: tuple[Territory, ...]) -> tuple[str, tuple[Territory, ...]]:
    """The peers, and how an address names them: `pilots`, `country`, or codes and names separated by commas.

    Parameters
    ----------
    text : str
    region : Territory
        it is left out of its peers.
    neighbours : tuple of Territory
        the other regions of its country, for `country`.

    Raises
    ------
    Refusal
        400 for an unknown region, too many, or none left.

    """
    text = clean(text) or PILOTS
    if text.casefold() == PILOTS:
        return PILOTS, _others(find_peers(PILOTS), region)
    if text.casefold() == COUNTRY:
        if not neighbours:
            raise Refusal(
                400, _("No other region of the same country is known; compare with the pilot regions or name some.")
            )
        return COUNTRY, neighbours
    found = _others(_listed(text), region)
    if not found:
        raise Refusal(400, _("Name at least one region other than the region itself to compare with."))
    if len(found) > MOST_PEERS:
        raise Refusal(
            400,
            _("%(count)s regions to compare with are too many; name at most %(most)s.")
            % {"count": len(found), "most": MOST_PEERS},
        )
    return ",".join(_expression(peer) for peer in found), found


def _listed(text: str) -> tuple[Territory, ...]:
    if len(text) > LONGEST_PEERS:
        raise Refusal(
            400, _("The list of regions to compare with has at most %(most)s characters.") % {"most": LONGEST_PEERS}
        )
    found: list[Territory] = []
    for part in (piece.strip() for piece in text.split(",")):
        if part.casefold() == PILOTS:
            found += find_peers(PILOTS)
        elif part:
            try:
                found.append(place_named(part))
            except Refusal as refusal:
                sentence = _("Compared with: %(why)s") % {"why": refusal.sentence}
                raise Refusal(400, sentence, refusal.near) from None
    return tuple(dict.fromkeys(found))


def _others(peers: tuple[Territory, ...], region: Territory) -> tuple[Territory, ...]:
    return tuple(peer for peer in peers if not peer.same_place(region))


def _expression(peer: Territory) -> str:
    return f"{peer.name()}={peer.code}" if "+" in peer.code and peer.name() != _plain_name(peer) else peer.code


def _plain_name(peer: Territory) -> str:
    return find_territory(peer.code).name()
