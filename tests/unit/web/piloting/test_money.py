"""Money adds up over what it is for and over time; a ledger is only added to, and closed books stay closed."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast, cast_piloting

from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.piloting.actions import close_period, enter_amount, enter_ledger, reverse_amount
from beffroi.web.piloting.ledger_file import Known, Row, read_ledger, repeated
from beffroi.web.piloting.models import LedgerEntry
from beffroi.web.piloting.money_rules import KINDS, Booked, cumulated, rolled_up, total
from beffroi.web.piloting.money_words import ledger_table
from beffroi.web.piloting.queries.money import known_to, money_of
from beffroi.web.strategy.models import Strategy

TODAY = timezone.localdate
amounts = st.integers(-1000, 1000).map(Decimal)
booked = st.lists(
    st.builds(
        Booked, st.integers(1, 6), st.just(1), st.sampled_from(KINDS),
        st.sampled_from(("2019-4", "2020-1", "2020-2", "2020-4")), amounts,
    )
)  # fmt: skip
parents = st.dictionaries(st.integers(1, 6), st.integers(1, 6), max_size=6)
KNOWN = Known(frozenset({"A1"}), frozenset({"SPW"}), frozenset({("paid", "B-7")}), date(2019, 12, 31))


@given(booked, parents)
def test_every_amount_counts_once_at_each_item_above_it(entries: list[Booked], above: dict[int, int]) -> None:
    sums = rolled_up(entries, above)
    assert sum((one.own.paid for one in sums.values()), Decimal()) == total(entries).paid
    for item, one in sums.items():
        below = {each for each in range(1, 7) if item in chain(each, above)}
        assert one.whole == total(entry for entry in entries if entry.item in below)


def chain(item: int, above: dict[int, int]) -> set[int]:
    met = {item}
    while (item := above.get(item, item)) not in met:
        met.add(item)
    return met


@given(booked)
def test_running_totals_end_in_the_total(entries: list[Booked]) -> None:
    axis, course = cumulated(entries, "2030-1")
    assert len(axis) == len(course["paid"])
    assert not entries or [course[kind][-1] for kind in KINDS] == [getattr(total(entries), kind) for kind in KINDS]


def read(text: str) -> tuple[list[Row], list[tuple[int, str]]]:
    rows, faults = read_ledger(read_csv("ledger.csv", text.encode()), KNOWN)
    return rows, [(fault.row, fault.column) for fault in faults]


def test_an_extract_is_read_in_both_languages_and_as_people_write_numbers() -> None:
    rows, faults = read("jour;pour;fonds;nature;montant;ref\n31/01/2020;A1;SPW;payé;1 234,50 €;B-8\n")
    assert faults == []
    assert rows == [Row(2, date(2020, 1, 31), "A1", "SPW", "paid", Decimal("1234.50"), "B-8")]


def test_every_cell_that_is_wrong_is_named() -> None:
    text = (
        "date,code,source,kind,amount,reference\n"
        "2020-13-01,A1,SPW,paid,5,\n2020-01-01,A9,SPW,paid,5,\n2020-01-01,A1,XX,paid,5,\n"
        "2020-01-01,A1,SPW,lent,5,\n2020-01-01,A1,SPW,paid,nothing,\n2020-01-01,A1,SPW,paid,0,\n"
        "2019-12-31,A1,SPW,paid,5,\n2020-01-01,A1,SPW,paid,5,B-7\n2020-01-02,A1,SPW,paid,5,C\n2020-01-03,A1,SPW,paid,6,C\n"
    )
    assert read(text)[1] == [
        (2, "date"), (3, "code"), (4, "source"), (5, "kind"), (6, "amount"), (7, "amount"), (8, "date"),
        (9, "reference"), (11, "reference"),
    ]  # fmt: skip
    assert read("date,code\n2020-01-01,A1\n")[1] == [(0, "")]


AMOUNTS = {
    "1,234": "write 1234.00", "12,500": "write 12500.00", "100.999": "write 100999.00", "1234.5678": "such as 1234.57",
    "1 234,50 €": "", "1.234.567,5": "", "1.234.567": "", "1,234,567": "", "0,5": "", "-7": "takes nothing back",
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), AMOUNTS.items())
def test_an_amount_is_read_in_one_way_or_refused(text: str, told: str) -> None:
    content = f"date;code;source;kind;amount\n2020-01-01;A1;SPW;paid;{text}\n"
    _rows, faults = read_ledger(read_csv("ledger.csv", content.encode()), KNOWN)
    assert [(fault.row, fault.column) for fault in faults] == ([(2, "amount")] if told else [])
    assert told in "".join(fault.words for fault in faults)


def test_all_that_is_wrong_in_a_row_is_told_at_once() -> None:
    assert read("date,code,source,kind,amount\nsoon,A9,XX,lent,\n")[1] == [
        (2, "date"), (2, "amount"), (2, "kind"), (2, "code"), (2, "source"),
    ]  # fmt: skip


def test_a_payment_lies_on_a_day_that_has_come_and_a_budget_may_lie_ahead() -> None:
    text = (
        "date,code,source,kind,amount\n2020-03-02,A1,SPW,paid,5\n2020-03-02,A1,SPW,budget,5\n2020-03-01,A1,SPW,paid,5\n"
    )
    _rows, faults = read_ledger(read_csv("ledger.csv", text.encode()), replace(KNOWN, today=date(2020, 3, 1)))
    assert [(fault.row, fault.column) for fault in faults] == [(2, "date")]
    assert "2 March 2020 lies ahead" in faults[0].words


def a_strategy_with_money() -> tuple[Strategy, dict[str, Any]]:
    """A priority area, an intervention in it and an action under that, with money at all three."""
    held = cast_piloting.strategy()
    space = held.versions.get(status="draft").space
    area = add_node(actor=None, space=space, kind="priority_area", title={"en": "Materials"})
    intervention = add_node(actor=None, space=space, kind="intervention", title={"en": "Piloting"})
    cost = add_node(
        actor=None, space=space, kind="cost", title={"en": "Officer"},
        details={"low": 25000, "high": 30000, "recurring": True},
    )  # fmt: skip
    action = cast_piloting.action("Recruit")
    for kind, source, target in (("acts_in", area, intervention), ("costs", intervention, cost)):
        add_link(actor=None, space=space, kind=kind, source=source.item, target=target.item)
    assert held.living is not None
    add_link(actor=None, space=held.living, kind="carried_out_by", source=intervention.item, target=action.item)
    items = {"area": area.item, "intervention": intervention.item, "action": action.item}
    cast_piloting.amount(items["area"], "budget", 1000)
    cast_piloting.amount(items["intervention"], "budget", 500)
    cast_piloting.amount(items["action"], "paid", 300)
    return held, items


@pytest.mark.django_db
def test_money_stands_under_priority_intervention_and_action(django_assert_max_num_queries: Any) -> None:
    held, items = a_strategy_with_money()
    with django_assert_max_num_queries(9):
        found = money_of(held, TODAY())
    lines = {line.node.item_id: line for line in found.lines}
    assert [lines[item.pk].depth for item in items.values()] == [0, 1, 2]
    assert [lines[item.pk].sums.whole.budget for item in items.values()] == [1500, 500, 0]
    assert [lines[item.pk].sums.whole.paid for item in items.values()] == [300, 300, 300]
    assert lines[items["intervention"].pk].cost is not None
    assert lines[items["intervention"].pk].cost.yearly == (25000, 30000)  # type: ignore[union-attr]
    assert found.total.left == 1200


@pytest.mark.django_db
def test_what_stands_above_an_intervention_is_shown_also_without_money() -> None:
    held, items = a_strategy_with_money()
    for entry in LedgerEntry.objects.filter(strategy=held):
        reverse_amount(actor=cast.co_manager(), entry=entry, reason="not so")
    space = held.versions.get().space
    area = add_node(actor=None, space=space, kind="priority_area", title={"en": "Aside"})
    bare = add_node(actor=None, space=space, kind="priority_area", title={"en": "Unspent"})
    other = add_node(actor=None, space=space, kind="intervention", title={"en": "Studies"})
    add_link(actor=None, space=space, kind="acts_in", source=bare.item, target=other.item)
    lines = {line.node.item_id: (line.depth, bool(line.sums.whole)) for line in money_of(held, TODAY()).lines}
    assert (lines[bare.item_id], lines[other.item_id]) == ((0, False), (1, False))
    assert area.item_id not in lines
    assert items["area"].pk in lines


@pytest.mark.django_db
def test_an_amount_is_reversed_once_and_never_changed() -> None:
    held, _items = a_strategy_with_money()
    entry = LedgerEntry.objects.filter(strategy=held, kind="paid").get()
    reverse_amount(actor=cast.co_manager(), entry=entry, reason="paid twice")
    assert money_of(held, TODAY()).total.paid == 0
    with pytest.raises(ValidationError):
        reverse_amount(actor=cast.co_manager(), entry=entry, reason="again")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(amount=1)


@pytest.mark.django_db
def test_closed_books_take_no_amount_by_the_action_nor_by_the_database() -> None:
    held, items = a_strategy_with_money()
    yesterday = TODAY() - timedelta(days=1)
    close_period(actor=cast.co_manager(), strategy=held, until=yesterday)
    with pytest.raises(ValidationError):
        cast_piloting.amount(items["action"], "paid", 5, on=yesterday)
    with pytest.raises(ValidationError):
        close_period(actor=cast.co_manager(), strategy=held, until=yesterday)
    entry = LedgerEntry.objects.filter(strategy=held).first()
    assert entry is not None
    entry.pk, entry.key, entry.on = None, entry.item.key, yesterday
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        entry.save(force_insert=True)


@pytest.mark.django_db
def test_a_reference_is_entered_once_and_the_m_and_e_officer_enters_nothing() -> None:
    held, items = a_strategy_with_money()
    cast_piloting.amount(items["action"], "paid", 5, reference="B-7")
    with pytest.raises(ValidationError):
        cast_piloting.amount(items["action"], "paid", 5, reference="B-7")
    with pytest.raises(PermissionDenied):
        enter_amount(
            actor=cast.m_and_e_officer(), strategy=held, item=items["action"], source=cast_piloting.source("ERDF"),
            kind="paid", on=TODAY(), amount=Decimal(5),
        )  # fmt: skip


@pytest.mark.django_db
def test_an_extract_is_shown_then_entered_once_and_all_of_it_or_nothing() -> None:
    held, _items = a_strategy_with_money()
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{held.slug}/money/import/"
    text = f"date,code,source,kind,amount,reference\n{TODAY()},A1,SPW,paid,7.25,B-1\n"
    shown = client.post(address, {"file": SimpleUploadedFile("l.csv", text.encode())})
    packed = shown.context["held"]
    assert LedgerEntry.objects.filter(reference="B-1").count() == 0
    client.post(f"{address}enter/", {"held": packed})
    assert LedgerEntry.objects.get(reference="B-1").amount == Decimal("7.25")
    client.post(f"{address}enter/", {"held": packed})
    assert LedgerEntry.objects.filter(reference="B-1").count() == 1
    nameless = f"date,code,source,kind,amount\n{TODAY()},A1,SPW,paid,9\n{TODAY()},A1,SPW,paid,-9\n"
    again = client.post(address, {"file": SimpleUploadedFile("l.csv", nameless.encode())}).context["held"]
    for _time in range(2):
        last = client.post(f"{address}enter/", {"held": again}, follow=True)
    assert "entered already" in last.content.decode()
    assert LedgerEntry.objects.get(amount=-9).reverses == LedgerEntry.objects.get(amount=9)
    assert client.post(f"{address}enter/", {"held": packed + "x"}).status_code == 400
    other = cast.signed_in(cast.person("Other lead"))
    assert other.post(f"{address}enter/", {"held": packed}).status_code == 404
    broken = client.post(address, {"file": SimpleUploadedFile("l.csv", b"\x00\x01")})
    assert broken.status_code == 400
    with pytest.raises(ValidationError):
        enter_ledger(actor=cast.co_manager(), strategy=held, rows=[Row(2, TODAY(), "A1", "nobody", "paid", Decimal(1))])


@pytest.mark.django_db
def test_lines_that_stand_in_the_ledger_are_entered_again_only_if_that_is_meant() -> None:
    held, _items = a_strategy_with_money()
    client = cast.signed_in(cast.co_manager())
    address = f"/pilot/{held.slug}/money/import/"
    head, line = "date,code,source,kind,amount", f"{TODAY()},A1,SPW,paid,11\n"

    def send(lines: int) -> Any:
        return client.post(address, {"file": SimpleUploadedFile("l.csv", f"{head}\n{line * lines}".encode())})

    def many() -> int:
        return LedgerEntry.objects.filter(amount=11).count()

    first = send(2)
    assert first.context["repeated"] == []
    client.post(f"{address}enter/", {"held": first.context["held"]})
    shown = send(3)
    assert shown.context["repeated"] == [2, 3]
    assert "2 of 3 lines stand in the ledger already" in shown.content.decode()
    last = client.post(f"{address}enter/", {"held": shown.context["held"]}, follow=True)
    assert "Nothing was entered" in last.content.decode()
    assert many() == 2
    client.post(f"{address}enter/", {"held": send(3).context["held"], "again": "on"})
    assert many() == 5


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)
positive = st.builds(
    Row, st.just(0), st.dates(date(2020, 1, 1), date(2021, 12, 31)), st.just("A1"), st.just("SPW"),
    st.sampled_from(KINDS), st.integers(1, 10**12).map(lambda cents: Decimal(cents) / 100), note=words,
)  # fmt: skip


@given(st.lists(st.tuples(positive, st.booleans()), min_size=1, max_size=8))
def test_a_ledger_that_leaves_as_a_file_is_read_as_it_was(entries: list[tuple[Row, bool]]) -> None:
    rows = [each for row, back in entries for each in (row, replace(row, amount=-row.amount))[: 2 if back else 1]]
    source = SimpleNamespace(code="SPW")
    stored = [vars(row) | {"source": source, "reverses_id": row.amount < 0 or None} for row in rows]
    held: Any = [SimpleNamespace(item_id=1, **row) for row in stored]
    nodes: Any = {1: SimpleNamespace(code="A1")}
    answer = csv_answer("l.csv", *ledger_table(held, nodes))
    read, faults = read_ledger(read_csv("l.csv", answer.content), KNOWN)
    assert faults == []
    assert [row.line for row in read] == [row.line for row in rows]
    assert repeated(read, replace(KNOWN, lines=Counter(row.line for row in rows))) == read


@pytest.mark.django_db
def test_a_ledger_that_is_taken_out_and_in_again_holds_everything_twice() -> None:
    held, items = a_strategy_with_money()
    leader = cast.co_manager()
    made = [cast_piloting.amount(items["action"], "paid", amount) for amount in (7, 7, 9)]
    reverse_amount(actor=leader, entry=made[-1], reason="=paid twice")
    client = cast.signed_in(leader)
    content = client.get(f"/pilot/{held.slug}/money/ledger.csv").content

    def told() -> Counter[Any]:
        fields = ("on", "item", "source", "kind", "amount", "reference", "note", "reverses__amount")
        return Counter(LedgerEntry.objects.filter(strategy=held).order_by().values_list(*fields))

    before = told()
    shown = client.post(f"/pilot/{held.slug}/money/import/", {"file": SimpleUploadedFile("l.csv", content)})
    assert len(shown.context["repeated"]) == before.total()
    client.post(f"/pilot/{held.slug}/money/import/enter/", {"held": shown.context["held"], "again": "on"})
    assert told() == before + before


def has_pair(entry: LedgerEntry) -> bool:
    return entry.reverses_id is not None or LedgerEntry.objects.filter(reverses=entry).exists()


def lines_of(strategy: Strategy) -> Counter[Any]:
    entries = LedgerEntry.objects.filter(strategy=strategy)
    return Counter(
        (one.on, one.source.code, one.kind, one.amount, one.reference, one.note, has_pair(one)) for one in entries
    )


@pytest.mark.django_db
def test_a_ledger_with_negative_lines_of_old_enters_an_empty_one_as_it_was() -> None:
    held, other = cast_piloting.strategy(), cast_piloting.strategy("Another strategy")
    mine, its = cast_piloting.action("Recruit"), cast_piloting.action("Recruit", cast_piloting.body("SG", other))
    sources = cast_piloting.source("SPW"), cast_piloting.source("SPW", other)
    assert its.strategy == other
    old = {"strategy": held, "item": mine.item, "source": sources[0], "on": TODAY(), "kind": "paid"}
    _lonely, undone = (LedgerEntry.objects.create(**old, amount=amount) for amount in (-300, -40))
    for entry in (undone, cast_piloting.amount(mine.item, "paid", 9), cast_piloting.amount(mine.item, "paid", 300)):
        if entry.amount != 300:
            reverse_amount(actor=cast.co_manager(), entry=entry, reason="taken back")
    client = cast.signed_in(cast.co_manager())
    content = client.get(f"/pilot/{held.slug}/money/ledger.csv").content
    address = f"/pilot/{other.slug}/money/import/"
    shown = client.post(address, {"file": SimpleUploadedFile("l.csv", content)})
    assert shown.context["faults"] == []
    client.post(f"{address}enter/", {"held": shown.context["held"]})
    assert lines_of(other) == lines_of(held)


@pytest.mark.django_db
def test_the_ledger_as_a_file_can_be_read_again() -> None:
    held, _items = a_strategy_with_money()
    leader = cast.co_manager()
    reverse_amount(actor=leader, entry=cast_piloting.amount(_items["action"], "paid", 7), reason="paid twice")
    client = cast.signed_in(leader)
    assert f"<td>{leader}</td>" in client.get(f"/pilot/{held.slug}/money/ledger/").content.decode()
    assert "budgeted to the end of this quarter" in client.get(f"/pilot/{held.slug}/money/").content.decode()
    content = client.get(f"/pilot/{held.slug}/money/ledger.csv").content
    rows, faults = read_ledger(read_csv("ledger.csv", content), known_to(held))
    assert faults == []
    assert sum(row.amount for row in rows) == sum(entry.amount for entry in LedgerEntry.objects.filter(strategy=held))
