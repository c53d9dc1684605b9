"""Addresses of the accounts: people, organisations, clusters, roles."""

from django.urls import path

from beffroi.web.accounts.views import (
    administration,
    clusters,
    home,
    invitations,
    merging,
    organisations,
    privacy,
    tokens,
)

app_name = "accounts"
urlpatterns = [
    path("account/", home.home, name="home"),
    path("account/details/", home.details, name="details"),
    path("account/organisations/<int:pk>/end/", organisations.end, name="end_representation"),
    path("account/invitation/", invitations.accept, name="invitation"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("account/privacy/", privacy.privacy, name="privacy"),
    path("account/privacy/export/", privacy.export, name="export"),
    path("account/privacy/erase/", privacy.erase, name="erase"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/new/", organisations.create, name="create_organisation"),
    path("organisations/<uuid:key>/", organisations.page, name="organisation"),
    path("organisations/<uuid:key>/edit/", organisations.edit, name="edit_organisation"),
    path("organisations/<uuid:key>/act-for/", organisations.act_for, name="act_for"),
    path("organisations/requests/<int:pk>/", organisations.decide, name="decide_representation"),
    path("clusters/", clusters.index, name="clusters"),
    path("clusters/<slug:slug>/", clusters.page, name="cluster"),
    path("clusters/<slug:slug>/edit/", clusters.edit, name="edit_cluster"),
    path("clusters/<slug:slug>/tiers/", clusters.tier, name="add_tier"),
    path("clusters/<slug:slug>/tiers/<int:pk>/", clusters.tier, name="edit_tier"),
    path("clusters/<slug:slug>/members/", clusters.members, name="members"),
    path("clusters/<slug:slug>/members/<int:pk>/end/", clusters.end, name="end_membership"),
    path("clusters/<slug:slug>/members/<int:pk>/verify/", clusters.verify, name="verify_membership"),
    path("administration/people/", administration.people, name="people"),
    path("administration/people/<uuid:key>/", administration.person, name="person"),
    path("administration/people/<uuid:key>/active/", administration.active, name="active"),
    path("administration/roles/<int:pk>/revoke/", administration.revoke, name="revoke_role"),
    path("administration/invitations/", invitations.index, name="invitations"),
    path("administration/invitations/<uuid:key>/revoke/", invitations.revoke, name="revoke_invitation"),
    path("administration/invitations/<uuid:key>/again/", invitations.again, name="send_again"),
    path("administration/merges/", merging.index, name="merges"),
    path("administration/merges/new/", merging.merge, name="merge"),
    path("administration/merges/<int:pk>/undo/", merging.undo, name="undo_merge"),
]
