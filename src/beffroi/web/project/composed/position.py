"""How the region of a strategy stands, in a few figures of the observatory."""

from typing import Literal

from django.utils.translation import gettext as _

from beffroi.reporting.brief.model import Number, Section
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.indicators import key_figures
from beffroi.web.core.french import listed
from beffroi.web.observatory.queries.profile import usual_profile
from beffroi.web.project.navigation import address_of

SHOWN = ("gdp_per_head_pps_eu100", "tertiary_share_of_employed", "unemployment_rate")


def region_position(code: str, lang: Literal["en", "fr"]) -> Section | None:
    """Three figures of the region's profile against the Union and the country; None if there are no figures."""
    profile = usual_profile(code, lang)
    if profile is None:
        return None
    shown = [one for one in key_figures(profile, Language(lang)) if one.id in SHOWN]
    numbers = tuple(
        Number(
            one.label, f"{one.value}\u202f{one.unit}".strip("\u202f"), one.others,
            " · ".join(part for part in (one.when, one.place) if part), address_of("observatory:series", one.id),
        )
        for one in shown
    )  # fmt: skip
    held = {one.id: one.source for one in profile.indicators if one.source}
    named = dict.fromkeys(f"{held[one.id].publisher}, {held[one.id].dataset}" for one in shown if one.id in held)
    return Section(
        "position", _("How does the region stand?"), Language(lang).typeset(profile.sentences["summary"]), (), numbers,
        source=_("Source: %(sources)s.") % {"sources": listed(named)}, url=address_of("observatory:profile", code),
    )  # fmt: skip
