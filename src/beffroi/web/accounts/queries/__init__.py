"""Every read of the accounts; `visible_to(user, model)` gives what a person may see."""

from beffroi.web.accounts.queries.clusters import cluster_page, clusters, members_of, my_clusters
from beffroi.web.accounts.queries.organisations import (
    memberships_of,
    merges,
    open_requests,
    organisations_found,
    references,
    replacement,
    representations_of,
    what_points_to,
)
from beffroi.web.accounts.queries.people import (
    administrators,
    current,
    grants_of,
    has_account,
    invitations,
    invited_by_token,
    kept_about,
    leads_of,
    people_found,
    people_who_administer,
    representatives_of,
    second_factors,
    token_digest,
)
from beffroi.web.accounts.queries.visible import visible_to

__all__ = [
    "administrators",
    "cluster_page",
    "clusters",
    "current",
    "grants_of",
    "has_account",
    "invitations",
    "invited_by_token",
    "kept_about",
    "leads_of",
    "members_of",
    "memberships_of",
    "merges",
    "my_clusters",
    "open_requests",
    "organisations_found",
    "people_found",
    "people_who_administer",
    "references",
    "replacement",
    "representations_of",
    "representatives_of",
    "second_factors",
    "token_digest",
    "visible_to",
    "what_points_to",
]
