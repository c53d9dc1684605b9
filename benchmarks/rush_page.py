"""The site with one page more: it books as one would without thinking of others, the measure of what that costs."""

import os
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.web.project.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from beffroi.web.core.access import public  # noqa: E402
from beffroi.web.project import urls  # noqa: E402
from beffroi.web.services.models import Booking, Session  # noqa: E402
from beffroi.web.services.states import BookingState  # noqa: E402


@csrf_exempt
@public
def naive(request: HttpRequest, slug: str) -> HttpResponse:
    """Look whether a seat is free, then book it."""
    session = Session.objects.get(offer__slug=slug)
    if session.taken >= session.capacity:
        return HttpResponse(status=409)
    Booking.objects.create(
        session=session, firm_name="Firm", email="firm@example.org", audience="non_member", seats=1,
        state=BookingState.CONFIRMED, idempotency_key=uuid4().hex,
    )  # fmt: skip
    Session.objects.filter(pk=session.pk).update(taken=session.taken + 1)
    return HttpResponse(status=302)


urls.urlpatterns.insert(0, path("naive/<slug:slug>/", naive))
