"""Addresses of pinned evidence; the short ones stand at the root of the site."""

from django.urls import URLPattern, path, re_path

from beffroi.web.observatory.resolvers import register_kinds
from beffroi.web.observatory.views import pins as views

urlpatterns: list[URLPattern] = [
    path("pins/", views.pins, name="pins"),
    path("pins/new/", views.pin_new, name="pin_new"),
    re_path(r"^pins/(?P<key>[2-9A-Za-z]{8})/withdraw/$", views.pin_withdraw, name="pin_withdraw"),
]

root_urlpatterns: list[URLPattern] = [
    re_path(r"^e/(?P<key>[2-9A-Za-z]{8})/$", views.pin, name="pin"),
    re_path(r"^e/(?P<key>[2-9A-Za-z]{8})\.json$", views.pin_json, name="pin_json"),
    re_path(r"^e/(?P<key>[2-9A-Za-z]{8})\.csv$", views.pin_csv, name="pin_csv"),
]

# An address is what is pinned, so what can be pinned is known as soon as addresses are.
register_kinds()
