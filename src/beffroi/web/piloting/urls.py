"""Addresses of piloting."""

from django.urls import path

from beffroi.web.piloting.views import bodies, mandates

app_name = "piloting"
urlpatterns = [
    path("", bodies.start, name="start"),
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
]
