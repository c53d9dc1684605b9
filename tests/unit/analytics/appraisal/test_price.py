"""The price corridor on numbers that can be followed by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from beffroi.analytics.appraisal.price.ceiling import ceiling, ordered
from beffroi.analytics.appraisal.price.corridor import Corridor, corridor
from beffroi.analytics.appraisal.price.demand import demand, never_rising, wilson
from beffroi.analytics.appraisal.price.floors import floor_members, quantile
from beffroi.analytics.appraisal.price.members import breakeven_leavers, members_at_risk
from beffroi.analytics.appraisal.price.model import (
    Answer,
    Asked,
    Costs,
    Membership,
    PriceCase,
    StateAid,
    TakeUp,
)
from beffroi.analytics.appraisal.price.reading import EXAMPLE, parse_case
from beffroi.analytics.errors import InputError

MEMBERS = Membership(1500, 0.5, 100, 120, (0, 1, 1, 2, 2, 3, 4, 6))
ANSWER = Answer(80, 150, 300, 450)
CASE = PriceCase(Costs(6000, 80), 40, TakeUp(12, 20, 30), MEMBERS, 0.75, (ANSWER,))


def found(**changes: Any) -> Corridor:
    return corridor(replace(CASE, **changes))


def test_the_example_of_the_guide_is_not_viable_and_says_why() -> None:
    answer = found()
    assert (answer.floor_cost, answer.floor_members, answer.ceiling) == (580, 600, 300)
    assert answer.viable is False
    assert (answer.recommended, answer.expected, answer.members_at_risk, answer.breakeven_leavers) == (None,) * 4
    assert [str(reason) for reason in answer.reasons] == [
        "no viable price: the costs ask for at least 580.00, others would pay 300.00 at the most",
        "no viable price: membership pays from 600.00 on, others would pay 300.00 at the most",
    ]
    assert answer.intervals.viable == 0


def test_a_viable_corridor_and_what_follows_from_its_middle() -> None:
    answer = found(costs=Costs(1200, 80), survey=(Answer(300, 550, 700, 900),))
    assert answer.recommended is not None and answer.expected is not None
    assert (answer.recommended.low, answer.recommended.high) == (600, 700)
    assert vars(answer.expected) == {"price": 650, "take_up": 20, "revenue": 13_000, "margin": 10_200}
    # One use: 750 + 100 > 650, two: 750 + 200 < 1,300; so two of eight members are at risk.
    assert (answer.members_at_risk, answer.breakeven_leavers, answer.members_never_using) == (30, 6, 15)
    assert answer.viable and answer.reasons == ()


def test_floor_and_ceiling_at_one_price_are_a_corridor() -> None:
    answer = found(costs=Costs(12 * 220, 80), membership=replace(MEMBERS, fee_share=0))
    assert answer.floor_cost == answer.ceiling == 300
    assert answer.recommended is not None and answer.recommended.low == answer.recommended.high == 300
    # The last place of a number decides nothing: 80 + 1 / 3 + … is 300 but for rounding.
    thirds = Costs(3 * (300 - 0.1 - 0.2), 0.1 + 0.2)
    near = found(costs=thirds, take_up=TakeUp(3, 20, 30), membership=replace(MEMBERS, fee_share=0))
    assert near.viable and near.recommended is not None and near.recommended.low <= near.recommended.high


def test_without_answers_there_is_no_ceiling() -> None:
    assert [str(each) for each in found(survey=()).reasons] == [
        "no viable price: there is no answer to a survey, so nothing says what others would pay"
    ]
    dropped = found(survey=(Answer(1, 1, 2, 3), Answer(1, None, 2, 3)))
    assert dropped.dropped_answers == 2
    assert (dropped.ceiling, dropped.intervals.ceiling, dropped.intervals.viable) == (None, None, None)
    assert "of 2 answers none is ordered" in dropped.reasons[0]


@pytest.mark.parametrize(("uses", "said", "never"), [((), "no sample", None), ((0, 0), "nobody in the sample", 120)])
def test_where_nobody_uses_the_service_costs_are_the_only_floor(
    uses: tuple[int, ...], said: str, never: float | None
) -> None:
    answer = found(costs=Costs(1200, 80), membership=replace(MEMBERS, uses=uses))
    assert answer.recommended is not None
    assert (answer.floor_members, answer.recommended.low) == (None, 180)
    assert answer.intervals.floor_members is None
    assert said in answer.reasons[0]
    assert answer.members_at_risk == (None if never is None else 0)
    assert answer.members_never_using == never


def test_membership_without_a_fee_has_no_leavers_to_count() -> None:
    answer = found(costs=Costs(1200, 80), membership=replace(MEMBERS, fee=0))
    assert (answer.floor_members, answer.breakeven_leavers) == (100, None)
    assert [str(each) for each in answer.reasons] == [
        "leavers: membership costs nothing, so no fee is lost with a member"
    ]


def test_leavers_are_counted_whole_though_numbers_are_rounded() -> None:
    assert breakeven_leavers(0.1 + 0.2, 0.1) == breakeven_leavers(0.3, 0.1) == 3
    assert breakeven_leavers(2999.99, 1500) == 1


def test_who_is_just_as_well_off_is_not_at_risk() -> None:
    thirds = Membership(1, 0.1, 0.2, 3, (0, 3))
    assert members_at_risk(thirds, 0.1 / 3 + 0.2) == 0
    assert members_at_risk(thirds, 0.1 / 3 + 0.2 - 1e-6) == 1.5


@pytest.mark.parametrize(("share", "uses"), [(0, 6), (1, 1), (0.75, 1.5), (0.5, 2)])
def test_the_quantile_is_that_of_type_7(share: float, uses: float) -> None:
    assert quantile(MEMBERS.using, 1 - share) == uses
    assert floor_members(MEMBERS, share) == 100 + 750 / uses


def test_prices_that_do_not_rise_are_dropped() -> None:
    answers = [ANSWER, Answer(80, 80, 300, 450), Answer(80, 150, 150, 450), Answer(1, 2, 4, 3), Answer(1, 2, 3, None)]
    assert ordered(answers) == [(80, 150, 300, 450)]


@pytest.mark.parametrize(
    ("answers", "price"),
    [
        ([(80, 150, 300, 450)], 300),  # both shares are 0 at 300 only
        ([(10, 20, 30, 40), (50, 60, 70, 80)], 50),  # both one half at 40, 50 and 60
        ([(10, 20, 25, 30), (15, 32, 35, 40), (16, 33, 36, 50)], 33),  # both one third at 33 only
        ([(10, 20, 25, 30), (15, 33, 35, 40), (16, 33, 36, 50)], 34),  # 1/3 and 2/3 at 33, 1/3 and 0 at 35
    ],
)
def test_the_ceiling_by_hand(answers: list[tuple[float, float, float, float]], price: float) -> None:
    assert ceiling(answers) == pytest.approx(price)


def test_intervals_are_those_of_the_seed_and_narrow_with_answers() -> None:
    random = np.random.default_rng(7)
    rows = np.cumsum(random.integers(10, 120, size=(400, 4)), axis=1).tolist()
    few, many = tuple(Answer(*row) for row in rows[:10]), tuple(Answer(*row) for row in rows)
    one, again, other = found(survey=few), found(survey=few), found(survey=few, seed=2)
    assert one.intervals == again.intervals != other.intervals
    wide, narrow = one.intervals.ceiling, found(survey=many).intervals.ceiling
    assert wide is not None and narrow is not None and one.ceiling is not None
    assert wide.low <= one.ceiling <= wide.high
    assert narrow.high - narrow.low < wide.high - wide.low
    assert one.intervals.floor_members == again.intervals.floor_members == found(survey=many).intervals.floor_members


def test_state_aid_flags_what_is_below_market_or_cost() -> None:
    priced = {"costs": Costs(1200, 80), "survey": (Answer(300, 550, 700, 900),)}
    assert found(**priced, state_aid=StateAid(False, 800)).reasons == ()
    assert [str(each) for each in found(**priced, state_aid=StateAid(True, 800)).reasons] == [
        "state aid: the price for non-members is 650.00, below the market price of 800.00",
        "state aid: the price for members, their fee apart, is 100.00, below the market price of 800.00",
        "state aid: the price for members, their fee apart, is 100.00, below the 140.00 that a participant costs",
    ]
    members = replace(MEMBERS, member_price=140)
    assert found(**priced, membership=members, state_aid=StateAid(True)).reasons == ()


def test_demand_is_smoothed_and_ranks_the_prices_asked() -> None:
    asked = (Asked(300, 3, 30), Asked(100, 20, 30), Asked(200, 21, 30))
    answer = demand(asked, variable=150)
    assert answer is not None
    assert [point.price for point in answer.points] == [100, 200, 300]
    assert [point.smoothed for point in answer.points] == pytest.approx([41 / 60, 41 / 60, 0.1])
    assert (answer.best_revenue, answer.best_margin) == (200, 200)
    assert demand((), 1) is None
    assert never_rising([0, 1, 0, 1], [1, 1, 1, 1]) == [0.5] * 4
    assert wilson(0, 10)[0] == 0 and wilson(10, 10)[1] == pytest.approx(1)


def test_the_file_may_leave_out_what_is_optional() -> None:
    text = "\n".join(line for line in EXAMPLE.splitlines() if not line.startswith("survey"))
    case = parse_case("p.yaml", text.replace(", uses_per_year: [0, 1, 2]", "").replace("40", "40\nsurvey:\n"))
    assert (case.survey, case.membership.uses, case.draws, case.seed) == ((), (), 1000, 1)
    full = parse_case(
        "p.yaml",
        EXAMPLE + "state_aid: true\nmarket_price: 1e2\ndraws: 200\nseed: 9\n"
        "gabor_granger: [{price: 9, would_buy: 1, asked: 2}]\n",
    )
    assert (full.state_aid, full.draws, full.seed) == (StateAid(True, 100), 200, 9)
    assert full.gabor_granger == (Asked(9, 1, 2),)


def test_what_cannot_be_is_refused_from_python_too() -> None:
    for wrong, said in (
        (lambda: TakeUp(0.5, 1, 2), "out of order"),
        (lambda: replace(CASE, capacity=20), "larger than the capacity"),
        (lambda: replace(CASE, protect_share=1.5), "no part"),
        (lambda: Asked(1, 3, 2), "more would buy"),
    ):
        with pytest.raises(InputError, match=said):
            wrong()
