"""Addresses of series that analysts add."""

from django.urls import URLPattern, path

from beffroi.web.observatory.views import series as views

OWN = "figures/own/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("figures/new/", views.new, name="own_series_new"),
    path("figures/new/<uuid:key>/", views.upload, name="own_series_upload"),
    path("figures/new/<uuid:key>/confirm/", views.confirm, name="own_series_confirm"),
    path("figures/new/<uuid:key>/discard/", views.discard, name="own_series_discard"),
    path(OWN, views.page, name="own_series"),
    path(f"{OWN}data.csv", views.csv_file, name="own_series_csv"),
    path(f"{OWN}data.json", views.json_file, name="own_series_json"),
    path(f"{OWN}data.sdmx.csv", views.sdmx_csv, name="own_series_sdmx_csv"),
    path(f"{OWN}citation.bib", views.bibtex, name="own_series_bibtex"),
    path(f"{OWN}citation.json", views.csl, name="own_series_csl"),
    path(f"{OWN}vintages/new/", views.vintage_new, name="own_series_vintage"),
    path(f"{OWN}differences/", views.differences, name="own_series_differences"),
    path(f"{OWN}withdraw/", views.withdraw, name="own_series_withdraw"),
]
