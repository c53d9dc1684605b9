"""Make one territory of several regions; nothing is stored, the address of its profile says it all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from beffroi.web.core.access import public
from beffroi.web.observatory.forms.territories import TerritoryForm
from beffroi.web.observatory.queries.figures_store import lang_of
from beffroi.web.observatory.queries.region_list import country_lists

FIELDS = ("codes", "more", "name")


@public
def new(request: HttpRequest) -> HttpResponse:
    """Which regions make the territory?"""
    form = TerritoryForm(request.GET if any(name in request.GET for name in FIELDS) else None)
    if form.is_bound and form.is_valid():
        query = {"name": form.cleaned_data["name"]} if form.cleaned_data["name"] else None
        return redirect(reverse("observatory:profile", args=[form.union.code], query=query))
    ticked = request.GET.getlist("codes")[:60]
    countries = country_lists(lang_of(request))
    opened = [item.country.code for item in countries if any(region.code in ticked for region in item.regions)]
    context = {"form": form, "countries": countries, "ticked": ticked, "opened": opened}
    return render(request, "observatory/territory_new.html", context)
