"""Names of organisations that are almost the same: shown to a person, who says whether they are; no database."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from beffroi.web.core.row_files import plain

LEGAL_FORMS = frozenset({
    "sa", "srl", "sprl", "asbl", "scrl", "sc", "snc", "scs", "nv", "bv", "bvba", "vzw", "aisbl", "ivzw", "gmbh", "ag",
    "sas", "sarl", "ltd", "limited", "inc", "plc", "llc",
})  # fmt: skip
ALIKE = 0.84
"""From this share of common signs on two names are near: one letter in six may differ."""
MOST_SHOWN = 5
MOST_LOOKED_AT = 300
BEGINNING = 4


def kernel(name: str) -> str:
    """A name without accents, signs and legal form.

    >>> kernel("Société Ardennaise, S.A.") == kernel("SOCIETE ARDENNAISE")
    True
    """
    words = re.sub(r"[^a-z0-9]+", " ", plain(name).replace(".", "")).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


class NearNames:
    """Names that can be asked which of them are near another one.

    >>> NearNames({1: "Atelier du Condroz SRL", 2: "Forges de Liège"}).near("Atelier du Condros")
    [1]
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        self.kernels = {pk: kernel(name) for pk, name in names.items()}
        self.places: dict[str, list[int]] = {}
        for pk, words in self.kernels.items():
            for beginning in _beginnings(words):
                self.places.setdefault(beginning, []).append(pk)

    def near(self, name: str) -> list[int]:
        """Ids of the names that are near, the nearest first."""
        wanted = kernel(name)
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        found = []
        for pk in self._candidates(wanted):
            matcher.set_seq1(self.kernels[pk])
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                found.append((matcher.ratio(), pk))
        return [pk for share, pk in sorted(found, key=lambda one: (-one[0], one[1])) if share >= ALIKE][:MOST_SHOWN]

    def _candidates(self, wanted: str) -> list[int]:
        """Names that share the beginning of a word, those of rarer beginnings first."""
        lists = sorted((self.places.get(one, []) for one in _beginnings(wanted)), key=len)
        return list(dict.fromkeys(pk for found in lists for pk in found))[:MOST_LOOKED_AT]


def _beginnings(words: str) -> Iterable[str]:
    return {word[:BEGINNING] for word in words.split()}
