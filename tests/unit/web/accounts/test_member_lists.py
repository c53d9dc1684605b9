"""A cluster's own member list: read with its faults, matched by number or by a human choice, taken over whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast

from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.web.accounts import actions
from beffroi.web.accounts.member_file import Firm, Known, Row, Standing, plan, read_rows
from beffroi.web.accounts.models import ClusterMembership, Organisation
from beffroi.web.accounts.queries import clusters_of, ends_soon, member_totals, members_of
from beffroi.web.accounts.wording import number_or_fault
from beffroi.web.core.models import AuditEntry

GOOD, OTHER, WRONG = "0403.091.220", "0202239951", "0403.091.221"
HEADING = "Nom;Numéro;Depuis;Jusqu'au;Preuve\n"


def row(number: int = 2, name: str = "A", digits: str = "", **fields: Any) -> Row:
    said: dict[str, Any] = {
        "since": date(2024, 1, 1), "until": None, "says_until": True, "tier": 1, "evidence": "", "is_listed": None,
        "kind": "industry",
    }  # fmt: skip
    return Row(number, name, "BE", digits, **said | fields)


def stands(pk: int, firm: Firm, **fields: Any) -> Standing:
    said: dict[str, Any] = {
        "tier": 1, "since": date(2024, 1, 1), "until": None, "evidence": "", "is_listed": False, "is_verified": False,
    }  # fmt: skip
    return Standing(pk, firm, **said | fields)


@pytest.mark.django_db
def test_every_fault_of_a_list_is_told_at_its_cell() -> None:
    text = (
        "name,number,country,since,until,tier,listed,kind\n"
        f"Good,{GOOD},BE,2024-01-01,,Small firm,oui,\n"
        f",{WRONG},XX,soon,2023-01-01,Gold,perhaps,club\n"
        f"Ends first,{GOOD},BE,2024-01-01,2023-01-01,,,\n"
    )
    rows, faults = read_rows(read_csv("list.csv", text.encode()), Known({"Small firm": 7}, number_or_fault))
    assert [(one.number, one.tier, one.is_listed) for one in rows] == [("0403091220", 7, True)]
    at_three = {fault.column for fault in faults if fault.row == 3}
    assert at_three == {"name", "number", "since", "tier", "listed", "kind"}
    assert [fault.column for fault in faults if fault.row == 4] == ["until"]
    assert all(fault.words.endswith(".") for fault in faults)


def test_a_list_without_a_column_that_it_needs_is_no_list() -> None:
    rows, faults = read_rows(read_csv("list.csv", b"name,since\nA,2024-01-01\n"), Known({}, number_or_fault))
    assert not rows
    assert [fault.row for fault in faults] == [0]


spans = st.tuples(st.integers(0, 40), st.none() | st.integers(0, 40)).map(
    lambda span: (date(2024, 1, 1) + timedelta(span[0]), span[1])
)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=4))
def test_what_a_list_does_holds_no_day_twice_and_doing_it_again_does_nothing(held: Any, sent: Any) -> None:
    """The members after a plan without faults, given to the planner with the same list, are the same."""
    firm, last = Firm(1, "A"), lambda since, days: None if days is None else since + timedelta(days)
    before: list[Standing] = []
    for pk, (since, days) in enumerate(held):
        one = stands(pk, firm, since=since, until=last(since, days))
        if not any(_meet(one, other) for other in before):
            before.append(one)
    rows = [row(number, since=since, until=last(since, days)) for number, (since, days) in enumerate(sent, 2)]
    asked: dict[str, Any] = {"named": lambda _row: (firm, ()), "tier": 1, "today": date(2024, 1, 9)}
    found = plan(rows, before, **asked)
    if found.faults:
        return
    changed = {step.stood.pk: step.now for step in found.steps if step.stood and step.now}
    after = [changed.get(one.pk, one) for one in before] + [
        stands(100 + step.row.row, firm, since=step.row.since, until=step.row.until) for step in found.of("add")
    ]
    assert not any(_meet(one, other) for one in after for other in after if one.pk < other.pk)
    assert plan(rows, after, **asked).is_empty


def _meet(one: Standing, other: Standing) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)


def _send(client: Client, lines: str, slug: str = "greenwin", **fields: Any) -> Any:
    upload = SimpleUploadedFile("members.csv", (HEADING + lines).encode())
    said = {"file": upload, "tier": cast.tier().pk} | fields
    return client.post(reverse("accounts:send_members", kwargs={"slug": slug}), said)


def _take(client: Client, shown: Any, **fields: Any) -> Any:
    address = reverse("accounts:take_members", kwargs={"slug": "greenwin"})
    return client.post(address, {"held": shown.context["held"]} | fields)


@pytest.mark.django_db
def test_a_list_is_shown_matched_by_number_or_by_choice_and_taken_over_whole() -> None:
    client = cast.signed_in(cast.cluster_manager())
    known = cast.organisation("Forges", enterprise_number="0403091220")
    near = cast.organisation("Atelier du Condroz")
    left = cast.member(who=cast.organisation("Left"))
    lines = (
        f"Forges de Liège;{GOOD};2024-01-01;;Facture 2024-17\n"
        "Atelier du Condros SRL;;2024-02-01;2030-12-31;\n"
        f"Nouvelle;{OTHER};2023-01-01;2023-12-31;Formulaire\nNouvelle;{OTHER};2024-01-01;;Formulaire\n"
    )
    shown = _send(client, lines, is_complete="on")
    assert shown.context["counts"] == {"create": 2, "add": 1, "change": 0, "same": 0, "choose": 1}
    assert [one.pk for one in shown.context["plan"].ends] == [left.pk]
    assert "in the file: Forges de Liège" in shown.content.decode()
    assert ClusterMembership.objects.count() == 1, "nothing is entered by looking"
    unchosen = _take(client, shown)
    assert unchosen.status_code == 400
    assert "nothing is chosen for you" in unchosen.content.decode()
    assert _take(client, unchosen, row_3=str(near.pk)).status_code == 302
    made = {(one.organisation.legal_name, one.starts.year): one for one in ClusterMembership.objects.all()}
    assert made[("Forges", 2024)].organisation == known
    assert made[("Forges", 2024)].evidence == "Facture 2024-17"
    assert str(made[("Forges", 2024)].verified_by) == str(cast.cluster_manager())
    assert made[("Atelier du Condroz", 2024)].verified_at is None
    assert Organisation.objects.filter(enterprise_number=OTHER).count() == 1, "two rows, one new organisation"
    left.refresh_from_db()
    assert left.ends == timezone.localdate()
    assert AuditEntry.objects.get(verb="imported members").after["added"] == 4
    again = _take(client, unchosen, row_3=str(near.pk))
    assert again.status_code == 302
    assert ClusterMembership.objects.count() == 5, "a preview is taken over once"
    numbers = lines.replace("Atelier du Condros SRL", "Atelier du Condroz")
    assert _send(client, numbers).context["plan"].is_empty, "the same list again does nothing"
    renewed = _send(client, numbers.replace("2030-12-31", "2031-12-31"))
    assert renewed.context["counts"]["change"] == 1


@pytest.mark.django_db
def test_a_list_with_a_fault_enters_nothing_and_says_where() -> None:
    client = cast.signed_in(cast.cluster_manager())
    cast.member(who=cast.organisation("Held", enterprise_number="0403091220"))
    for lines, where in (
        (f"Held;{WRONG};2024-01-01;;\n", "number"),
        (f"Held;{GOOD};2024-01-01;;\n", "since"),
        (f"New;{OTHER};2024-01-01;;\nNew;{OTHER};2024-06-01;;\n", "number"),
    ):
        shown = _send(client, lines)
        assert [fault.column for fault in shown.context["faults"]] == [where]
        assert "held" not in shown.context
    assert _send(client, "A;;2024-01-01;;\n", tier="").context["faults"][0].column == "tier"
    assert ClusterMembership.objects.count() == 1


@pytest.mark.django_db
def test_a_choice_that_cannot_be_is_settled_on_the_page_and_the_file_is_not_sent_again() -> None:
    client, near = cast.signed_in(cast.cluster_manager()), cast.organisation("Atelier du Condroz")
    shown = _send(client, "Atelier du Condros SRL;;2024-01-01;;\nAteliers du Condroz;;2024-06-01;;\n")
    both = _take(client, shown, row_2=str(near.pk), row_3=str(near.pk))
    assert both.status_code == 400
    assert "Row 2 names this member" in both.context["match"]["row_3"].errors[0]
    assert not ClusterMembership.objects.exists()
    cast.member(who=near, ends=date(2024, 3, 1))
    held = _take(client, both, row_2=str(near.pk), row_3="0")
    assert "is a member since" in held.context["match"]["row_2"].errors[0]
    assert _take(client, held, row_2="0", row_3=str(near.pk)).status_code == 302
    assert ClusterMembership.objects.count() == 3


@pytest.mark.django_db
def test_a_list_is_the_business_of_those_who_manage_the_cluster() -> None:
    """The preview of one manager is no preview of another, and nobody else takes over, be it by the action."""
    shown = _send(cast.signed_in(cast.cluster_manager()), "A;;2024-01-01;;\n")
    same = cast.signed_in(cast.cluster_manager("Second"))
    assert _take(same, shown).status_code == 400, "held for who saw it"
    cluster, said = cast.cluster(), {"rows": [row(tier=cast.tier().pk)], "tier": 0, "name": "x.csv"}
    for who in (
        cast.administrator(),
        cast.co_manager(),
        cast.firm(),
        cast.cluster_manager("O", cast.cluster("BioWin")),
    ):
        with pytest.raises(PermissionDenied):
            actions.import_members(actor=who, cluster=cluster, **said)
        assert not members_of(who, cluster).exists()
    with pytest.raises(ValidationError):
        actions.import_members(actor=cast.cluster_manager(), cluster=cluster, **said | {"tier": -1, "rows": []})
    assert not ClusterMembership.objects.exists()


@pytest.mark.django_db
def test_a_membership_is_renewed_without_a_gap_lapses_by_date_and_stands_in_the_totals() -> None:
    manager, today = cast.cluster_manager(), timezone.localdate()
    ended = cast.member(ends=today - timedelta(days=1))
    follow = cast.member(who=cast.organisation("Followed"), ends=today)
    cast.member(who=follow.organisation, starts=today + timedelta(days=1))
    ending = cast.member(who=cast.organisation("Ending"), ends=today + timedelta(days=30), verified=False)
    assert list(ends_soon(members_of(manager, cast.cluster()))) == [ended, ending]
    assert clusters_of(ended.organisation) == {}
    assert list(member_totals(cast.cluster())) == [
        {"name": "Small firm", "verified": 1, "unverified": 1, "ending": 2}
    ]  # fmt: skip
    for said, ends in ((ended, today - timedelta(days=2)), (follow, None)):
        with pytest.raises(ValidationError):
            actions.renew_membership(actor=manager, membership=said, ends=ends)
    actions.renew_membership(actor=manager, membership=ended, ends=None)
    assert clusters_of(ended.organisation) == {cast.cluster().pk: "GreenWin"}
    with pytest.raises(ValidationError):
        actions.verify_membership(actor=manager, membership=ending, evidence=" ")


@pytest.mark.django_db
def test_who_governs_the_region_reads_numbers_and_no_names() -> None:
    cast.member(who=cast.organisation("Discreet"))
    address = reverse("accounts:cluster", kwargs={"slug": "greenwin"})
    for who, numbers, names in (
        (cast.co_manager(), True, False), (cast.administrator(), True, False), (cast.person(), False, False),
        (cast.cluster_manager("O", cast.cluster("BioWin")), False, False), (cast.cluster_manager(), True, True),
    ):  # fmt: skip
        text = cast.signed_in(who).get(address).content.decode()
        assert ("Members of today, in numbers" in text, "Discreet" in text) == (numbers, names)


@pytest.mark.django_db
def test_the_list_as_csv_can_be_sent_again() -> None:
    cast.member(who=cast.organisation("=Sum", enterprise_number="0403091220"), evidence="Form")
    client = cast.signed_in(cast.cluster_manager())
    text = client.get(reverse("accounts:members_csv", kwargs={"slug": "greenwin"})).content.decode()
    upload = SimpleUploadedFile("members.csv", text.encode())
    shown = client.post(reverse("accounts:send_members", kwargs={"slug": "greenwin"}), {"file": upload})
    assert shown.context["plan"].is_empty
