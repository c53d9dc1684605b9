"""Addresses of the logic of a strategy."""

from django.urls import path, re_path

from beffroi.web.strategy.views import logic

urlpatterns = [
    path("<slug:slug>/logic/", logic.logic, name="logic"),
    path("<slug:slug>/logic.pdf", logic.logic_pdf, name="logic_pdf"),
    re_path(r"^(?P<slug>[-\w]+)/logic/(?P<tree>problems|objectives)\.svg$", logic.logic_svg, name="logic_svg"),
]
