"""Addresses of piloting."""

from django.urls import path

from beffroi.web.piloting.views import bodies, mandates, meetings, minutes, risks

app_name = "piloting"
urlpatterns = [
    path("", bodies.start, name="start"),
    path("calendar/", meetings.feed_address, name="feed_address"),
    path("calendar/<str:token>.ics", meetings.feed, name="feed"),
    path("<slug:slug>/", bodies.home, name="home"),
    path("<slug:slug>/bodies/new/", bodies.create, name="create_body"),
    path("<slug:slug>/bodies/<slug:code>/", bodies.body, name="body"),
    path("<slug:slug>/bodies/<slug:code>/edit/", bodies.edit, name="edit_body"),
    path("<slug:slug>/bodies/<slug:code>/seats/", bodies.seat, name="add_seat"),
    path("<slug:slug>/bodies/<slug:code>/seats/<int:pk>/", bodies.seat, name="edit_seat"),
    path("<slug:slug>/bodies/<slug:code>/seats/<int:pk>/remove/", bodies.remove_seat, name="remove_seat"),
    path("<slug:slug>/bodies/<slug:code>/seats/<int:pk>/give/", bodies.give, name="give_term"),
    path("<slug:slug>/bodies/<slug:code>/terms/<int:pk>/end/", bodies.end, name="end_term"),
    path("<slug:slug>/bodies/<slug:code>/mandates/", mandates.start, name="start_mandate"),
    path("<slug:slug>/bodies/<slug:code>/mandates/<int:number>/", mandates.page, name="mandate"),
    path("<slug:slug>/bodies/<slug:code>/mandates/<int:number>/edit/", mandates.edit, name="edit_mandate"),
    path("<slug:slug>/bodies/<slug:code>/mandates/<int:number>/step/", mandates.step, name="step_mandate"),
    path(
        "<slug:slug>/bodies/<slug:code>/mandates/<int:number>/parties/<int:pk>/", mandates.agree, name="agree_mandate"
    ),
    path("<slug:slug>/bodies/<slug:code>/meetings/", meetings.plan, name="plan_meeting"),
    path("<slug:slug>/meetings/", meetings.index, name="meetings"),
    path("<slug:slug>/meetings/<uuid:key>/", meetings.page, name="meeting"),
    path("<slug:slug>/meetings/<uuid:key>/edit/", meetings.edit, name="edit_meeting"),
    path("<slug:slug>/meetings/<uuid:key>/invite/", meetings.invite, name="invite"),
    path("<slug:slug>/meetings/<uuid:key>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("<slug:slug>/meetings/<uuid:key>/answer/", meetings.answer, name="answer_meeting"),
    path("<slug:slug>/meetings/<uuid:key>/agenda/", meetings.agenda, name="build_agenda"),
    path("<slug:slug>/meetings/<uuid:key>/points/", meetings.point, name="add_point"),
    path("<slug:slug>/meetings/<uuid:key>/meeting.ics", meetings.ics, name="meeting_ics"),
    path("<slug:slug>/meetings/<uuid:key>/hold/", minutes.hold, name="hold_meeting"),
    path("<slug:slug>/meetings/<uuid:key>/minutes/", minutes.write, name="write_minutes"),
    path("<slug:slug>/meetings/<uuid:key>/minutes/step/", minutes.step, name="step_minutes"),
    path("<slug:slug>/meetings/<uuid:key>/minutes/correct/", minutes.correct, name="correct_minutes"),
    path("<slug:slug>/meetings/<uuid:key>/decide/", minutes.decide, name="decide"),
    path("<slug:slug>/risks/", risks.risks, name="risks"),
    path("<slug:slug>/risks/new/", risks.add, name="add_risk"),
    path("<slug:slug>/risks/<uuid:key>/", risks.risk, name="risk"),
    path("<slug:slug>/risks/<uuid:key>/edit/", risks.edit, name="edit_risk"),
    path("<slug:slug>/risks/<uuid:key>/rate/", risks.rate, name="rate_risk"),
    path("<slug:slug>/risks/<uuid:key>/happened/", risks.happened, name="risk_happened"),
    path("<slug:slug>/risks/<uuid:key>/close/", risks.close, name="close_risk"),
    path("<slug:slug>/issues/<int:pk>/end/", risks.end_issue, name="end_issue"),
]
