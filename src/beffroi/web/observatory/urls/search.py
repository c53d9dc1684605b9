"""Address of the search, which stands at the root of the site."""

from django.urls import URLPattern, path

from beffroi.web.observatory.views.search import search

root_urlpatterns: list[URLPattern] = [path("search/", search, name="search")]
