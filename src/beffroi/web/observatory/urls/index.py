"""Addresses of the index of industrial change."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from beffroi.web.observatory.views import index


class TableKind(StringConverter):
    """The forms in which a table is kept."""

    regex = "csv|json"


class IndexPicture(StringConverter):
    """The figures of the page of a region."""

    regex = "dimensions|drivers"


register_converter(TableKind, "table_kind")
register_converter(IndexPicture, "index_picture")

urlpatterns: list[URLPattern] = [
    path("index/", index.ranking, name="index"),
    path("index/ranking.<table_kind:kind>", index.ranking_file, name="index_file"),
    path("index/compare/", index.compare, name="index_compare"),
    path("index/compare.<table_kind:kind>", index.compare_file, name="index_compare_file"),
    path("index/what-if/", index.what_if, name="index_what_if"),
    path("index/what-if.<table_kind:kind>", index.what_if_file, name="index_what_if_file"),
    path("index/run/", index.run, name="index_run"),
    path("<str:code>/index/", index.region, name="index_region"),
    path("<str:code>/index/<index_picture:picture>.<table_kind:kind>", index.region_file, name="index_region_file"),
]
