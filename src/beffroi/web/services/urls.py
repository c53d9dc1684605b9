"""Addresses of services on demand; behind `booking` and `waiting` stands a secret, or a key that needs a permission."""

from django.urls import path

from beffroi.web.services.views import bookings, catalogue, desk

app_name = "services"
urlpatterns = [
    path("", catalogue.index, name="catalogue"),
    path("mine/", bookings.mine, name="mine"),
    path("booking/<str:token>/", bookings.booking, name="booking"),
    path("booking/<str:token>/cancel/", bookings.cancel, name="cancel"),
    path("booking/<str:token>/let-go/", bookings.let_go, name="let_go"),
    path("booking/<str:token>/seats/<int:pk>/", bookings.substitute, name="substitute"),
    path("waiting/<str:token>/", bookings.entry, name="entry"),
    path("waiting/<str:token>/accept/", bookings.accept, name="accept"),
    path("waiting/<str:token>/leave/", bookings.leave, name="leave"),
    path("desk/", desk.home, name="desk"),
    path("desk/<slug:slug>/services/", desk.service, name="add_service"),
    path("desk/services/<uuid:key>/", desk.service, name="edit_service"),
    path("desk/services/<uuid:key>/offers/", desk.add_offer, name="add_offer"),
    path("desk/offers/<slug:slug>/", desk.manage, name="manage"),
    path("desk/offers/<slug:slug>/edit/", desk.edit_offer, name="edit_offer"),
    path("desk/offers/<slug:slug>/step/", desk.step_offer, name="step_offer"),
    path("desk/offers/<slug:slug>/prices/", desk.price, name="set_price"),
    path("desk/offers/<slug:slug>/sessions/", desk.session, name="add_session"),
    path("desk/sessions/<uuid:key>/", desk.door, name="door"),
    path("desk/sessions/<uuid:key>/edit/", desk.session, name="edit_session"),
    path("desk/sessions/<uuid:key>/step/", desk.step_session, name="step_session"),
    path("desk/sessions/<uuid:key>/call-off/", desk.call_off, name="call_off"),
    path("desk/sessions/<uuid:key>/seats/<int:pk>/", desk.check_in, name="check_in"),
    path("desk/bookings/<uuid:key>/admit/", desk.admit, name="admit"),
    path("desk/bookings/<uuid:key>/refuse/", desk.refuse, name="refuse"),
    path("offers/<slug:slug>/", catalogue.offer, name="offer"),
    path("offers/<slug:slug>/book/", catalogue.book, name="book"),
    path("offers/<slug:slug>/wait/", catalogue.wait, name="wait"),
    path("offers/<slug:slug>/sent/", catalogue.sent, name="sent"),
]
