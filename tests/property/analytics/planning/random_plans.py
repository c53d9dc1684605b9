"""Plans of any kind, for laws: partial dates, circles, unknown predecessors, milestones, actions without dates."""

from hypothesis import strategies as st

from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction, Statement

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=12)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    """A year, a month or a day of two years."""
    year, month, day = draw(st.integers(2019, 2020)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    return draw(st.sampled_from([PartialDate(year), PartialDate(year, month), PartialDate(year, month, day)]))


@st.composite
def plans(draw: st.DrawFn, most: int = 7, has_circles: bool = True) -> Plan:
    """Up to so many actions in any order; without circles and dates turned round if so wished."""
    ids = [f"A{at}" for at in range(draw(st.integers(1, most)))]
    actions = []
    for at, name in enumerate(ids):
        start, end = draw(st.none() | dates()), draw(st.none() | dates())
        if not has_circles and start and end and end.last < start.first:
            start, end = end, start
        before = [*ids, "X"] if has_circles else ids[:at]
        statement = st.builds(Statement, st.just("annex"), dates(), st.none() | dates())
        actions.append(
            PlannedAction(
                name,
                start=start,
                end=end,
                owners=tuple(draw(st.lists(st.sampled_from(["SPW", "IWEPS"]), max_size=2))),
                after=tuple(draw(st.lists(st.sampled_from(before), max_size=3))) if before else (),
                milestone=draw(st.booleans()) if has_circles else False,
                stated_elsewhere=tuple(draw(st.lists(statement, max_size=2))),
            )
        )
    return Plan(tuple(draw(st.permutations(actions))))
