"""Decisions without a database: numbers, codes, spans of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.web.accounts.codelists import activities, is_known_activity, is_known_region, regions
from beffroi.web.accounts.rules import BadNumber, Span, absorb, days_of, is_activity, is_region, normalise_number

DAY = date(2026, 1, 1)
HORIZON = DAY + timedelta(days=60)


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [
        ("BE", "0403.091.220", "0403091220"),
        ("BE", "BE 0403 091 220", "0403091220"),
        ("BE", "403091220", "0403091220"),
        ("BE", "", ""),
        ("FR", "61 954 506 077", "FR61954506077"),
        ("DE", "DE136695976", "DE136695976"),
        ("GR", "EL094259216", "EL094259216"),
        ("CH", "CHE-107.787.577", "CHE107787577"),
    ],
)
def test_a_number_has_one_form(country: str, written: str, number: str) -> None:
    assert normalise_number(country, written) == number


@pytest.mark.parametrize(
    ("country", "written", "fault"),
    [
        ("BE", "0403.091.221", "checksum"),
        ("BE", "0403.091", "length"),
        ("BE", "no number", "format"),
        ("DE", "DE136695970", "checksum"),
        ("FR", "DE136695976", "checksum"),
        ("CH", "; drop", "format"),
    ],
)
def test_a_bad_number_says_in_which_way(country: str, written: str, fault: str) -> None:
    with pytest.raises(BadNumber) as bad:
        normalise_number(country, written)
    assert bad.value.fault == fault


@pytest.mark.parametrize(
    ("code", "country", "fits"),
    [("BE3", "BE", True), ("BE", "BE", True), ("EL30", "GR", True), ("DE1", "BE", False), ("be3", "BE", False)],
)
def test_a_region_belongs_to_its_country(code: str, country: str, fits: bool) -> None:
    assert is_region(code, country) is fits


@pytest.mark.parametrize(("code", "fits"), [("20", True), ("20.14", True), ("C", True), ("2014", False), ("Z", False)])
def test_an_activity_has_the_form_of_nace(code: str, fits: bool) -> None:
    assert is_activity(code) is fits


@pytest.mark.parametrize(
    ("code", "country", "known"),
    [
        *(("BE32", "BE", True), ("BE321", "BE", True), ("BE", "BE", True), ("EL30", "GR", True), ("UKM5", "GB", True)),
        *(("BE39", "BE", False), ("BE391", "BE", False), ("DE1", "BE", False), ("BEZZ", "BE", False)),
    ],
)
def test_a_region_stands_in_the_nomenclature(code: str, country: str, known: bool) -> None:
    assert is_known_region(code, country) is known


@pytest.mark.parametrize(
    ("code", "known"),
    [("20", True), ("20.14", True), ("C", True), ("04", False), ("34.1", False), ("00", False), ("C2", False)],
)
def test_an_activity_stands_in_nace(code: str, known: bool) -> None:
    assert is_known_activity(code) is known


def test_the_lists_are_whole_and_in_both_languages() -> None:
    codes = [code for code, _title in activities("en")]
    assert (sum(code.isalpha() for code in codes), sum(code.isdigit() for code in codes)) == (21, 88)
    assert codes == [code for code, _title in activities("fr")]
    assert all(title.strip() for language in ("en", "fr") for _code, title in activities(language))
    assert regions()[0][0].startswith("BE") and {"BE32", "DEA2", "FRE1"} <= {code for code, _name in regions()}


@st.composite
def apart(draw: st.DrawFn) -> list[Span]:
    """Spans that hold no day twice; the last may be open."""
    cuts = sorted(draw(st.sets(st.integers(0, 50), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    spans = [Span(DAY + timedelta(days=a), DAY + timedelta(days=b)) for a, b in pairs]
    if spans and draw(st.booleans()):
        spans[-1] = Span(spans[-1].starts, None)
    return spans


@given(apart(), apart())
def test_joining_spans_loses_no_day_and_holds_none_twice(kept: list[Span], added: list[Span]) -> None:
    plan = absorb(kept, added)
    after = [plan.stretched.get(n, span) for n, span in enumerate(kept) if n not in plan.replaced]
    after += [added[n] for n in plan.moved]
    assert days_of(after, HORIZON) == days_of([*kept, *added], HORIZON)
    assert not [1 for n, one in enumerate(after) for other in after[n + 1 :] if one.overlaps(other)]


@given(apart(), apart())
def test_spans_open_stay_open(kept: list[Span], added: list[Span]) -> None:
    plan = absorb(kept, added)
    after = [plan.stretched.get(n, span) for n, span in enumerate(kept) if n not in plan.replaced]
    after += [added[n] for n in plan.moved]
    assert any(span.ends is None for span in after) == any(span.ends is None for span in [*kept, *added])


def test_the_earliest_kept_span_stays_so_that_no_two_rows_begin_on_one_day() -> None:
    kept = [Span(date(2026, 1, 1), date(2026, 1, 5)), Span(date(2026, 1, 6), date(2026, 1, 8))]
    added = [Span(date(2026, 1, 1), date(2026, 1, 2)), Span(date(2026, 1, 4), date(2026, 1, 7))]
    plan = absorb(kept, added)
    assert plan.stretched == {0: Span(date(2026, 1, 1), date(2026, 1, 8))}
    assert plan.replaced == (1,), "the first one may not go to the duplicate, which has a row from the same day"
