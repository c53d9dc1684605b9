"""Addresses of regional profiles; last, because a region code matches any word."""

from django.urls import URLPattern, path

from beffroi.web.observatory.views import profile, territories

urlpatterns: list[URLPattern] = [
    path("territories/new/", territories.new, name="territory_new"),
    path("<str:code>/", profile.profile, name="profile"),
    path("<str:code>/economy/", profile.economy, name="economy"),
    path("<str:code>/technology/", profile.technology, name="technology"),
    path("<str:code>/profile.html", profile.profile_html, name="profile_html"),
    path("<str:code>/profile.pdf", profile.profile_pdf, name="profile_pdf"),
    path("<str:code>/profile.json", profile.profile_json, name="profile_json"),
    path("<str:code>/<slug:picture>.csv", profile.figure_csv, name="profile_csv"),
]
