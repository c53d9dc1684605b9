"""Addresses of the catalogue of figures and of each official series; `new` and `own` belong to analysts' series."""

from django.urls import URLPattern, path, re_path

from beffroi.web.observatory.views import figures as views

SERIES = r"^figures/(?P<series>(?!new/|own/)[A-Za-z0-9_-]{1,80})/"

urlpatterns: list[URLPattern] = [
    path("figures/", views.figures, name="figures"),
    re_path(rf"{SERIES}$", views.series, name="series"),
    re_path(rf"{SERIES}data\.csv$", views.series_csv, name="series_csv"),
    re_path(rf"{SERIES}data\.json$", views.series_json, name="series_json"),
    re_path(rf"{SERIES}data\.sdmx\.csv$", views.series_sdmx_csv, name="series_sdmx_csv"),
    re_path(rf"{SERIES}citation\.bib$", views.series_bibtex, name="series_bibtex"),
    re_path(rf"{SERIES}citation\.json$", views.series_csl, name="series_csl"),
]
