"""Who gets what at the addresses of member lists: those who manage the cluster, and nobody else of the house."""

from typing import Any

from tests.unit.web.access_roles import PEOPLE, Line, lines

OWN = frozenset({"cluster_manager"})
UNSEEN = dict.fromkeys(PEOPLE - OWN - {"firm"}, "404")


def cluster(cast: Any) -> dict[str, Any]:
    return {"slug": cast.cluster.slug}


def membership(cast: Any) -> dict[str, Any]:
    return cluster(cast) | {"pk": cast.membership.pk}


MEMBERS: dict[str, Line] = {
    **lines("accounts:members accounts:members_csv accounts:send_members", OWN, cluster),
    **lines("accounts:take_members", OWN, cluster, method="post"),
    **lines("accounts:verify_membership accounts:renew_membership", OWN, membership, but=UNSEEN),
    **lines("accounts:end_membership", OWN, membership, method="post", but=UNSEEN),
}
