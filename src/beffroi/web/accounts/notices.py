"""What people are told about roles, organisations and clusters; called inside actions.

A notice names no other person: what it says stays with its reader when the other one is erased. The page that it links
to shows who it was, as long as they are here. Nobody is told of what they did themselves.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.models import (
    Cluster,
    ClusterMembership,
    Invitation,
    Organisation,
    OrganisationMerge,
    Person,
    Representation,
    Role,
    RoleGrant,
)
from beffroi.web.accounts.queries import holders_of, leads_of, people_who_administer, representatives_of
from beffroi.web.core.notifications import declare, notify
from beffroi.web.core.permissions import allows

KINDS = {
    "granted": _("A role was given to you"),
    "revoked": _("A role was taken from you"),
    "invitation_accepted": _("An invitation that you sent was accepted"),
    "representation_requested": _("Somebody asks to act for an organisation that you lead"),
    "representation_decided": _("Your request to act for an organisation was decided"),
    "representation_ended": _("You no longer act for an organisation"),
    "membership_verified": _("A cluster confirmed that your organisation is a member"),
    "membership_lapses": _("The membership of your organisation in a cluster ends soon"),
    "memberships_lapse": _("Memberships of a cluster that you manage end soon"),
    "membership_ended": _("The membership of your organisation in a cluster ends"),
    "merged": _("Your organisation was merged with a duplicate"),
    "merged_waiting": _("Your organisation was merged, and you must be confirmed anew"),
    "codes_refused": _("Wrong codes were typed in for your account"),
}

for _kind, _label in KINDS.items():
    declare(f"accounts.{_kind}", _label, f"accounts/notices/{_kind}.txt")


def tell_granted(actor: Person, grant: RoleGrant) -> None:
    """The person hears of a new role."""
    _tell(actor, [grant.person], "granted", {"grant": grant}, grant.pk, reverse("accounts:home"))


def tell_revoked(actor: Person, grant: RoleGrant) -> None:
    """The person hears that a role is gone."""
    _tell(actor, [grant.person], "revoked", {"grant": grant}, grant.pk, reverse("accounts:home"))


def tell_accepted(actor: Person, invitation: Invitation) -> None:
    """Who invited hears that it was accepted; an administrator is led to the list."""
    inviter = invitation.invited_by
    link = reverse("accounts:invitations") if allows(inviter, "accounts.administer") else ""
    _tell(actor, [inviter], "invitation_accepted", {"invitation": invitation}, invitation.pk, link)


def tell_requested(actor: Person, asked: Representation) -> None:
    """Those who lead the organisation hear of a request; where nobody leads it, the administrators."""
    people = list(leads_of(asked.organisation)) or people_who_administer()
    _tell(actor, people, "representation_requested", {"asked": asked}, asked.pk, _page(asked.organisation))


def tell_decided(actor: Person, asked: Representation) -> None:
    """Who asked hears the answer."""
    link = reverse("accounts:home")
    _tell(actor, [asked.person], "representation_decided", {"asked": asked}, f"{asked.pk}-{asked.state}", link)


def tell_no_longer(actor: Person, ended: Representation) -> None:
    """Who acted hears that somebody else ended it."""
    _tell(actor, [ended.person], "representation_ended", {"ended": ended}, ended.pk, reverse("accounts:home"))


def tell_member(actor: Person, member: ClusterMembership) -> None:
    """Those who lead the organisation hear that the cluster confirmed it as a member."""
    _tell_leads(actor, "membership_verified", member, str(member.pk))


def tell_member_ends(actor: Person, member: ClusterMembership) -> None:
    """Those who lead the organisation hear on which day the membership ends."""
    _tell_leads(actor, "membership_ended", member, f"{member.pk}-{member.ends}")


def tell_member_lapses(actor: Any, member: ClusterMembership) -> None:
    """Those who lead the organisation hear some weeks before that the membership ends by itself."""
    _tell_leads(actor, "membership_lapses", member, f"{member.pk}-{member.ends}")


def tell_cluster_of_lapses(actor: Any, cluster: Cluster, members: Sequence[ClusterMembership]) -> None:
    """Those who manage the cluster hear in one notice how many memberships end soon, and which day is the first."""
    days = sorted(one.ends for one in members if one.ends)
    context = {"cluster": cluster, "count": len(members), "first": days[0], "last": days[-1]}
    key = f"{members[0].pk}-{members[0].ends}"
    people = holders_of(cluster).filter(role=Role.CLUSTER_MANAGER).values_list("person", flat=True)
    link = reverse("accounts:members", args=[cluster.slug])
    _tell(actor, Person.objects.filter(pk__in=people), "memberships_lapse", context, key, link)


def tell_merged(actor: Person, merge: OrganisationMerge, waiting: Iterable[Person] = ()) -> None:
    """Those who act for the kept organisation – after the merge, those of both – hear which is left.

    `waiting` led the duplicate and must be confirmed anew; what they hear does not say that they act for it.
    """
    _tell(actor, waiting, "merged_waiting", {"merge": merge}, merge.pk, _page(merge.kept))
    _tell(actor, representatives_of(merge.kept), "merged", {"merge": merge}, merge.pk, _page(merge.kept))


def tell_codes_refused(person: Person, key: str) -> None:
    """The person hears that somebody who knows the password fails at the second factor."""
    notify(to=person, kind="accounts.codes_refused", context={}, key=key, link=reverse("usersessions_list"))


def _tell_leads(actor: Any, kind: str, member: ClusterMembership, key: str) -> None:
    link = reverse("accounts:cluster", args=[member.cluster.slug])
    _tell(actor, leads_of(member.organisation), kind, {"member": member}, key, link)


def _tell(actor: Any, people: Iterable[Person], kind: str, context: dict[str, Any], key: object, link: str) -> None:
    others = [person for person in people if person != actor]
    if others:
        notify(to=others, kind=f"accounts.{kind}", context=context, key=str(key), link=link)


def _page(organisation: Organisation) -> str:
    return reverse("accounts:organisation", args=[organisation.key])
