"""Laws of invoices: nothing is lost between lines and totals, credit notes never give back more than was taken."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.invoicing.arithmetic import Line, cents, faults, rest, sums
from beffroi.analytics.invoicing.matching import Arrived, Due, match
from beffroi.analytics.invoicing.references import communication, read_communication, written

AMOUNTS = st.decimals("0.01", "9999.99", places=2)
RATES = st.sampled_from([("S", Decimal(21)), ("S", Decimal(6)), ("S", Decimal("12.5")), ("E", Decimal(0))])
LINES = st.builds(
    lambda quantity, price, kind: Line("x", Decimal(quantity), price, kind[0], kind[1], "why" if kind[1] == 0 else ""),
    st.integers(1, 50), AMOUNTS, RATES,
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=12))
def test_the_sum_of_lines_is_the_total_in_whatever_order(lines: list[Line]) -> None:
    found = sums(lines)
    assert found.net == sum(one.net for one in lines)
    assert found.gross == found.net + found.tax == sum(one.net + one.tax for one in found.taxes)
    assert sums(lines[::-1]) == found
    assert all(one.tax == cents(one.net * one.rate / 100) for one in found.taxes)
    assert faults(lines) == []


@given(st.lists(LINES, min_size=1, max_size=5), st.data())
def test_an_invoice_is_its_credit_notes_and_the_rest(lines: list[Line], data: st.DataObject) -> None:
    note = [
        Line("back", Decimal(1), data.draw(st.decimals("0.01", one.net, places=2)), one.category, one.rate, one.reason)
        for one in lines
    ]
    left = rest(lines, [note])
    assert sum((one.net for one in left), Decimal(0)) == sums(lines).net - sums(note).net
    assert sum((one.tax for one in left), Decimal(0)) == sums(lines).tax - sums(note).tax


@given(st.integers(0, 10**10 - 1))
def test_a_communication_is_read_as_it_is_written(number: int) -> None:
    digits = communication(number)
    assert read_communication(written(digits)) == digits
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert read_communication(wrong) == ""


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(-200, 200)), max_size=8),
    st.lists(st.integers(-200, 200), max_size=5),
)
def test_matching_never_assigns_more_than_arrived_or_is_open(arrived: list, due: list) -> None:
    moved = [Arrived(n, str(code) if code else "", Decimal(amount)) for n, (code, amount) in enumerate(arrived)]
    open_ = [Due(n, str(n + 1), Decimal(amount)) for n, amount in enumerate(due)]
    found = match(moved, open_)
    assert len({one.movement for one in found}) == len(found)
    for one in moved:
        given_ = sum((each.amount for each in found if each.movement == one.pk), Decimal(0))
        assert abs(given_) <= abs(one.amount) and given_ * one.amount >= 0
    for each in open_:
        paid = sum((one.amount for one in found if one.invoice == each.pk), Decimal(0))
        assert abs(paid) <= abs(each.open) and paid * each.open >= 0
