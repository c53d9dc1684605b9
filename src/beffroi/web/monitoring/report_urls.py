"""Addresses of reporters: their requests, and the secret links by which a request is answered without an account."""

from django.urls import path

from beffroi.web.monitoring.views import report_files, reports

app_name = "reports"
KEY, TOKEN = "requests/<uuid:key>/", "<str:token>/"
VALUE = "values/<uuid:entry>/"
urlpatterns = [
    path("", reports.mine, name="mine"),
    path(KEY, reports.answer, name="answer"),
    path(f"{KEY}hand-on/", reports.hand_on, name="hand_on"),
    path(f"{KEY}{VALUE}correct/", reports.correct_value, name="correct"),
    path(f"{KEY}{VALUE}files/<uuid:file>/remove/", reports.remove_evidence, name="remove_evidence"),
    path(f"{KEY}report.xlsx", report_files.workbook, name="workbook"),
    path(f"{KEY}file/", report_files.send_workbook, name="send_workbook"),
    path(f"{KEY}file/keep/", report_files.keep_workbook, name="keep_workbook"),
    path(TOKEN, reports.answer_by_link, name="answer_by_link"),
    path(f"{TOKEN}report.xlsx", report_files.workbook_by_link, name="workbook_by_link"),
    path(f"{TOKEN}file/", report_files.send_workbook_by_link, name="send_workbook_by_link"),
    path(f"{TOKEN}file/keep/", report_files.keep_workbook_by_link, name="keep_workbook_by_link"),
    path(f"{TOKEN}hand-on/", reports.hand_on_by_link, name="hand_on_by_link"),
    path(f"{TOKEN}{VALUE}correct/", reports.correct_value_by_link, name="correct_by_link"),
    path(f"{TOKEN}{VALUE}files/<uuid:file>/remove/", reports.remove_evidence_by_link, name="remove_evidence_by_link"),
    path(f"{TOKEN}files/<uuid:file>/", reports.evidence_by_link, name="evidence_by_link"),
]
