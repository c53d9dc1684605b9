"""Addresses at which a whole strategy comes in and goes out as a file."""

from django.urls import path

from beffroi.web.strategy.views import files

urlpatterns = [
    path("<slug:slug>/import/", files.bring, name="import"),
    path("<slug:slug>/import/confirm/", files.confirm, name="import_confirm"),
    path("<slug:slug>/export.yaml", files.export, name="export"),
]
