"""Addresses of the observatory; each area keeps its own, and fixed words come before region codes."""

from django.urls import path

from beffroi.web.observatory.urls import clusters, figures, index, pins, profile, series
from beffroi.web.observatory.views.home import home

app_name = "observatory"
urlpatterns = [
    path("", home, name="home"),
    *clusters.urlpatterns,
    *index.urlpatterns,
    *figures.urlpatterns,
    *series.urlpatterns,
    *pins.urlpatterns,
    *profile.urlpatterns,
]
