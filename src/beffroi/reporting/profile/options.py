"""Where the region of the profile could diversify: its sectors by relatedness and complexity, as `beffroi niches`."""

from beffroi.analytics.messages import Message
from beffroi.reporting.niches.compose import among_europe, options_of
from beffroi.reporting.profile.indicators import Comparison, source_of
from beffroi.reporting.profile.model import Diversification, Option
from beffroi.reporting.profile.portfolio import SERIES

RELATED = 3
"""How many specialisations are named that an option rests on."""


def diversification(comparison: Comparison) -> Diversification:
    """Every sector of the region in the plane of density and complexity, or why there is none."""
    language, source = comparison.language, source_of(comparison.figures, SERIES)
    why = _why_none(comparison)
    if why is not None:
        return Diversification(
            sectors=[],
            density_line=None,
            complexity_line=None,
            year=None,
            notes=[],
            source=source,
            missing_reason=language.message(why),
        )
    compared = among_europe(comparison.figures, comparison.region, comparison.peers, language, comparison.year)
    found = options_of(compared, RELATED, language)
    return Diversification(
        sectors=[
            Option(
                sector=each.sector,
                name=found.sector(each.sector),
                quadrant=each.quadrant,
                specialised=each.specialised,
                lq=each.rca,
                density=each.density,
                complexity=each.pci,
                rests_on=[part.sector for part in each.rests_on],
                peers=len(each.peers),
                peers_reporting=each.peers_known,
            )
            for each in found.found.options
        ],
        density_line=found.found.density_line,
        complexity_line=found.found.complexity_line,
        year=compared.year,
        notes=list(found.notes),
        source=source,
        missing_reason=None,
    )


def _why_none(comparison: Comparison) -> Message | None:
    """Why the region has no employment by industry to place."""
    if not [year for year in comparison.figures.years(SERIES) if year <= (comparison.year or year)]:
        return Message("no year up to the one wanted has employment by industry")
    codes = comparison.figures.codes(SERIES, comparison.region)
    return codes if isinstance(codes, Message) else None
