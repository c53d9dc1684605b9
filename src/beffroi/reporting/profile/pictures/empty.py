"""What a figure says where there is nothing to draw: what belongs there, why it is missing, what to try next."""

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Profile, Source
from beffroi.reporting.profile.pictures.model import Empty

LIVE = "Eurostat"
"""The publisher whose tables can be fetched anew."""


def empty_indicator(profile: Profile, language: Language, series: str, source: Source | None, reason: str) -> Empty:
    """In place of the dot plot of an indicator."""
    belongs = language.text(
        "Here belong the values of {region}, of the EU and of the peers for this indicator.",
        region=language.with_article(profile.region.name),
    )
    return _empty(language, belongs, reason, source, series)


def empty_index(profile: Profile, language: Language) -> Empty:
    """In place of the dimensions of the index."""
    belongs = language.text(
        "Here belong the scores of {region} on seven dimensions of industrial change, with their total.",
        region=language.with_article(profile.region.name),
    )
    return _empty(language, belongs, profile.composite.missing_reason or "", profile.composite.source, "")


def empty_industries(profile: Profile, language: Language) -> Empty:
    """In place of the bubbles of the industries."""
    belongs = language.text(
        "Here belong the industries of {region}, each as a bubble at its location quotient.",
        region=language.with_article(profile.region.name),
    )
    return _of_clusters(profile, language, belongs)


def empty_stars(profile: Profile, language: Language) -> Empty:
    """In place of the bars of cluster stars."""
    belongs = language.text(
        "Here belong the cluster stars of {region} and of the peers.",
        region=language.with_article(profile.region.name),
    )
    return _of_clusters(profile, language, belongs)


def empty_plane(profile: Profile, language: Language) -> Empty:
    """In place of the plane of stars and index."""
    belongs = language.text(
        "Here belongs the place of {region} among the peers, by cluster stars and index.",
        region=language.with_article(profile.region.name),
    )
    return _of_clusters(profile, language, belongs)


def empty_options(profile: Profile, language: Language) -> Empty:
    """In place of the plane of relatedness and complexity."""
    belongs = language.text(
        "Here belong the industries of {region}, by relatedness to what it does and by complexity.",
        region=language.with_article(profile.region.name),
    )
    found = profile.diversification
    return _empty(language, belongs, found.missing_reason or "", found.source, "persons_employed")


def _of_clusters(profile: Profile, language: Language, belongs: str) -> Empty:
    reason = profile.clusters.missing_reason or profile.typology.reason
    return _empty(language, belongs, reason, profile.clusters.source, "persons_employed")


def _empty(language: Language, belongs: str, reason: str, source: Source | None, series: str) -> Empty:
    said = language.typeset(reason)
    why = f"{said[:1].upper()}{said[1:]}." if said else ""
    if source is None:
        step = language.text("No source here holds it. This command lists what there is:")
        return Empty(belongs, why, step, "beffroi figures list")
    if source.publisher == LIVE and series:
        step = language.text("To try next: another year (--year), a larger region, or newer figures:")
        return Empty(belongs, why, step, f"beffroi figures fetch {series}")
    return Empty(belongs, why, language.text("To try next: another year (--year) or a larger region."))
