"""Laws of suppression: nobody who holds all that is published can compute, or closely bound, a sensitive cell."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.grid import Marks, Whole
from beffroi.analytics.microdata.rectangles import Search, many_corners
from beffroi.analytics.microdata.sensitivity import Rules, judged
from beffroi.analytics.microdata.suppression import Suppressed, suppress

LAWS = settings(deadline=None, max_examples=60)
Table = tuple[Whole, Whole, list[Whole]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Contributors, values with totals, and sums of the largest one and two; some cells are empty, some dominated."""
    shape = draw(st.integers(3, 6)), draw(st.integers(3, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    few = draw(st.sampled_from([0.0, 0.2, 0.5]))
    sizes = np.where(random.random(shape) < few, random.integers(0, 3, shape), random.integers(4, 12, shape))
    firms, value, first, second = (np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int64) for _ in range(4))
    contributions = {at: np.ceil(random.lognormal(2, 1.3, many)).astype(int) for at, many in np.ndenumerate(sizes)}
    for row in range(shape[0] + 1):
        for column in range(shape[1] + 1):
            parts = [each for (r, c), each in contributions.items() if row in (r, shape[0]) and column in (c, shape[1])]
            every = np.sort(np.concatenate([*parts, np.zeros(0, dtype=int)]))[::-1]
            firms[row, column], value[row, column] = len(every), every.sum()
            first[row, column], second[row, column] = every[:1].sum(), every[:2].sum()
    return firms, value, [first, second]


def controlled(table: Table) -> tuple[Marks, Whole, Suppressed]:
    firms, value, leading = table
    found = judged(Rules(), firms, value, leading)
    primary = np.logical_or.reduce(list(found.marks.values()))
    try:
        return primary, found.need, suppress(primary, [found.need], [value], firms, np.zeros_like(primary))
    except InputError:
        assume(False)
        raise


def bounds(value: Whole, hidden: Marks, at: tuple[int, int]) -> tuple[float, float]:
    """The least and the most that a hidden cell can be for somebody who knows all the others, the totals and no more.

    What is added to the cell must be taken from its row and go round to its column: a greatest flow from one to the
    other over hidden cells, each of which can give what it holds and take any amount. Totals stand on the other side
    of their sums.
    """
    many = len(value)

    def total(row: int, column: int) -> bool:
        return (row == many - 1) != (column == value.shape[1] - 1)

    ways = []
    for up in (True, False):
        capacity = np.zeros((sum(value.shape), sum(value.shape)))
        for row, column in np.argwhere(hidden).tolist():
            gives, takes = (row, many + column), (many + column, row)
            if total(row, column) != (up == total(*at)):
                gives, takes = takes, gives
            if (row, column) != at:
                capacity[gives], capacity[takes] = value[row, column], np.inf
        ways.append(greatest_flow(capacity, at[0], many + at[1]))
    return max(float(value[at] - ways[1]), 0.0), float(value[at] + ways[0])


def greatest_flow(capacity: np.ndarray, start: int, end: int) -> float:
    """The greatest flow from one node to another, by shortest augmenting paths."""
    left, found = capacity.copy(), 0.0
    while path := shortest_path(left > 0, start, end):
        most = min(left[step] for step in path)
        if np.isinf(most):
            return float(np.inf)
        for here, there in path:
            left[here, there] -= most
            left[there, here] += most
        found += most
    return found


def shortest_path(open_: np.ndarray, start: int, end: int) -> list[tuple[int, int]]:
    """The steps of a shortest way over what is open; none where there is no way."""
    before, queue = {start: start}, [start]
    for node in queue:
        for other in np.flatnonzero(open_[node]).tolist():
            if other not in before:
                before[other] = node
                queue.append(other)
    path = []
    while end in before and end != start:
        path.append((before[end], end))
        end = before[end]
    return path


def test_the_bounds_of_an_attacker_are_right() -> None:
    """Two by two with totals: of the four hidden cells one can move by as much as the smallest of its neighbours."""
    value = np.array([[5, 3, 8], [2, 7, 9], [7, 10, 17]])
    hidden = np.zeros((3, 3), dtype=bool)
    hidden[:2, :2] = True
    assert bounds(value, hidden, (0, 0)) == (0, 7)
    assert bounds(value, hidden, (0, 1)) == (1, 8)
    hidden[1, 1] = False
    assert bounds(value, hidden, (0, 0)) == (5, 5)
    hidden[1, 2] = hidden[2, 1] = hidden[2, 2] = False
    hidden[0] = True
    assert bounds(value, hidden, (0, 2))[0] == 8  # the columns give it away


@LAWS
@given(tables())
def test_no_sensitive_cell_can_be_computed_and_each_has_the_room_that_it_needs(table: Table) -> None:
    primary, need, found = controlled(table)
    value = table[1]
    assert (found.hidden | ~primary).all()
    for at in map(tuple, np.argwhere(primary).tolist()):
        low, high = bounds(value, found.hidden, at)
        room = 1 if found.narrow[at] else need[at]
        assert high >= value[at] + room - 1e-6
        assert low <= max(value[at] - room, 0) + 1e-6
        assert high - low > 0.5


@LAWS
@given(tables())
def test_complementary_cells_cannot_be_computed_either_and_nothing_else_is_hidden(table: Table) -> None:
    primary, _, found = controlled(table)
    chosen = found.kept_for >= 0
    np.testing.assert_array_equal(found.hidden, primary | chosen)
    assert not (primary & chosen).any()
    for at in map(tuple, np.argwhere(chosen).tolist()):
        low, high = bounds(table[1], found.hidden, at)
        assert high - low > 0.5
        assert primary.flat[found.kept_for[at]]


@LAWS
@given(tables())
def test_many_at_once_protect_as_well_as_one_at_a_time(table: Table) -> None:
    firms, value, leading = table
    found = judged(Rules(), firms, value, leading)
    primary = np.logical_or.reduce(list(found.marks.values()))
    search = Search(primary.copy(), [value], firms, np.zeros_like(primary))
    rows, columns = np.nonzero(primary)
    assume(len(rows))
    kept_for = np.full(primary.shape, -1, dtype=np.int64)
    wanted = found.need[rows, columns][None, :]
    missed = many_corners(search, kept_for, rows, columns, wanted)
    for at in set(range(len(rows))) - set(missed.tolist()):
        place = int(rows[at]), int(columns[at])
        low, high = bounds(value, search.hidden, place)
        assert high >= value[place] + found.need[place] - 1e-6
        assert low <= max(value[place] - found.need[place], 0) + 1e-6


@LAWS
@given(tables())
def test_a_table_without_sensitive_cells_stays_as_it_is(table: Table) -> None:
    firms, value, _ = table
    none = np.zeros_like(firms, dtype=bool)
    found = suppress(none, [none.astype(np.int64)], [value], firms, none)
    assert not found.hidden.any()
