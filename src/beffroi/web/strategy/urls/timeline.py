"""Addresses of the policy timeline of a region."""

from django.urls import path

from beffroi.web.strategy.views import timeline

PLAN = "<slug:slug>/timeline/plans/<slug:code>/"

urlpatterns = [
    path("<slug:slug>/timeline/", timeline.timeline, name="timeline"),
    path("<slug:slug>/timeline/policy-map.csv", timeline.policy_map, name="policy_map"),
    path("<slug:slug>/timeline/new/", timeline.plan, name="plan_new"),
    path(PLAN, timeline.plan, name="plan"),
    path(f"{PLAN}remove/", timeline.remove, name="plan_remove"),
    path(f"{PLAN}instruments/new/", timeline.instrument, name="instrument_new"),
    path(f"{PLAN}instruments/<int:pk>/", timeline.instrument, name="instrument"),
    path(f"{PLAN}instruments/<int:pk>/remove/", timeline.remove, name="instrument_remove"),
]
