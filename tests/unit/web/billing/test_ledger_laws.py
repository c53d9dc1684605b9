"""Whatever happens, in whatever order: the books add up, and every invoice is payments, credits and what is open."""

from contextlib import suppress
from decimal import Decimal
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.unit.web import cast, cast_money
from tests.unit.web.billing.files import camt

from beffroi.analytics.invoicing.bank import read_bank_file
from beffroi.analytics.invoicing.references import written
from beffroi.web.billing import actions, queries
from beffroi.web.billing.actions.online import begin_payment, begin_refund, note_payment, note_refund
from beffroi.web.billing.models import Invoice, OnlinePayment
from beffroi.web.billing.mollie import Told

NUMBERS = count()
PICK = st.integers(0, 20)
AMOUNT = st.decimals("0.01", "150.00", places=2)


class Books(RuleBasedStateMachine):
    """Invoices are issued, credited, paid by bank and online, given back; files come twice, hooks are replayed."""

    def __init__(self) -> None:
        super().__init__()
        self.number = next(NUMBERS)
        of = cast.cluster(f"Laws {self.number}")
        self.seller = cast_money.seller(of, series=f"L{self.number}")
        actions.save_seller(actor=None, seller=self.seller, said=cast_money.SELLER | {"series": f"L{self.number}"},
                            online_key="test_key")  # fmt: skip
        self.seller.refresh_from_db()
        self.rows: list[tuple[str, str, str]] = []
        self.keys = count()

    def some(self, found, pick: int):
        rows = list(found.order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def invoice(self, pick: int) -> Invoice | None:
        return self.some(self.seller.invoices.filter(kind="invoice"), pick)

    def key(self) -> str:
        return f"{self.number}-{next(self.keys)}"

    @rule(price=AMOUNT, rate=st.sampled_from([Decimal(21), Decimal(6)]), quantity=st.integers(1, 3))
    def issue(self, price: Decimal, rate: Decimal, quantity: int) -> None:
        line = cast_money.line(str(price), str(quantity), rate=rate)
        cast_money.invoice(self.key(), line, of=self.seller)

    @rule(pick=PICK, price=AMOUNT, is_whole=st.booleans())
    def credit(self, pick: int, price: Decimal, is_whole: bool) -> None:
        if one := self.invoice(pick):
            first = queries.lines_said(one)[0]
            lines = None if is_whole else [cast_money.line(str(price), rate=first.rate)]
            with suppress(ValidationError):
                actions.credit(actor=None, invoice=one, reason="x", key=self.key(), lines=lines)

    @rule(pick=PICK, amount=AMOUNT, by_code=st.booleans(), comes=st.booleans())
    def the_bank_tells(self, pick: int, amount: Decimal, by_code: bool, comes: bool) -> None:
        one = self.invoice(pick)
        said = written(one.communication) if one and by_code else "words"
        self.rows.append((str(amount if comes else -amount), said, "Firm"))
        self.read()

    @rule()
    def read(self) -> None:
        content = camt(self.rows)
        movements = read_bank_file("bank", content)
        actions.read_bank_file(actor=None, seller=self.seller, name="bank", content=content, movements=movements)

    @rule(pick=PICK, other=PICK, amount=AMOUNT)
    def assign(self, pick: int, other: int, amount: Decimal) -> None:
        line, one = self.some(self.seller.bank_lines.all(), pick), self.invoice(other)
        if line and one:
            with suppress(ValidationError):
                actions.assign(actor=None, line=line, invoice=one, amount=amount if line.amount > 0 else -amount)

    @rule(pick=PICK, back=st.booleans())
    def look_at_a_movement(self, pick: int, back: bool) -> None:
        if line := self.some(self.seller.bank_lines.all(), pick):
            with suppress(ValidationError):
                if back:
                    actions.take_back(actor=None, line=line)
                else:
                    actions.set_aside(actor=None, line=line, reason="fee")

    @rule(pick=PICK, times=st.integers(1, 2))
    def pay_online(self, pick: int, times: int) -> None:
        if one := self.invoice(pick):
            with suppress(ValidationError):
                payment = begin_payment(actor=None, invoice=one)
                told = Told(f"tr_{self.number}_{payment.pk}", "paid", payment.amount, "", {})
                for _time in range(times):
                    note_payment(actor=None, payment=payment, told=told)

    @rule(pick=PICK, amount=AMOUNT, fails=st.booleans())
    def give_back_online(self, pick: int, amount: Decimal, fails: bool) -> None:
        payment = self.some(OnlinePayment.objects.filter(seller=self.seller, status="paid"), pick)
        if payment is None:
            return
        with suppress(ValidationError):
            refund = begin_refund(actor=None, payment=payment, amount=amount, key=self.key())
            for _time in range(2):
                note_refund(actor=None, refund=refund, provider_id=f"re_{refund.pk}")
            told = {f"re_{refund.pk}": (amount, not fails)}
            for _time in range(2):
                note_payment(
                    actor=None, payment=payment,
                    told=Told(str(payment.provider_id), "paid", payment.amount, "", told),
                )  # fmt: skip

    @invariant()
    def the_books_add_up(self) -> None:
        sums = queries.account_sums(self.seller)
        invoices = list(self.seller.invoices.filter(kind="invoice"))
        held = queries.balances(one.pk for one in invoices)
        assert sum(sums.values()) == 0
        for one in invoices:
            balance, notes = held[one.pk], one.credit_notes.values_list("gross", flat=True)
            assert balance.billed == one.gross == balance.payments + balance.credits + balance.open
            assert balance.credits == sum(notes) <= one.gross
        assert sums["customers"] == sum(one.open for one in held.values())
        assert sums["bank"] == sum(self.seller.bank_lines.values_list("amount", flat=True))
        assert sums["unassigned"] == -sum(one.left for one in queries.leftovers(self.seller))
        assert sums["bank"] == sum(Decimal(amount) for amount, _said, _who in self.rows)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        numbers = sorted(self.seller.invoices.values_list("sequence", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_no_order_of_deeds_breaks_the_books() -> None:
    slow = settings(max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Books, settings=slow)
