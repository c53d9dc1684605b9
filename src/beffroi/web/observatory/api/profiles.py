"""Regional profiles: the same document as the command line writes."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Query, Router

from beffroi.reporting.profile.model import Profile
from beffroi.web.core.api import Asked, Problem, Refused, strict
from beffroi.web.observatory.api.territories import Code
from beffroi.web.observatory.queries.profile import asked_for, composed, region_named
from beffroi.web.observatory.rules.profile import Refusal

router = Router(tags=["profiles"])


class Wanted(Asked):
    """Against whom, up to which year, in which language."""

    year: int | None = Field(None, ge=1900, le=2100, description="The latest year wanted.")
    peers: str = Field("", max_length=400, description="'pilots', 'country', or codes and names separated by commas.")
    name: str = Field("", max_length=100, description="A name for a territory of several regions.")
    lang: Literal["en", "fr"] = "en"


def profile_of(code: str, wanted: Wanted) -> Profile:
    """The profile asked for, from the store where it was composed before; refusals carry their reason."""
    query = {"year": "" if wanted.year is None else str(wanted.year), "peers": wanted.peers, "name": wanted.name}
    try:
        return composed(asked_for(region_named(code), query), wanted.lang)
    except Refusal as refusal:
        near = ", ".join(f"{place.code} ({place.name(wanted.lang)})" for place in refusal.near)
        field = "code" if refusal.status == 404 else "year" if str(wanted.year) in refusal.sentence else "peers"
        raise Refused(refusal.status, f"{refusal.sentence} {near}".strip(), field) from refusal


@router.get("/{code}", response={200: Profile, 400: Problem, 404: Problem}, summary="How does a region stand?")
@strict
def profile(request: HttpRequest, code: Code, wanted: Query[Wanted]) -> Profile:
    """Indicators, index, clusters, typology, sources and provenance of a region."""
    return profile_of(code, wanted)
