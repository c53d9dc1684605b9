"""Which services are open, with how many seats, at what price for the organisations of who asks."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Field, Query, Router
from ninja.pagination import paginate

from beffroi.web.core.api import Asked, Pages, Problem, Refused, strict
from beffroi.web.core.asked import LONGEST_WORDS
from beffroi.web.services.api.schemas import OfferDetail, OfferOut, Text
from beffroi.web.services.api.writing import Written, offer_detail, offer_json
from beffroi.web.services.queries import own_organisations, visible_offers
from beffroi.web.services.queries.catalogue import catalogue
from beffroi.web.services.states import OfferState

router = Router(tags=["services"])
Lang = Literal["en", "fr"]


class Wanted(Asked):
    """Which offers are wanted."""

    q: Text = Field("", max_length=LONGEST_WORDS, description="Words of the title or the summary.")
    cluster: Text = Field("", max_length=80, description="Short name of the cluster that offers it.")
    free: bool = Field(False, description="Only those with a free seat.")


@router.get("", response=list[OfferOut], summary="Services that are open")
@strict
@paginate(Pages)
def offers(request: HttpRequest, wanted: Annotated[Wanted, Query()], lang: Lang = "en") -> Any:
    """The public catalogue, the soonest first."""
    return Written(catalogue(words=wanted.q, cluster=wanted.cluster, has_seats=wanted.free), offer_json, lang)


@router.get("/{slug}", response={200: OfferDetail, 404: Problem}, summary="One offer with its sessions and your price")
@strict
def one_offer(request: HttpRequest, slug: str, lang: Lang = "en") -> dict[str, Any]:
    """Free seats of each session, and what a seat costs each organisation that the person of the token acts for."""
    with override(lang):
        found = visible_offers(request.user).filter(slug=slug, state=OfferState.PUBLISHED).first()
        if found is None:
            raise Refused(404, _("No offer has this short name; the list of offers has those that are open."), "slug")
        return offer_detail(found, list(own_organisations(request.user) or []))
