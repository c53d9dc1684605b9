"""Addresses of the cluster views."""

from django.urls import URLPattern, path

from beffroi.web.observatory.views import clusters, portfolio
from beffroi.web.observatory.views.kept_pages import kept_page

urlpatterns: list[URLPattern] = [
    path("sectors/", kept_page(clusters.sectors), name="sectors"),
    path("sectors/<str:code>.csv", clusters.sector_csv, name="sector_csv"),
    path("sectors/<str:code>/", kept_page(clusters.sector), name="sector"),
    path("sectors/<str:code>/strength/", kept_page(clusters.strength), name="strength"),
    path("<str:code>/clusters/", portfolio.portfolio, name="portfolio"),
]
