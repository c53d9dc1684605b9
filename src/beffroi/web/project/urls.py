"""Every address of the site."""

from django.urls import include, path

from beffroi.web.observatory.urls.pins import root_urlpatterns as pins
from beffroi.web.observatory.urls.search import root_urlpatterns as search
from beffroi.web.project import health, views
from beffroi.web.project.api import api
from beffroi.web.project.composed import views as composed

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("", views.home, name="home"),
    path("pilot-regions.csv", views.pilots_csv, name="pilots_csv"),
    *search,
    path("monday/<slug:slug>/", composed.monday, name="monday"),
    path("brief/<slug:slug>/", composed.brief, name="brief"),
    path("brief/<slug:slug>.pdf", composed.brief_pdf, name="brief_pdf"),
    path("methods/", views.methods, name="methods"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("data-protection/", views.data_protection, name="data_protection"),
    path("design/", views.design, name="design"),
    path("observe/", include("beffroi.web.observatory.urls")),
    *pins,
    path("pilot/", include("beffroi.web.piloting.urls")),
    path("services/money/", include("beffroi.web.billing.urls")),
    path("services/", include("beffroi.web.services.urls")),
    path("monitor/", include("beffroi.web.monitoring.urls")),
    path("report/", include("beffroi.web.monitoring.report_urls")),
    path("", include("beffroi.web.accounts.urls")),
    path("account/", include("beffroi.web.accounts.urls.sign_in")),
    path("api/v1/", api.urls),
    path("strategy/", include("beffroi.web.strategy.urls")),
    path("", include("beffroi.web.core.urls")),
]

handler400 = "beffroi.web.project.errors.bad_request"
handler403 = "beffroi.web.project.errors.forbidden"
handler404 = "beffroi.web.project.errors.not_found"
handler500 = "beffroi.web.project.errors.server_error"
