"""Who sees the history of what in the accounts, and how the verbs of its actions read."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.models import (
    ApiToken,
    Cluster,
    ClusterMembership,
    Invitation,
    MembershipTier,
    Organisation,
    OrganisationMerge,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.accounts.permissions import standing
from beffroi.web.accounts.queries import visible_to
from beffroi.web.core import history

MODELS: tuple[type[Model], ...] = (
    ApiToken,
    Cluster,
    ClusterMembership,
    Invitation,
    MembershipTier,
    Organisation,
    OrganisationMerge,
    Person,
    Representation,
    RoleGrant,
)
"""Whose history has a page, for those who see the object itself."""

VERBS = {
    "accepted": _("accepted the invitation"),
    "added": pgettext_lazy("history", "added"),
    "confirmed": pgettext_lazy("history", "confirmed"),
    "deactivated": _("closed the account"),
    "ended": pgettext_lazy("history", "ended"),
    "erased records": _("erased what was kept"),
    "found accepted": _("accepted the invitation again; nothing changed"),
    "found decided": _("decided the same again; nothing changed"),
    "found granted": _("granted what was held already; nothing changed"),
    "found invited": _("invited again; the open invitation stands"),
    "found member": _("added a member who was one already; nothing changed"),
    "found requested": _("asked again; the open request stands"),
    "found revoked": _("revoked what was revoked already; nothing changed"),
    "invited again": _("sent the invitation again"),
    "imported members": _("took over a member list"),
    "loaded the demonstration": _("loaded the demonstration"),
    "made": pgettext_lazy("history", "made"),
    "reactivated": _("opened the account again"),
    "refused": pgettext_lazy("history", "refused"),
    "registered": _("registered"),
    "renewed": pgettext_lazy("history", "renewed"),
    "requested": _("asked to act for the organisation"),
    "took over": _("took over what a duplicate held"),
    "undone": _("undid the merge"),
    "used": pgettext_lazy("history", "used"),
    "told that it ends": _("told those concerned that it ends soon"),
    "verified": pgettext_lazy("history", "verified"),
    # changes of sign-in, as the library for it reports them
    "changed the password": _("changed the password"),
    "chose a new password by mail": _("chose a new password by the link in a mail"),
    "set a password": _("set a password"),
    "changed the address": _("changed the e-mail address"),
    "added an authenticator app": _("added an authenticator app"),
    "removed the authenticator app": _("removed the authenticator app"),
    "added a passkey": _("added a passkey"),
    "removed a passkey": _("removed a passkey"),
    "made recovery codes": _("made recovery codes"),
    "connected another sign-in": _("connected another sign-in service"),
    "disconnected another sign-in": _("disconnected another sign-in service"),
    "registered through another sign-in": _("registered through another sign-in service"),
}


def _seen(model: type[Model]) -> Any:
    def visible(user: Any) -> QuerySet[Any]:
        return visible_to(user, model)

    return visible


def names(user: Any, keys: set[str]) -> dict[str, str]:
    """Names for those who may see the person or act for the same organisation; others read for whom they act."""
    people = Person.objects.filter(key__in=keys - {""})
    seen = set(visible_to(user, Person).filter(pk__in=people).values_list("pk", flat=True))
    acting = Representation.objects.filter(person__in=people, state="confirmed", organisation__merged_into=None)
    represented = standing(user).represented
    acts_for: dict[int, str] = {}
    for person, organisation, name in acting.values_list("person", "organisation", "organisation__legal_name"):
        acts_for.setdefault(person, name)
        if organisation in represented:
            seen.add(person)
    return {
        str(one.key): str(one) if one.pk in seen or one.erased_at else _seen_from_afar(acts_for.get(one.pk, ""))
        for one in people
    }


def _seen_from_afar(organisation: str) -> str:
    if organisation:
        return gettext("A member of %(organisation)s") % {"organisation": organisation}
    return gettext("A member of the site")


history.name_people_by(names)
for _model in MODELS:
    history.register(_model._meta.label_lower, _seen(_model))
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
