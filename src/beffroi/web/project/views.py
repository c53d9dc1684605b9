"""Pages that belong to no slice: home, what the site says about itself, and the components it is made of."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from beffroi.figures.catalogue import load_catalogue
from beffroi.reporting.profile.pictures.words import vintage_in_words
from beffroi.web.core.access import public
from beffroi.web.observatory.queries.figures_store import lang_of, language_of
from beffroi.web.piloting.queries import strategies_from_inside
from beffroi.web.project.front import pilots_figure, pilots_table
from beffroi.web.project.navigation import address_of
from beffroi.web.project.specimens import specimens

OWN_SHOWN = 5
"""Strategies that the first page names to who follows several from inside."""


@public
def home(request: HttpRequest) -> HttpResponse:
    """What Beffroi is, and the first steps."""
    figure = pilots_figure(lang_of(request))
    return render(
        request,
        "project/home.html",
        {
            "pilots_figure": figure,
            "pilots_csv": reverse("pilots_csv"),
            **_rooms_within_observe(),
            "own_strategies": strategies_from_inside(request.user)[:OWN_SHOWN],
        },
    )


@public
def pilots_csv(request: HttpRequest) -> HttpResponse:
    """The numbers of the figure on the first page."""
    text = pilots_table(lang_of(request))
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="pilot-regions.csv"'},
    )


@public
def methods(request: HttpRequest) -> HttpResponse:
    """How the figures are made, and where they come from."""
    language = language_of(request)
    tables = [
        {"table": table, "vintage": vintage_in_words(language, table.vintage)}
        for table in load_catalogue().tables.values()
    ]
    return render(request, "project/methods.html", {"tables": tables, **_rooms_within_observe()})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What has been done for everybody to use the site, what is missing, and whom to tell."""
    return render(request, "project/accessibility.html")


@public
def data_protection(request: HttpRequest) -> HttpResponse:
    """What the site keeps about a person, why, how long, and what the person may ask."""
    return render(request, "project/data_protection.html", {"privacy_url": address_of("accounts:privacy")})


@public
def design(request: HttpRequest) -> HttpResponse:
    """All components with all their states."""
    figure = pilots_figure(lang_of(request), region="BE3")
    page = Paginator(range(574), 50).get_page(request.GET.get("page", "3"))
    return render(
        request,
        "project/design.html",
        {"pilots_figure": figure, "pilots_csv": reverse("pilots_csv"), "page": page, **specimens()},
    )


def _rooms_within_observe() -> dict[str, str]:
    """The addresses of the parts of the observatory, empty where one is not built."""
    return {
        "index_url": address_of("observatory:index"),
        "figures_url": address_of("observatory:figures"),
        "sectors_url": address_of("observatory:sectors"),
    }
