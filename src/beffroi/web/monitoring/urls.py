"""Addresses of monitoring."""

from django.urls import path

from beffroi.web.monitoring.views import (
    alerts,
    beneficiaries,
    chain,
    collecting,
    commitments,
    dashboard,
    indicators,
    issuing,
    mitigations,
    published,
    track,
    validation,
)

app_name = "monitoring"
MITIGATION = "<slug:slug>/mitigations/<uuid:key>/"
ALERT = "<slug:slug>/alerts/<uuid:key>/"
INDICATOR = "<slug:slug>/indicators/<uuid:key>/"
urlpatterns = [
    path("", chain.start, name="start"),
    path("<slug:slug>/", chain.chain, name="chain"),
    path("<slug:slug>/steps/new/", chain.add_step, name="add_step"),
    path("<slug:slug>/track/", track.track, name="track"),
    path("<slug:slug>/track.json", track.track_json, name="track_json"),
    path("<slug:slug>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("<slug:slug>/alerts/", alerts.alerts, name="alerts"),
    path(ALERT, alerts.alert, name="alert"),
    path(f"{ALERT}owner/", alerts.give, name="give_alert"),
    path(f"{ALERT}put-off/", alerts.snooze, name="snooze_alert"),
    path(f"{ALERT}stand-again/", alerts.wake, name="wake_alert"),
    path(f"{ALERT}findings/new/", mitigations.add_finding, name="add_finding"),
    path("<slug:slug>/findings/<uuid:key>/", mitigations.edit_finding, name="edit_finding"),
    path("<slug:slug>/findings/<uuid:key>/mitigations/new/", mitigations.propose, name="propose"),
    path("<slug:slug>/mitigations/", mitigations.mitigations, name="mitigations"),
    path(MITIGATION, mitigations.mitigation, name="mitigation"),
    path(f"{MITIGATION}edit/", mitigations.edit, name="edit_mitigation"),
    path(f"{MITIGATION}withdraw/", mitigations.withdraw, name="withdraw_mitigation"),
    path(f"{MITIGATION}decide/", mitigations.decide, name="decide_mitigation"),
    path(f"{MITIGATION}effect/", mitigations.effect, name="effect"),
    path("<slug:slug>/assumptions/", alerts.assumptions, name="assumptions"),
    path("<slug:slug>/assumptions/<uuid:key>/<slug:aspect>/", alerts.note_assumption, name="note_assumption"),
    path("<slug:slug>/framework/", indicators.framework, name="framework"),
    path("<slug:slug>/requests/", collecting.requests, name="requests"),
    path("<slug:slug>/requests/open/", collecting.open_periods, name="open_periods"),
    path("<slug:slug>/requests/periods/<int:pk>/ask/", collecting.ask, name="ask"),
    path("<slug:slug>/requests/periods/<int:pk>/", collecting.move_period, name="move_period"),
    path("<slug:slug>/requests/<uuid:key>/link/", collecting.send_link, name="send_link"),
    path("<slug:slug>/requests/rules/", collecting.value_rules, name="value_rules"),
    path("<slug:slug>/requests/rules/<int:pk>/remove/", collecting.remove_value_rule, name="remove_value_rule"),
    path("<slug:slug>/queue/", validation.queue, name="queue"),
    path("<slug:slug>/forward/", commitments.carry_forward, name="carry_forward"),
    path("<slug:slug>/reports/", issuing.issued_reports, name="issued_reports"),
    path("<slug:slug>/reports/new/", issuing.add_report, name="add_report"),
    path("<slug:slug>/reports/<uuid:key>/", issuing.report, name="report"),
    path("<slug:slug>/reports/<uuid:key>/edit/", issuing.edit_report, name="edit_report"),
    path("<slug:slug>/published/", published.published, name="published"),
    path("<slug:slug>/published/<uuid:key>/", published.issued, name="issued"),
    path(
        "<slug:slug>/published/<uuid:key>/report-<slug:language>.<slug:form>", published.issued_file, name="issued_file"
    ),
    path("<slug:slug>/beneficiaries/", beneficiaries.beneficiaries, name="beneficiaries"),
    path("<slug:slug>/beneficiaries/send/", beneficiaries.send_beneficiaries, name="send_beneficiaries"),
    path("<slug:slug>/beneficiaries/checks/<uuid:key>/", beneficiaries.checked, name="checked_beneficiaries"),
    path("<slug:slug>/beneficiaries/take/", beneficiaries.take_beneficiaries, name="take_beneficiaries"),
    path("<slug:slug>/indicators/", indicators.indicators, name="indicators"),
    path("<slug:slug>/indicators/new/", indicators.add_indicator, name="add_indicator"),
    path(INDICATOR, indicators.indicator, name="indicator"),
    path(f"{INDICATOR}edit/", indicators.edit_indicator, name="edit_indicator"),
    path(f"{INDICATOR}measure/", indicators.measure, name="measure"),
    path(f"{INDICATOR}measurements/<uuid:measurement>/", indicators.correct, name="correct"),
]
