"""Reads about organisations."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel

from beffroi.web.accounts.models import ClusterMembership, Organisation, OrganisationMerge, Person, Representation
from beffroi.web.accounts.queries.visible import visible_to

DETAILS = ("legal_name", "country", "enterprise_number", "helix", "size_class", "nace", "region", "description")
"""What is entered of an organisation."""


def organisations_found(user: Any, words: str = "", helix: str = "") -> QuerySet[Organisation]:
    """Organisations that stand for themselves, by words of their name or by number."""
    found = visible_to(user, Organisation).filter(merged_into=None)
    number = re.sub(r"[\s.]", "", words)
    for word in words.split():
        found = found.filter(Q(legal_name__icontains=word) | Q(enterprise_number__icontains=number))
    return found.filter(helix=helix) if helix else found


def organisations_called(name: str, country: str, number: str) -> QuerySet[Organisation]:
    """The organisation of a number that stands for itself; without a number, those of exactly this name."""
    found = Organisation.objects.filter(merged_into=None)
    return found.filter(country=country, enterprise_number=number) if number else found.filter(legal_name=name)


def representations_of(user: Any, *, organisation: Organisation | None = None, person: Person | None = None) -> Any:
    """Who acts for an organisation, or for which a person acts, as far as the user may see."""
    found = visible_to(user, Representation).select_related("person", "organisation", "decided_by")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.filter(person=person) if person is not None else found


def led(organisations: Iterable[int]) -> set[int]:
    """Those of some organisations that somebody leads."""
    leads = Representation.objects.filter(
        organisation__in=list(organisations), state=Representation.State.CONFIRMED, mandate=Representation.Mandate.LEAD
    )
    return set(leads.values_list("organisation", flat=True))


def replacement(user: Any, key: str) -> Organisation | None:
    """The organisation that replaced a duplicate, if the key is a duplicate's and the user may see the other."""
    found = visible_to(user, Organisation).filter(merged_into=None)
    one = Organisation.objects.filter(key=key, merged_into__isnull=False).values("merged_into")
    return found.filter(pk__in=one).first()


def memberships_of(user: Any, organisation: Organisation) -> QuerySet[ClusterMembership]:
    """The clusters that an organisation is a member of, as far as the user may see."""
    return visible_to(user, ClusterMembership).filter(organisation=organisation).select_related("cluster", "tier")


def open_requests(user: Any) -> QuerySet[Representation]:
    """Requests to act for an organisation that wait for an answer."""
    found = visible_to(user, Representation).filter(state=Representation.State.REQUESTED)
    return found.select_related("person", "organisation").order_by("starts", "pk")


def merges(user: Any) -> QuerySet[OrganisationMerge]:
    """Merges of duplicates, the latest first."""
    return visible_to(user, OrganisationMerge).select_related("kept", "duplicate", "merged_by")


def what_points_to(organisation: Organisation) -> list[tuple[str, int]]:
    """How many objects of each kind refer to an organisation; shown before it is merged."""
    counted = [
        (str(model._meta.verbose_name_plural), model._default_manager.filter(**{field: organisation}).count())
        for model, field in references()
    ]
    return [(label, number) for label, number in counted if number]


def references() -> list[tuple[type[Model], str]]:
    """Every model and field that refers to an organisation, in whatever slice; the record of merges itself apart."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and not relation.many_to_many
        and relation.related_model is not OrganisationMerge
    ]
