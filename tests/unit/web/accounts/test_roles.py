"""Who may do what: one table a reader can read, and each `view_…` predicate against its queryset."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import models
from beffroi.web.accounts.permissions import PERMISSIONS, forget, roles_of
from beffroi.web.accounts.queries import visible_to
from beffroi.web.core.permissions import allows

pytestmark = pytest.mark.django_db

WHO = [
    "anonymous",
    "visitor",
    "reader",
    "firm",
    "other_firm",
    "manager",
    "other_manager",
    "co_manager",
    "administrator",
]
# permission → object → who may; everybody else may not.
TABLE: dict[str, tuple[str, str]] = {
    "administer": ("", "administrator"),
    "view_person": ("visitor", "visitor administrator"),
    "change_person": ("visitor", "visitor"),
    "deactivate_person": ("visitor", "administrator"),
    "export_person": ("visitor", "visitor"),
    "erase_person": ("visitor", "visitor"),
    "view_organisation": (
        "organisation",
        "visitor reader firm other_firm manager other_manager co_manager administrator",
    ),
    "add_organisation": ("", "visitor reader firm other_firm manager other_manager co_manager administrator"),
    "change_organisation": ("organisation", "firm administrator"),
    "merge_organisations": ("", "administrator"),
    "view_representation": ("representation", "firm administrator"),
    "request_representation": (
        "organisation",
        "visitor reader firm other_firm manager other_manager co_manager administrator",
    ),
    "decide_representation": ("representation", "firm administrator"),
    "end_representation": ("representation", "firm administrator"),
    "view_cluster": ("cluster", " ".join(WHO)),
    "add_cluster": ("", "administrator"),
    "change_cluster": ("cluster", "manager administrator"),
    "view_membership": ("unverified", "firm manager"),
    "manage_memberships": ("unverified", "manager"),
    "view_member_totals": ("cluster", "manager co_manager administrator"),
    "view_role": ("grant", "manager administrator"),
    "grant_role": ("", "administrator"),
    "revoke_role": ("grant", "administrator"),
    "view_invitation": ("invitation", "manager administrator"),
    "invite": ("", "administrator"),
    "revoke_invitation": ("invitation", "administrator"),
    "make_token": ("", "visitor reader firm other_firm manager other_manager co_manager administrator"),
    "view_token": ("token", "visitor"),
    "revoke_token": ("token", "visitor"),
}


@pytest.fixture
def scene() -> dict[str, Any]:
    """One of each: people by role, and objects that they may or may not touch."""
    manager = cast.cluster_manager()
    firm = cast.firm()
    grant = models.RoleGrant.objects.get(person=manager)
    return {
        "anonymous": AnonymousUser(),
        "visitor": cast.person(),
        "reader": cast.reader(),
        "firm": firm,
        "other_firm": cast.representative(cast.organisation("Other"), "Olga"),
        "manager": manager,
        "other_manager": cast.cluster_manager("Other manager", of=cast.cluster("BioWin")),
        "co_manager": cast.co_manager(),
        "administrator": cast.administrator(),
        "organisation": cast.organisation(),
        "representation": models.Representation.objects.get(person=firm),
        "cluster": cast.cluster(),
        "unverified": cast.member(verified=False),
        "grant": grant,
        "invitation": models.Invitation.objects.create(
            email="new@example.org",
            email_digest="x",
            role="cluster_manager",
            scope_type=grant.scope_type,
            scope_id=grant.scope_id,
            token_hash="x",  # noqa: S106
            starts=cast.LONG_AGO,
            invited_by=cast.administrator_on_hand(),
            expires_at=timezone.now(),
        ),
        "token": models.ApiToken.objects.create(
            person=cast.person(), name="mine", digest="x", expires_on=timezone.localdate()
        ),
        "": None,
    }


def test_the_table_names_every_permission() -> None:
    assert set(PERMISSIONS) == set(TABLE)


@pytest.mark.parametrize("permission", TABLE)
def test_a_permission_is_held_by_those_in_the_table_only(scene: dict[str, Any], permission: str) -> None:
    of, who = TABLE[permission]
    held = [name for name in WHO if allows(scene[name], f"accounts.{permission}", scene[of])]
    assert held == [name for name in WHO if name in who.split()]


@pytest.mark.parametrize(
    ("permission", "model"),
    [
        ("view_person", models.Person),
        ("view_organisation", models.Organisation),
        ("view_representation", models.Representation),
        ("view_cluster", models.Cluster),
        ("view_membership", models.ClusterMembership),
        ("view_role", models.RoleGrant),
        ("view_invitation", models.Invitation),
        ("view_token", models.ApiToken),
    ],
)
def test_what_is_visible_is_what_the_predicate_allows(scene: dict[str, Any], permission: str, model: Any) -> None:
    cast.member(who=cast.organisation("Other"), is_listed=True)
    cast.member(of=cast.cluster("BioWin"), who=cast.organisation("Other"))
    models.Organisation.objects.create(legal_name="Twice", helix="industry", merged_into=cast.organisation())
    for who in WHO:
        user = scene[who]
        visible = set(visible_to(user, model).values_list("pk", flat=True))
        allowed = {one.pk for one in model.objects.all() if allows(user, f"accounts.{permission}", one)}
        assert visible == allowed, who


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"ends": timezone.localdate()}, True),
        ({"ends": timezone.localdate() - timedelta(days=1)}, False),
        ({"starts": timezone.localdate() + timedelta(days=1)}, False),
        ({"revoked_at": timezone.now()}, False),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day_unless_revoked(fields: dict[str, Any], holds: bool) -> None:
    who = cast.with_role("administrator", **fields)
    assert allows(who, "accounts.administer") is holds


def test_a_closed_account_may_nothing() -> None:
    admin = cast.administrator()
    admin.is_active = False
    assert not allows(admin, "accounts.administer")
    assert roles_of(admin) == frozenset()


def test_roles_are_read_once_for_a_request(django_assert_num_queries: Any) -> None:
    manager, cluster = cast.cluster_manager(), cast.cluster()
    forget(manager)
    allows(cast.cluster_manager("Warm"), "accounts.change_cluster", cluster)
    with django_assert_num_queries(2):
        for _ in range(20):
            assert allows(manager, "accounts.change_cluster", cluster)
