"""The API, version 1: routes of the slices put together; documented by its own description at openapi.json."""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from beffroi import __version__
from beffroi.web.accounts.actions.tokens import note_use
from beffroi.web.accounts.queries.tokens import good_token
from beffroi.web.core.api import Api, Bearer, Rate, Reader, Refused, Writer, handle_errors, strict
from beffroi.web.monitoring.api import requests
from beffroi.web.observatory.api import clusters, evidence, figures, indices, profiles, territories
from beffroi.web.observatory.exports.dcat import to_dcat
from beffroi.web.observatory.queries.catalogue import dcat_entries
from beffroi.web.services.api import bookings, offers


def bearer_of(secret: str) -> Bearer:
    """The person of a token, and what it is for; its use is noted once a day."""
    token = good_token(secret)
    today = timezone.localdate()
    if token.last_used_on != today:
        note_use(actor=token.person, token=token, day=today)
    return Bearer(token.person, token.scope)


ANONYMOUS = Rate("anonymous")
api = Api(
    title="Beffroi",
    version="1",
    description="Regional figures, profiles, indices, clusters and pinned evidence; what a reporter is asked for, and "
    "the answers; services on demand and their booking. Open data need no token; a token raises the rate and opens "
    "what its person may see, and one for reporting also reports, one for booking also books. "
    f"Beffroi {__version__}.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
    auth=Reader(bearer_of, refusals=ANONYMOUS),
    throttle=[ANONYMOUS, Rate("token")],
)
handle_errors(api)


others = Router()


@others.get("catalogue.jsonld", summary="The open series as a DCAT-AP 3 catalogue")
@strict
def dcat(request: HttpRequest, lang: Literal["en", "fr"] = "en") -> HttpResponse:
    """One dataset a series, with its distributions as CSV, JSON and SDMX-CSV, for portals of open data."""
    response = JsonResponse(to_dcat(dcat_entries(), settings.SITE_URL))
    response["Content-Type"] = "application/ld+json"
    return response


@others.get("{path:rest}", include_in_schema=False)
def nothing(request: HttpRequest, rest: str) -> None:
    """Every other address: refused in the one form."""
    raise Refused(404, _("There is nothing at this address; openapi.json lists what there is."))


for name, room in (
    ("territories", territories),
    ("figures", figures),
    ("profiles", profiles),
    ("indices", indices),
    ("clusters", clusters),
    ("evidence", evidence),
):
    api.add_router(name, room.router)
REPORTERS = Writer(
    bearer_of, ANONYMOUS, scope="report",
    missing=gettext_lazy("This token only reads; make one that also reports, under your account."),
)  # fmt: skip
api.add_router("requests", requests.router, auth=REPORTERS)
BOOKERS = Writer(
    bearer_of, ANONYMOUS, scope="book",
    missing=gettext_lazy("This token does not book; make one that also books, under your account."),
)  # fmt: skip
api.add_router("offers", offers.router)
api.add_router("bookings", bookings.bookings, auth=BOOKERS)
api.add_router("waiting", bookings.waiting, auth=BOOKERS)
api.add_router("", others)
