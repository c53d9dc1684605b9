"""Addresses of strategies as a whole, and of their versions."""

from django.urls import path

from beffroi.web.strategy.views import strategies, versions

urlpatterns = [
    path("", strategies.index, name="index"),
    path("new/", strategies.start, name="start"),
    path("<slug:slug>/", strategies.overview, name="overview"),
    path("<slug:slug>/edit/", strategies.edit, name="edit"),
    path("<slug:slug>/elements/<slug:kind>/", strategies.of_kind, name="of_kind"),
    path("<slug:slug>/people/", strategies.people, name="people"),
    path("<slug:slug>/people/grant/", strategies.grant, name="grant"),
    path("<slug:slug>/versions/", versions.index, name="versions"),
    path("<slug:slug>/versions/start/", versions.start, name="version_start"),
    path("<slug:slug>/versions/<int:number>/publish/", versions.publish, name="version_publish"),
    path("<slug:slug>/versions/<int:old>/to/<int:new>/", versions.differences, name="differences"),
    path("<slug:slug>/versions/<int:old>/to/<int:new>.json", versions.differences_json, name="differences_json"),
]
