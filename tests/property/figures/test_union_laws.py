"""Laws that every union of regions keeps."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.figures.store import Figures

FIGURES = Figures.builtin()
REGIONS = tuple(
    code
    for code in FIGURES.table("unemployed", 2015)["region"].sort().to_list()
    if len(code) == 4 and code[:2] in {"BE", "DE", "ES", "IT", "SE", "FI", "FR", "NL", "AT", "PL"} and code[-1] != "Z"
)
unions = st.lists(st.sampled_from(REGIONS), min_size=2, max_size=5, unique=True)
ADDITIVE = ("unemployed", "employed_15_plus", "employed_25_64", "labour_force")
RATES = {
    "unemployment_rate": ("unemployed", "labour_force", 100.0),
    "tertiary_share_of_employed": ("employed_tertiary_25_64", "employed_25_64", 100.0),
    "manufacturing_share": ("persons_employed_manufacturing", "persons_employed_business", 100.0),
}


def value(series: str, codes: tuple[str, ...] | list[str]) -> float | None:
    return FIGURES.figure(series, "+".join(codes), 2015).value


def rounding(count: int) -> float:
    """How far a published parent may stand from the sum of its parts: each is rounded to 0.1 thousand."""
    return 0.05 * (count + 1) * 2


@settings(deadline=None, max_examples=40)
@given(codes=unions, series=st.sampled_from(ADDITIVE))
def test_an_additive_figure_of_a_union_is_the_sum_of_its_parts(codes: list[str], series: str) -> None:
    parts = [value(series, [code]) for code in codes]
    found = value(series, codes)
    if None in parts:
        return
    assert found is not None
    assert abs(found - sum(part for part in parts if part is not None)) <= rounding(len(codes))


@settings(deadline=None, max_examples=40)
@given(data=st.data(), codes=unions, series=st.sampled_from([*ADDITIVE, *RATES]))
def test_the_order_of_the_parts_is_irrelevant(data: st.DataObject, codes: list[str], series: str) -> None:
    shuffled = data.draw(st.permutations(codes))
    assert value(series, shuffled) == value(series, codes)


@settings(deadline=None, max_examples=60)
@given(codes=unions, series=st.sampled_from(sorted(RATES)))
def test_a_rate_of_a_union_lies_between_the_rates_of_its_parts(codes: list[str], series: str) -> None:
    rates = [value(series, [code]) for code in codes]
    found = value(series, codes)
    if None in rates or found is None:
        return
    known = [rate for rate in rates if rate is not None]
    assert min(known) - 0.05 <= found <= max(known) + 0.05


@settings(deadline=None, max_examples=40)
@given(codes=unions, series=st.sampled_from(sorted(RATES)))
def test_a_rate_is_its_numerator_over_its_denominator(codes: list[str], series: str) -> None:
    above, below, scale = RATES[series]
    numerator, denominator = value(above, codes), value(below, codes)
    found = value(series, codes)
    assert (found is None) == (numerator is None or denominator is None)
    if numerator is not None and denominator is not None and found is not None:
        assert abs(found - scale * numerator / denominator) < 1e-9


@settings(deadline=None, max_examples=40)
@given(codes=unions)
def test_gdp_per_head_of_a_union_lies_between_that_of_its_parts_up_to_the_source_s_rounding(codes: list[str]) -> None:
    parts = [FIGURES.figure("gdp_per_head_eur", code, 2015).value for code in codes]
    found = FIGURES.figure("gdp_per_head_eur", "+".join(codes), 2015).value
    if None in parts:
        return
    known = [part for part in parts if part is not None]
    assert found is not None
    assert min(known) - 100 <= found <= max(known) + 100


def test_a_whole_is_the_sum_of_its_published_parts_for_every_pair_of_siblings() -> None:
    siblings = [("BE31", "BE32"), ("DED2", "DED4"), ("FRE1", "FRE2"), ("SI03", "SI04")]
    for pair in (*siblings, *combinations(("BE31", "BE32", "BE33"), 2)):
        single = [value("unemployed", [code]) for code in pair]
        assert None not in single
        found = value("unemployed", pair)
        assert found is not None
        assert abs(found - sum(part for part in single if part is not None)) <= rounding(2)
