"""Addresses of the core: history, notices, files, background work."""

from django.urls import path

from beffroi.web.core import views

app_name = "core"
urlpatterns = [
    path("history/<str:label>/<str:key>/", views.object_history, name="history"),
    path("notifications/", views.notices, name="notifications"),
    path("notifications/read/", views.read_notices, name="read_notifications"),
    path("notifications/choices/", views.notice_choices, name="notification_choices"),
    path("notifications/<uuid:key>/", views.open_notice, name="open_notification"),
    path("files/<uuid:key>/", views.file, name="file"),
    path("work/", views.jobs, name="jobs"),
    path("work/<uuid:key>/", views.job, name="job"),
]
