"""The list of offers that a cluster shows on its own site: framed there, without script, cookie or form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import get_language

from beffroi.web.accounts.queries import clusters
from beffroi.web.core.access import public
from beffroi.web.core.embedding import embeddable
from beffroi.web.services.promotion_words import via
from beffroi.web.services.published import address
from beffroi.web.services.queries.promotion import offers_shown_by, prices_from

MOST = 20


@public
@embeddable
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Which services can I book through this cluster?"""
    cluster = get_object_or_404(clusters(), slug=slug)
    offers = list(offers_shown_by(cluster)[:MOST])
    prices = prices_from(offers)
    rows = [(one, prices[one.pk], via(address(one), cluster)) for one in offers]
    context = {"cluster": cluster, "rows": rows, "language_code": get_language()}
    # Without the request: nothing of whoever looks at it can come into the page.
    return HttpResponse(render_to_string("services/embed.html", context))
