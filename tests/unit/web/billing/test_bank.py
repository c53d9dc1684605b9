"""Bank files: read once whatever kind they are, matched by communication, then amount; the rest is a human's."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.unit.web import cast, cast_money
from tests.unit.web.billing.files import camt, coda

from beffroi.analytics.errors import InputError
from beffroi.analytics.invoicing.bank import Movement, read_bank_file
from beffroi.analytics.invoicing.references import written
from beffroi.analytics.invoicing.twins import Told, twins
from beffroi.web.billing import actions, queries
from beffroi.web.billing.models import BankLine, Posting

pytestmark = pytest.mark.django_db


def read(content: bytes, **more):
    movements = read_bank_file("bank", content)
    said = {"actor": None, "seller": cast_money.seller(), "name": "bank", "content": content, "movements": movements}
    return actions.read_bank_file(**said | more)


@pytest.mark.parametrize("kind", [camt, coda])
def test_what_came_in_pays_by_communication_then_by_amount_and_the_rest_waits(kind):
    by_code, by_amount = cast_money.invoice("a"), cast_money.invoice("b", cast_money.line("50"))
    code = written(by_code.communication)
    came = [("242.00", code, "Toits"), ("60.50", "thank you", "Other"), ("9.99", "?", "Unknown"), ("-3.00", "fee", "")]
    found = read(kind(came))
    assert (found.new, found.assigned) == (4, 2)
    assert [queries.balance(one).open for one in (by_code, by_amount)] == [0, 0]
    assert [one.left for one in queries.leftovers(cast_money.seller())] == [Decimal("-3.00"), Decimal("9.99")]
    postings = Posting.objects.count()
    again = read(kind(came))
    longer = read(kind([*came, ("1.00", "new", "Late")]))
    assert (again.new, longer.new) == (0, 1)
    assert Posting.objects.count() == postings + 1
    assert sum(queries.account_sums(cast_money.seller()).values()) == 0


@pytest.mark.parametrize("first", [camt, coda])
def test_the_other_kind_of_file_books_nothing_twice_and_two_that_are_alike_stay_two(first):
    second = coda if first is camt else camt
    invoice = cast_money.invoice()
    code = written(invoice.communication)
    alike = ("9.99", "Seat for May – thank you", "Other")
    came = [("242.00", code, "Toits"), alike, alike, ("-3.00", "fee", ""), ("-3.00", "", "")]
    assert read(first(came)).new == 5
    told_again, longer = read(second(came)), read(second([*came, alike, ("7.00", "new", "Late")]))
    assert (told_again.new, longer.new) == (0, 2)
    assert read(first([*came, ("1.00", "later", "Late")])).new == 1
    assert queries.balance(invoice).open == 0
    assert sum(queries.account_sums(invoice.seller).values()) == 0


def test_a_transfer_that_differs_in_day_amount_code_words_or_account_is_another_one():
    day = date(2027, 3, 1)
    said = {"booked_on": day, "amount": Decimal(5), "words": "May", "counterparty_account": "BE1"}
    one = Movement("BE71", **said)
    assert twins([one], [Told(1, **said)]) == {one.key: 1}
    others = {"booked_on": date(2027, 3, 2), "amount": Decimal(6), "words": "June", "counterparty_account": "BE2"}
    for name, value in (*others.items(), ("communication", "0" * 12)):
        assert twins([one], [Told(1, **(said | {name: value}))]) == {}


def test_who_pays_in_parts_or_too_much_pays_as_much_as_is_open():
    invoice = cast_money.invoice()
    code = written(invoice.communication)
    read(camt([("100.00", code, "A"), ("200.00", code, "A")]))
    assert queries.balance(invoice).open == 0
    assert [one.left for one in queries.leftovers(invoice.seller)] == [Decimal("58.00")]


def test_two_that_fit_are_left_to_a_human_who_assigns_sets_aside_and_takes_back():
    first, second = cast_money.invoice("a"), cast_money.invoice("b")
    read(camt([("242.00", "seat", "Toits"), ("7.00", "grant", "Region")]))
    seat, grant = (BankLine.objects.get(words=words) for words in ("seat", "grant"))
    assert queries.left_of(seat) == 242
    with pytest.raises(ValidationError, match="more than is left"):
        actions.assign(actor=None, line=seat, invoice=first, amount=Decimal(243))
    actions.assign(actor=None, line=seat, invoice=first, amount=Decimal(242))
    actions.take_back(actor=None, line=seat)
    assert queries.balance(first).open == 242
    actions.assign(actor=None, line=seat, invoice=second, amount=Decimal(242))
    actions.set_aside(actor=None, line=grant, reason="A subsidy")
    assert queries.leftovers(first.seller) == []
    assert [queries.balance(one).open for one in (first, second)] == [242, 0]
    with pytest.raises(ValidationError, match="Nothing is left"):
        actions.set_aside(actor=None, line=grant, reason="x")


def test_what_was_paid_and_credited_is_due_back_until_the_bank_says_it_left():
    invoice = cast_money.invoice()
    read(camt([("242.00", written(invoice.communication), "A")]))
    actions.credit(actor=None, invoice=invoice, reason="Called off", key="c")
    assert queries.balance(invoice).open == -242
    assert "to be given back" in queries.paper_of(invoice, "en").lead
    read(camt([("242.00", written(invoice.communication), "A"), ("-242.00", "refund", "A")]))
    assert queries.balance(invoice).open == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "neither CODA nor CAMT"),
        (coda([("1.00", "x", "y")])[:-200], "damaged or cut off"),
        (b"\n".join(coda([("1.00", "x", "y")]).split(b"\n")[:-1]), "damaged or cut off"),
        (b"00000" + b"x" * 200, "damaged or cut off"),
        (coda([("1.00", "x", "y")], currency="USD"), "not in euro"),
        (b"<Document", "damaged"),
        (b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001'/>", "no CAMT.053"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "document type"),
        (camt([("1.00", "x", "y")], currency="USD"), "not in euro"),
        (camt([("1.00", "x", "y")]).replace(b">1.00<", b">NaN<"), "no number"),
        (b" " * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content, words):
    with pytest.raises(InputError, match=words):
        read_bank_file("bank", content)


def test_a_file_of_another_account_changes_nothing():
    cast_money.invoice()
    with pytest.raises(ValidationError, match="not of the seller"):
        read(camt([("1.00", "x", "y")], account="BE68539007547034"))
    assert not BankLine.objects.exists()


def test_the_bank_of_a_cluster_is_its_managers_alone():
    read(camt([("1.00", "x", "y")]))
    for who in (cast.administrator(), cast.cluster_manager("Olga", of=cast.cluster("Skywin"))):
        with pytest.raises(PermissionDenied):
            read(camt([("2.00", "x", "y")]), actor=who)
        with pytest.raises(PermissionDenied):
            actions.set_aside(actor=who, line=BankLine.objects.get(), reason="x")


def test_on_the_page_a_file_is_sent_a_leftover_assigned_and_the_books_add_up(django_assert_max_num_queries):
    invoice = cast_money.invoice()
    client = cast.signed_in(cast.cluster_manager())
    where = reverse("billing:bank", kwargs={"slug": "greenwin"})
    assert "neither CODA" in client.post(where, {"file": SimpleUploadedFile("a.txt", b"x")}).content.decode()
    rows = [("100.00", "part", "Toits")] + [(f"{number}.50", "x", "Y") for number in range(1, 8)]
    assert client.post(where, {"file": SimpleUploadedFile("a.xml", camt(rows))}).status_code == 302
    with django_assert_max_num_queries(15):
        text = client.get(where).content.decode()
    assert "8 movements wait for you" in text
    assign = reverse("billing:assign", kwargs={"key": BankLine.objects.get(words="part").key})
    assert "say why it pays none" in client.post(assign, {"invoice": ""}).content.decode()
    assert client.post(assign, {"invoice": invoice.key}).status_code == 302
    assert queries.balance(invoice).open == 142
    assert "by hand" in client.get(where).content.decode()
    books = client.get(reverse("billing:books", kwargs={"slug": "greenwin"})).content.decode().lstrip("\ufeff")
    rows = list(csv.DictReader(books.splitlines()))
    sides = [[Decimal(row[side] or 0) for row in rows] for side in ("debit", "credit")]
    assert sum(sides[0]) == sum(sides[1]) > 0
    take_back = reverse("billing:take_back", kwargs={"key": BankLine.objects.get(words="part").key})
    client.post(take_back)
    assert queries.balance(invoice).open == 242
