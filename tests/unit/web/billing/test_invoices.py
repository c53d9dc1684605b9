"""Invoices: numbered without gaps, kept by the database, corrected by credit notes only, booked as they are issued."""

from decimal import Decimal
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction
from tests.unit.web import cast, cast_money, cast_services

from beffroi.analytics.invoicing.references import written
from beffroi.web.billing import actions, keeping, queries
from beffroi.web.billing.models import Invoice, Posting, Seller, Series
from beffroi.web.core.keeping import remove_whole
from beffroi.web.services.actions import call_off, cancel
from beffroi.web.services.models import Booking

pytestmark = pytest.mark.django_db


def test_numbers_have_no_gap_even_where_an_invoice_is_refused():
    made = [cast_money.invoice(f"n{number}") for number in range(3)]
    with pytest.raises(ValidationError):
        cast_money.invoice("refused", cast_money.line(category="E", rate=Decimal(0)))
    actions.credit(actor=None, invoice=made[0], reason="Slip", key="c")
    made.append(cast_money.invoice("n4"))
    year = made[0].issued_on.year
    assert [one.number for one in made] == [f"GW-{year}-0000{number}" for number in (1, 2, 3, 5)]
    assert sorted(Invoice.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]
    assert len({one.communication for one in made}) == 4


def test_asked_twice_one_invoice_is_meant():
    assert cast_money.invoice("same").pk == cast_money.invoice("same").pk
    assert Invoice.objects.count() == 1
    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE billing_invoice SET gross = 1",
        "UPDATE billing_invoice SET buyer = '{}'",
        "DELETE FROM billing_invoice",
        "UPDATE billing_posting SET amount = 1",
        "DELETE FROM billing_posting",
    ],
)
def test_the_database_keeps_what_was_issued_and_booked(change):
    cast_money.invoice()
    with pytest.raises(Error, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"category": "S", "rate": Decimal(0)}, "Give a rate"),
        ({"category": "AE", "rate": Decimal(0)}, "Say why"),
        ({"price": "0"}, "more than nothing"),
    ],
)
def test_what_cannot_be_invoiced_is_refused_in_a_sentence(line, words):
    with pytest.raises(ValidationError, match=words):
        cast_money.invoice("x", cast_money.line(**line))
    assert not Series.objects.filter(last__gt=0).exists()


def test_a_small_enterprise_charges_no_vat():
    small = cast_money.seller(regime="small", exemption={"fr": "Franchise, art. 56bis"})
    with pytest.raises(ValidationError, match="charges no VAT"):
        cast_money.invoice("x", of=small)
    exempt = cast_money.line(category="E", rate=Decimal(0), reason=small.exemption)
    assert cast_money.invoice("x", exempt, of=small).tax == 0


def test_a_part_then_the_rest_gives_back_to_the_cent():
    invoice = cast_money.invoice("odd", cast_money.line("10.01"), cast_money.line("0.33", rate=Decimal(6)))
    for number, price in enumerate(("3.35", "0.02", "0.02")):
        part = [cast_money.line(price)]
        actions.credit(actor=None, invoice=invoice, reason="Part", key=f"p{number}", lines=part)
    with pytest.raises(ValidationError, match="more than is left"):
        actions.credit(actor=None, invoice=invoice, reason="Much", key="m", lines=[cast_money.line("9.00")])
    actions.credit(actor=None, invoice=invoice, reason="Rest", key="rest")
    held = queries.balance(invoice)
    assert (held.billed, held.credits, held.open) == (invoice.gross, invoice.gross, 0)
    assert sum(invoice.credit_notes.values_list("gross", flat=True)) == invoice.gross
    with pytest.raises(ValidationError, match="Nothing is left"):
        actions.credit(actor=None, invoice=invoice, reason="Again", key="again")


def test_only_the_manager_of_the_cluster_invoices_and_credits():
    seller, invoice = cast_money.seller(), cast_money.invoice()
    bill = actions.Bill(lines=[cast_money.line()], supplied_on=invoice.issued_on, reference="", key="k")
    for who in (cast.administrator(), cast.cluster_manager("Olga", of=cast.cluster("Skywin")), cast.firm()):
        with pytest.raises(PermissionDenied):
            actions.issue(actor=who, seller=seller, buyer=cast_money.BUYER, bill=bill)
        with pytest.raises(PermissionDenied):
            actions.credit(actor=who, invoice=invoice, reason="x", key="k")
    assert actions.issue(actor=cast.cluster_manager(), seller=seller, buyer=cast_money.BUYER, bill=bill).number


def test_a_booking_is_invoiced_once_and_what_is_given_back_is_credited():
    booking = cast_services.booked(seats=3)
    invoice = cast_money.of_booking(booking)
    assert cast_money.of_booking(booking).pk == invoice.pk
    assert (invoice.gross, invoice.buyer_reference) == (Decimal("726.00"), booking.quote.number)
    cancel(actor=None, booking=booking, seats=[1])
    assert [one.gross for one in invoice.credit_notes.all()] == [Decimal("242.00")]
    call_off(actor=None, session=booking.session, reason="Strike")
    assert queries.balance(invoice).open == 0
    assert queries.invoice_about(booking.key) is None


def test_what_the_terms_keep_is_not_credited():
    booking = cast_services.booked(cast_services.session(cast_services.offer(), days=20), seats=2)
    invoice = cast_money.of_booking(booking)
    cancel(actor=None, booking=booking)
    assert queries.balance(invoice).credits == Decimal("242.00")
    assert queries.balance(invoice).open == Decimal("242.00")


@pytest.mark.parametrize(
    ("said", "field"),
    [({"iban": "BE71 0961 2345 6760"}, "iban"), ({"enterprise_number": "0403.091.221"}, "enterprise_number"),
     ({"peppol": "2403091220"}, "peppol"), ({"regime": "small"}, "exemption_en")],
)  # fmt: skip
def test_a_seller_whose_numbers_do_not_hold_is_refused_at_its_field(said, field):
    with pytest.raises(ValidationError) as refused:
        cast_money.seller(**said)
    assert field in refused.value.error_dict
    assert not Seller.objects.exists()


@pytest.fixture(scope="module")
def without_guards(django_db_setup, django_db_blocker):
    """The guards also refuse what empties the database after the test."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        keeping.remove(None, editor)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        keeping.install(None, editor)


@pytest.mark.usefixtures("without_guards")
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads on SQLite in memory share no database")
def test_at_the_same_moment_nobody_gets_the_number_of_another():
    with connection.schema_editor() as editor:
        remove_whole(keeping.KEPT, editor)  # the tables are emptied when the test is over
    seller = cast_money.seller()

    def work(number: int) -> None:
        cast_money.invoice(f"t{number}", of=seller)
        connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(Invoice.objects.values_list("sequence", flat=True)) == list(range(1, 9))


def test_an_invoice_and_its_credit_note_reach_who_booked_by_mail_with_the_paper():
    made = cast_money.of_booking(cast_services.booked(name="Toits"))
    cast_money.of_booking(Booking.objects.get())  # asked again: no second mail
    actions.credit(actor=None, invoice=made, reason="Called off", key="c")
    told = [one for one in cast.mails() if one.attachments]
    assert [one.to for one in told] == [["toits@example.org"]] * 2
    assert "€242.00 is to pay by" in told[0].body and written(made.communication) in told[0].body
    assert "€242.00 is credited" in told[1].body and "Called off" in told[1].body
    for mail, number in zip(told, (made.number, made.credit_notes.get().number), strict=True):
        [(name, content, kind)] = mail.attachments
        assert (name, content[:4], kind) == (f"{number}.pdf", b"%PDF", "application/pdf")
        assert number in mail.subject


def test_a_paper_that_nobody_is_known_for_stays_here_and_a_seller_has_it_at_its_address():
    cast_money.invoice()
    cast_services.Booking.objects.update(email="")
    assert not cast.mails()
    other = cast_money.seller(
        cast.cluster("Skywin"), enterprise_number="1000.000.021", email="money@skywin.example", series="SW"
    )
    cast_money.invoice("two")
    assert [one.to for one in cast.mails()] == [[other.email]]
