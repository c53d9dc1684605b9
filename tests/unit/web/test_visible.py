"""What somebody finds in a list is what they may open: each predicate of sight against its queryset, for all roles."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from tests.unit.web import cast, cast_piloting, cast_strategy
from tests.unit.web.access_roles import ROLES
from tests.unit.web.observatory.test_own_series import proposed

from beffroi.web.core.permissions import allows
from beffroi.web.observatory.models import SeriesUpload
from beffroi.web.observatory.queries.series import uploads_of
from beffroi.web.piloting.actions import share_out, start_mandate
from beffroi.web.piloting.actions.roadmap import Share
from beffroi.web.piloting.queries import visible
from beffroi.web.piloting.queries.money import visible_entries
from beffroi.web.strategy.models import Version
from beffroi.web.strategy.queries import visible_versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> dict[str, Any]:
    """One person a role, somebody with a role for another strategy only, and somebody who sits in a body of another."""
    roles = [role for role in ROLES if role not in {"visitor", "stranger", "other_manager"}]
    other = cast_piloting.strategy("Another strategy")
    found: dict[str, Any] = {role: getattr(cast, role)() for role in roles}
    return found | {
        "visitor": AnonymousUser(),
        "reader of another": cast.with_role("reader", "Elsewhere", other),
        "sits in another": cast_piloting.term(cast_piloting.body("SG", other), cast.person("Elsewhere too")).person,
        "its cluster has a part": _manager("Skywin", "responsible"),
        "its cluster has a seat": _manager("BioWin", "seat"),
        "sits here": cast_piloting.term(cast_piloting.body("WG"), cast.person("Here")).person,
    }


def _manager(name: str, by: str) -> Any:
    """Somebody who manages a cluster; its organisation has a part in an action of the test strategy, or a seat."""
    run_by = cast.organisation(f"{name} asbl")
    if by == "seat":
        cast_piloting.term(cast_piloting.body("WG"), cast.person(f"Sits for {name}"), organisation=run_by)
    else:
        mine = cast_piloting.action(f"Part of {name}")
        share_out(actor=None, roadmap_action=mine, shares=[Share("R", organisation=run_by)])
    return cast.cluster_manager(f"Manager of {name}", of=cast.cluster(name, run_by=run_by))


def agree(everybody: dict[str, Any], find: Callable[[Any], QuerySet[Any]], permission: str, of: str = "") -> None:
    """Each person finds just those rows on which they hold the permission."""
    rows = list(find(everybody["administrator"]).model._default_manager.all())
    assert rows
    for name, who in everybody.items():
        found = {one.pk for one in find(who)}
        allowed = {one.pk for one in rows if allows(who, permission, _at(one, of))}
        assert found == allowed, name


def _at(row: Any, path: str) -> Any:
    for part in path.split("."):
        row = getattr(row, part) if part else row
    return row


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("bodies", "strategy"), ("mandates", "body.strategy"), ("meetings", "body.strategy"), ("actions", "strategy"),
        ("risks", "strategy"), ("issues", "strategy"), ("decisions", "strategy"),
    ],
)  # fmt: skip
def test_what_one_finds_of_piloting_is_what_one_may_open(everybody: dict[str, Any], name: str, of: str) -> None:
    cast_piloting.all_of_it()
    sitting = cast_piloting.body("SG", cast_piloting.strategy("Another strategy"))
    start_mandate(actor=None, body=sitting)
    cast_piloting.meeting(sitting)
    cast_piloting.action("Elsewhere", sitting)
    if name == "decisions":
        cast_piloting.decision()
        cast_piloting.decision(sitting)
    agree(everybody, getattr(visible, f"visible_{name}"), "piloting.view_piloting", of)


def test_single_lines_of_a_ledger_are_read_by_who_leads_monitors_and_evaluates_it(everybody: dict[str, Any]) -> None:
    mine, _other = cast_piloting.action("Mine"), cast_piloting.strategy("Another strategy")
    cast_piloting.amount(mine.item, "paid", 7)
    everybody["leads another"] = cast.with_role("co_manager", "Leads elsewhere", _other)
    everybody["leads this one"] = cast.with_role("co_manager", "Leads here", mine.strategy)
    agree(everybody, visible_entries, "piloting.view_ledger", "strategy")
    told = {name for name, who in everybody.items() if visible_entries(who).exists()}
    assert told == {"administrator", "co_manager", "m_and_e_officer", "evaluator", "leads this one"}


def test_who_owns_an_action_from_outside_opens_that_one_and_no_other(everybody: dict[str, Any]) -> None:
    mine, _other = cast_piloting.action("Mine"), cast_piloting.action("Another's")
    firm = cast.organisation("Atelier du Condroz")
    cast_piloting.action("Elsewhere", cast_piloting.body("SG", cast_piloting.strategy("Another strategy")))
    share_out(actor=None, roadmap_action=mine, shares=[Share("R", organisation=firm)])
    everybody["acts for an owner"] = cast.representative(firm, "Owner from outside")
    agree(everybody, visible.openable_actions, "piloting.view_action")
    assert list(visible.openable_actions(everybody["acts for an owner"])) == [mine]


def test_what_one_finds_of_versions_is_what_one_may_open(everybody: dict[str, Any]) -> None:
    cast_strategy.published()
    assert Version.objects.count() >= 3
    agree(everybody, visible_versions, "strategy.view_version")


def test_what_one_finds_of_uploads_is_what_one_may_open(everybody: dict[str, Any]) -> None:
    for role in ("evaluator", "co_manager"):
        proposed(everybody[role])
    assert SeriesUpload.objects.count() == 2
    agree(everybody, uploads_of, "observatory.view_upload")
