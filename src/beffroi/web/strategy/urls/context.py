"""Addresses of the context of a strategy."""

from django.urls import path

from beffroi.web.strategy.views import context

urlpatterns = [
    path("<slug:slug>/context/", context.context, name="context"),
]
