"""Addresses of the elements of a strategy, of what is said of them and of what is missing."""

from django.urls import path

from beffroi.web.strategy.views import editing, elements, links, voices, walks

ELEMENT = "<slug:slug>/element/<uuid:key>/"
LINK = f"{ELEMENT}links/<int:pk>/"

urlpatterns = [
    path("<slug:slug>/check/", elements.check, name="check"),
    path("<slug:slug>/element/new/", editing.add, name="element_new"),
    path(ELEMENT, elements.element, name="element"),
    path(f"{ELEMENT}edit/", editing.edit, name="element_edit"),
    path(f"{ELEMENT}move/", editing.move, name="element_move"),
    path(f"{ELEMENT}remove/", editing.remove, name="element_remove"),
    path(f"{ELEMENT}below/", editing.add_below, name="element_below"),
    path(f"{ELEMENT}reviewed/", editing.reviewed, name="element_reviewed"),
    path(f"{ELEMENT}links/new/", editing.link, name="link_new"),
    path(LINK, links.page, name="link"),
    path(f"{LINK}evidence/new/", links.evidence, name="link_evidence_new"),
    path(f"{LINK}evidence/<uuid:evidence>/remove/", links.evidence_remove, name="link_evidence_remove"),
    path(f"{LINK}remove/", editing.unlink, name="link_remove"),
    path(f"{ELEMENT}evidence/new/", editing.evidence, name="evidence_new"),
    path(f"{ELEMENT}evidence/<uuid:evidence>/remove/", editing.evidence_remove, name="evidence_remove"),
    path(f"{ELEMENT}why/", walks.why_page, name="why"),
    path(f"{ELEMENT}why.svg", walks.why_svg, name="why_svg"),
    path(f"{ELEMENT}why.json", walks.why_json, name="why_json"),
    path(f"{ELEMENT}what-for/", walks.what_for_page, name="what_for"),
    path(f"{ELEMENT}what-for.svg", walks.what_for_svg, name="what_for_svg"),
    path(f"{ELEMENT}what-for.json", walks.what_for_json, name="what_for_json"),
    path(f"{ELEMENT}comments/", voices.comment, name="comment"),
    path("<slug:slug>/comments/<int:pk>/withdraw/", voices.withdraw_comment, name="comment_withdraw"),
    path(f"{ELEMENT}request/", voices.request_new, name="request_new"),
    path("<slug:slug>/requests/<int:pk>/", voices.request, name="request"),
    path("<slug:slug>/requests/<int:pk>/withdraw/", voices.withdraw_request, name="request_withdraw"),
]
