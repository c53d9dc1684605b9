"""Merging duplicates loses nothing, and can be undone."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.merging import MOVERS
from beffroi.web.accounts.models import (
    Cluster,
    ClusterMembership,
    Organisation,
    OrganisationMerge,
    Person,
    Representation,
)
from beffroi.web.accounts.queries import references
from beffroi.web.accounts.rules import Span, days_of
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
DAY, HORIZON = date(2026, 1, 1), date(2026, 3, 1)


def state() -> list[Any]:
    """All that refers to organisations, and the organisations themselves."""
    rows: list[Any] = [list(Organisation.objects.order_by("pk").values())]
    return rows + [list(model._default_manager.order_by("pk").values()) for model, _ in references()]


def days(model: Any, **lookup: Any) -> set[date]:
    return days_of([Span(row.starts, row.ends) for row in model.objects.filter(**lookup)], HORIZON)


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[date, date | None]]:
    cuts = sorted(draw(st.sets(st.integers(0, 40), max_size=6)))
    return [(DAY + timedelta(days=a), DAY + timedelta(days=b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(spans(), spans(), spans(), spans()))
def test_a_merge_loses_no_day_and_its_undoing_restores_everything(drawn: Any) -> None:
    for model in (OrganisationMerge, ClusterMembership, Representation):
        model.objects.all().delete()
    kept, duplicate = cast.organisation("Kept"), cast.organisation("Twice")
    Organisation.objects.update(merged_into=None)
    person, cluster, admin = cast.person(), cast.cluster(), cast.administrator("Admin")
    for organisation, acting, member in ((kept, drawn[0], drawn[1]), (duplicate, drawn[2], drawn[3])):
        for starts, ends in acting:
            cast.representative(organisation, "Paul", starts=starts, ends=ends)
        for starts, ends in member:
            cast.member(cluster, organisation, starts=starts, ends=ends)
    before, acted, belonged = state(), days(Representation), days(ClusterMembership)
    kept.refresh_from_db()
    merge = actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)
    assert days(Representation, person=person, organisation=kept) == acted
    assert days(ClusterMembership, organisation=kept) == belonged
    actions.undo_merge(actor=admin, merge=merge)
    assert state() == before


def test_every_relation_to_an_organisation_is_known() -> None:
    named = {(model._meta.label, field) for model, field in references()}
    assert {
        ("accounts.Representation", "organisation"),
        ("accounts.ClusterMembership", "organisation"),
        ("accounts.Cluster", "run_by"),
        ("accounts.Invitation", "organisation"),
        ("accounts.Organisation", "merged_into"),
    } <= named
    assert {(model._meta.label, field) for model, field in MOVERS} <= named


def test_all_that_refers_to_the_duplicate_refers_to_the_kept_one() -> None:
    kept, duplicate = cast.organisation("Kept"), cast.organisation("Twice", enterprise_number="0403091220")
    cluster = cast.cluster(run_by=duplicate)
    merge = actions.merge_organisations(actor=cast.administrator(), kept=kept, duplicate=duplicate)
    assert Cluster.objects.get(pk=cluster.pk).run_by == kept
    assert Organisation.objects.get(pk=duplicate.pk).merged_into == kept
    assert Organisation.objects.get(pk=kept.pk).enterprise_number == "0403091220"
    took = AuditEntry.objects.get(verb="took over")
    assert (took.before["enterprise_number"], took.after["enterprise_number"]) == ("", "0403091220")
    actions.undo_merge(actor=cast.person("Administrator"), merge=merge)
    assert Cluster.objects.get(pk=cluster.pk).run_by == duplicate


def test_what_somebody_changed_since_stays_when_a_merge_is_undone() -> None:
    kept, duplicate, third = (cast.organisation(name) for name in ("Kept", "Twice", "Third"))
    cluster, admin = cast.cluster(run_by=duplicate), cast.administrator()
    merge = actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)
    Cluster.objects.filter(pk=cluster.pk).update(run_by=third)
    actions.undo_merge(actor=admin, merge=merge)
    assert Cluster.objects.get(pk=cluster.pk).run_by == third


def test_an_organisation_is_not_merged_into_itself_nor_twice() -> None:
    kept, duplicate, admin = cast.organisation("Kept"), cast.organisation("Twice"), cast.administrator()
    with pytest.raises(ValidationError):
        actions.merge_organisations(actor=admin, kept=kept, duplicate=kept)
    actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)
    with pytest.raises(ValidationError):
        actions.merge_organisations(actor=admin, kept=kept, duplicate=duplicate)


def test_only_administrators_merge() -> None:
    with pytest.raises(PermissionDenied):
        actions.merge_organisations(actor=cast.firm(), kept=cast.organisation(), duplicate=cast.organisation("Twice"))


def test_organisations_to_merge_are_sought_by_name_or_number_and_chosen_where_several_are_found() -> None:
    kept, twice = cast.organisation(), cast.organisation("Ateliers du Condroz", enterprise_number="0403170701")
    other = cast.organisation("Verrerie")
    client = cast.signed_in(cast.administrator())

    def ask(first: str, second: str) -> Any:
        return client.get(reverse("accounts:merge"), {"kept": first, "duplicate": second})

    assert "Verrerie" not in client.get(reverse("accounts:merges")).content.decode()
    several = ask("verrerie", "condroz")
    assert several.status_code == 400
    page = several.content.decode()
    assert "Several organisations are found" in page
    assert all(f'<option value="#{one.pk}"' in page for one in (kept, twice))
    assert f'<option value="#{other.pk}"' not in page
    for sought in (f"#{twice.pk}", "0403.170.701"):
        assert ask("VERRERIE", sought).context["duplicate"] == twice
    assert "No organisation is found by that" in ask("nowhere", "condroz").content.decode()
    assert "Choose another organisation" in ask("verrerie", "verrerie").content.decode()


def test_what_moves_is_shown_before_it_moves() -> None:
    kept, duplicate = cast.organisation("Kept"), cast.organisation("Twice")
    cast.representative(duplicate)
    client = cast.signed_in(cast.administrator())
    both = {"kept": f"#{kept.pk}", "duplicate": f"#{duplicate.pk}"}
    shown = client.get(reverse("accounts:merge"), both).content.decode()
    assert "1 × representations" in shown
    assert not OrganisationMerge.objects.exists()
    client.post(reverse("accounts:merge"), both)
    client.post(reverse("accounts:merge"), both)  # a double submission merges once
    assert OrganisationMerge.objects.count() == 1
    old = cast.signed_in(cast.person()).get(reverse("accounts:organisation", kwargs={"key": duplicate.key}))
    assert old.headers["Location"] == reverse("accounts:organisation", kwargs={"key": kept.key})


def test_a_merge_that_is_sent_twice_is_answered_alike_and_the_person_reads_no_error() -> None:
    kept, duplicate = cast.organisation("Kept"), cast.organisation("Twice")
    client = cast.signed_in(cast.administrator())
    shown = client.get(
        reverse("accounts:merge"), {"kept": f"#{kept.pk}", "duplicate": f"#{duplicate.pk}"}
    ).content.decode()
    form = shown.partition('<form method="post"')[2]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
    assert sent["one_time_key"]
    first, second = (client.post(reverse("accounts:merge"), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == reverse("accounts:merges")
    assert OrganisationMerge.objects.count() == 1


def test_the_anonymous_learn_nothing_of_organisations(client: Client) -> None:
    address = reverse("accounts:organisation", kwargs={"key": cast.organisation().key})
    assert client.get(address).status_code == 302


def test_the_page_that_shows_a_merge_leads_to_the_form_where_none_is_named() -> None:
    client = cast.signed_in(cast.administrator())
    answer = client.get(reverse("accounts:merge"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("accounts:merges"))
    assert "nothing is lost, and it can be undone" in client.get(answer["Location"]).content.decode()
    assert "no invitation was sent so far" in client.get(reverse("accounts:invitations")).content.decode()


def test_the_history_of_a_person_names_every_field_in_the_language_of_the_page() -> None:
    names = {field.name: field.verbose_name for field in Person._meta.fields}
    with translation.override("fr"):
        assert (str(names["is_active"]), str(names["joined_at"])) == ("compte ouvert", "inscription le")
