"""Every write of the accounts."""

from beffroi.web.accounts.actions.clusters import (
    add_member,
    change_cluster,
    create_cluster,
    end_membership,
    renew_membership,
    save_tier,
    verify_membership,
    warn_of_lapses,
)
from beffroi.web.accounts.actions.invitations import accept_invitation, invite, revoke_invitation, send_again
from beffroi.web.accounts.actions.member_lists import import_members, plan_of
from beffroi.web.accounts.actions.merging import merge_organisations, undo_merge
from beffroi.web.accounts.actions.organisations import (
    change_organisation,
    create_organisation,
    decide_representation,
    end_representation,
    request_representation,
)
from beffroi.web.accounts.actions.people import change_details, erase, register_person, set_active
from beffroi.web.accounts.actions.roles import grant_role, revoke_role, store_grant

__all__ = [
    "accept_invitation",
    "add_member",
    "change_cluster",
    "change_details",
    "change_organisation",
    "create_cluster",
    "create_organisation",
    "decide_representation",
    "end_membership",
    "end_representation",
    "erase",
    "grant_role",
    "import_members",
    "invite",
    "merge_organisations",
    "plan_of",
    "register_person",
    "renew_membership",
    "request_representation",
    "revoke_invitation",
    "revoke_role",
    "save_tier",
    "send_again",
    "set_active",
    "store_grant",
    "undo_merge",
    "verify_membership",
    "warn_of_lapses",
]
