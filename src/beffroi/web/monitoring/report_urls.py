"""Addresses of reporters: their requests, and the secret links by which a request is answered without an account."""

from django.urls import path

from beffroi.web.monitoring.views import reports

app_name = "reports"
KEY, TOKEN = "requests/<uuid:key>/", "<str:token>/"
VALUE = "values/<uuid:entry>/"
urlpatterns = [
    path("", reports.mine, name="mine"),
    path(KEY, reports.answer, name="answer"),
    path(f"{KEY}hand-on/", reports.hand_on, name="hand_on"),
    path(f"{KEY}{VALUE}correct/", reports.correct_value, name="correct"),
    path(f"{KEY}{VALUE}files/<uuid:file>/remove/", reports.remove_evidence, name="remove_evidence"),
    path(TOKEN, reports.answer_by_link, name="answer_by_link"),
    path(f"{TOKEN}hand-on/", reports.hand_on_by_link, name="hand_on_by_link"),
    path(f"{TOKEN}{VALUE}correct/", reports.correct_value_by_link, name="correct_by_link"),
    path(f"{TOKEN}{VALUE}files/<uuid:file>/remove/", reports.remove_evidence_by_link, name="remove_evidence_by_link"),
    path(f"{TOKEN}files/<uuid:file>/", reports.evidence_by_link, name="evidence_by_link"),
]
