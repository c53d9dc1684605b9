"""Addresses of the context of a strategy."""

from django.urls import path

from beffroi.web.strategy.views import context, pairs

urlpatterns = [
    path("<slug:slug>/context/", context.context, name="context"),
    path("<slug:slug>/context/duplicates/", pairs.duplicates, name="duplicates"),
    path("<slug:slug>/context/duplicates/<uuid:kept>/<uuid:other>/merge/", pairs.merge, name="merge"),
    path("<slug:slug>/context/duplicates/<uuid:one>/<uuid:other>/different/", pairs.different, name="different"),
    path("<slug:slug>/context/directions/", pairs.directions, name="directions"),
    path("<slug:slug>/context/directions/pair/", pairs.pair, name="direction_pair"),
    path("<slug:slug>/context/directions/<uuid:inner>/<uuid:outer>/", pairs.accept, name="direction_accept"),
    path("<slug:slug>/context/directions/<uuid:inner>/<uuid:outer>/decline/", pairs.decline, name="direction_decline"),
    path("<slug:slug>/context/set-aside/<int:pk>/take-up/", pairs.take_up, name="take_up"),
]
