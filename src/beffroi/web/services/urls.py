"""Addresses of services on demand; behind `booking` and `waiting` stands a secret, or a key that needs a permission."""

from django.urls import path

from beffroi.web.services.views import bookings, catalogue

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
    path("offers/<slug:slug>/", catalogue.offer, name="offer"),
    path("offers/<slug:slug>/book/", catalogue.book, name="book"),
    path("offers/<slug:slug>/wait/", catalogue.wait, name="wait"),
    path("offers/<slug:slug>/sent/", catalogue.sent, name="sent"),
]
