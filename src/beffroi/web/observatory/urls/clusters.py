"""Addresses of the cluster views."""

from django.urls import URLPattern, path

from beffroi.web.observatory.views import clusters, portfolio

urlpatterns: list[URLPattern] = [
    path("sectors/", clusters.sectors, name="sectors"),
    path("sectors/<str:code>.csv", clusters.sector_csv, name="sector_csv"),
    path("sectors/<str:code>/", clusters.sector, name="sector"),
    path("sectors/<str:code>/strength/", clusters.strength, name="strength"),
    path("<str:code>/clusters/", portfolio.portfolio, name="portfolio"),
]
