"""Addresses of strategies: one operation each."""

from beffroi.web.strategy.urls.context import urlpatterns as context
from beffroi.web.strategy.urls.criteria import urlpatterns as criteria
from beffroi.web.strategy.urls.elements import urlpatterns as elements
from beffroi.web.strategy.urls.files import urlpatterns as files
from beffroi.web.strategy.urls.logic import urlpatterns as logic
from beffroi.web.strategy.urls.strategies import urlpatterns as strategies
from beffroi.web.strategy.urls.timeline import urlpatterns as timeline

app_name = "strategy"
urlpatterns = [*strategies, *elements, *files, *logic, *context, *timeline, *criteria]
