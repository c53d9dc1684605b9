"""One claim of a document, and how it is judged."""

from dataclasses import dataclass

from beffroi.reporting.case.model import Row, Verdict


@dataclass(frozen=True)
class Claim:
    """One claim: how it is worded, what was printed and what the figures give.

    `holds` is None where they give nothing; `other_measure` says why it is shown without being judged.
    """

    text: str
    printed: str
    computed: str = "n/a"
    year: int | None = None
    holds: bool | None = None
    reason: str = ""
    other_measure: str | None = None

    def row(self, kind: str = "relation") -> Row:
        """The claim with its verdict."""
        verdict, why = self._verdict()
        return Row.model_validate(
            {
                "kind": kind,
                "claim": self.text,
                "printed": self.printed,
                "computed": self.computed,
                "year": self.year,
                "agrees": verdict,
                "why": why,
            }
        )

    def _verdict(self) -> tuple[Verdict, str]:
        if self.other_measure is not None:
            ours = {True: "; on ours it holds", False: "; on ours it does not hold", None: ""}[self.holds]
            missing = f"; {self.reason}" if self.holds is None and self.reason else ""
            return "not tested", f"another measure: {self.other_measure}{ours}{missing}"
        if self.holds is None:
            return "not tested", self.reason
        if self.holds:
            return "yes", self.reason
        return "no", "; ".join(part for part in ("the open data say otherwise", self.reason) if part)
