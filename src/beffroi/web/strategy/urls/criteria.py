"""Addresses of the criteria of the enabling condition."""

from django.urls import path

from beffroi.web.strategy.views import criteria

urlpatterns = [
    path("<slug:slug>/criteria/", criteria.criteria, name="criteria"),
    path("<slug:slug>/criteria/<int:number>/proofs/new/", criteria.name, name="proof_name"),
    path("<slug:slug>/criteria/<int:number>/proofs/<int:pk>/remove/", criteria.take_away, name="proof_remove"),
]
