"""Addresses of strategies: one operation each."""

from beffroi.web.strategy.urls.elements import urlpatterns as elements

app_name = "strategy"
urlpatterns = [*elements]
