"""Plans out to a spreadsheet and back in, and what a spreadsheet does to them meanwhile."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.property.analytics.planning.random_plans import TEXT, dates

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import plain
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.gathering import Reading
from beffroi.analytics.planning.model import Plan, PlannedAction, Statement
from beffroi.analytics.planning.reading import first_mistake, plan_of
from beffroi.analytics.planning.writing import to_csv, to_xlsx
from beffroi.reporting.language import Language

NAMES = TEXT.map(lambda text: plain(text.replace(";", ""))).filter(bool)
IDS = NAMES.map(lambda text: plain(text.replace(",", ""))).filter(bool)
TUPLES = st.lists(NAMES, max_size=3, unique=True).map(tuple)
STATEMENTS = st.builds(Statement, NAMES, dates(), st.none() | dates())
ACTIONS = st.builds(
    PlannedAction,
    id=IDS,
    name=TEXT.map(plain),
    group=TEXT.map(plain),
    start=st.none() | dates(),
    end=st.none() | dates(),
    owners=TUPLES,
    consulted=TUPLES,
    optional=TUPLES,
    after=st.lists(IDS, max_size=3, unique=True).map(tuple),
    milestone=st.booleans(),
    stated_elsewhere=st.lists(STATEMENTS, max_size=2).map(tuple),
)
PLANS = st.lists(ACTIONS, min_size=1, max_size=4, unique_by=lambda action: action.id).map(
    lambda made: Plan(tuple(made))
)


def sheet(*rows: list[Any], change: Callable[[Any], object] = lambda _sheet: None) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    change(book.active)
    book.save(stream)
    return stream.getvalue()


@settings(deadline=None, max_examples=150)
@given(PLANS, st.sampled_from(["en", "fr"]))
def test_what_is_written_is_read_back(plan: Plan, lang: Any) -> None:
    assert plan_of("plan.csv", to_csv(plan, lang).encode()) == Reading(plan)
    assert plan_of("plan.xlsx", to_xlsx(plan, lang)) == Reading(plan)


def test_nothing_in_a_workbook_runs_and_months_stay_months() -> None:
    action = PlannedAction("A1", name='=HYPERLINK("x")', start=PartialDate(2020, 5), owners=("@SUM(1)", "+1", "-1"))
    rows = list(load_workbook(io.BytesIO(to_xlsx(Plan((action,))))).active.iter_rows(min_row=2))
    told = {cell.value: (cell.data_type, cell.number_format) for row in rows for cell in row if cell.value}
    assert told['=HYPERLINK("x")'] == told["2020-05"] == told["@SUM(1); +1; -1"] == ("s", "@")


def test_the_same_plan_makes_the_same_cells_whatever_signs_a_name_holds() -> None:
    action = PlannedAction("A1", name="bell\x07 \ud800and\u200b zero\x00", group="two\nlines")
    for reading in (plan_of("a.xlsx", to_xlsx(Plan((action,)))), plan_of("a.csv", to_csv(Plan((action,))).encode())):
        assert reading.plan is not None
        assert (reading.plan.actions[0].name, reading.plan.actions[0].group) == ("bell and zero", "two lines")


@pytest.mark.parametrize(
    ("shown", "read"),
    [("mmm-yy", "2020-05"), ("yyyy\\-mm", "2020-05"), ("[$-80C]mmmm yyyy", "2020-05"), ("dd/mm/yyyy", "2020-05-01")],
)
def test_a_month_that_a_spreadsheet_made_a_date_is_a_month(shown: str, read: str) -> None:
    content = sheet(
        ["id", "end"], ["A1", date(2020, 5, 1)], change=lambda made: setattr(made["B2"], "number_format", shown)
    )
    plan = plan_of("plan.xlsx", content).plan
    assert plan is not None
    assert str(plan.actions[0].end) == read


def test_numbers_of_a_spreadsheet_are_read_as_they_look() -> None:
    plan = plan_of("plan.xlsx", sheet(["ID", "start", "Milestone", "after"], [1, 2020, True, 2], [2.0, "2020", 0])).plan
    assert plan is not None
    assert plan.actions[0] == PlannedAction("1", start=PartialDate(2020), milestone=True, after=("2",))
    assert plan.actions[1].id == "2"


def test_every_mistake_of_a_table_is_told_with_its_row_and_heading() -> None:
    reading = plan_of("plan.csv", b"id,End,milestone\nA1,soon,maybe\n,2020,\nA1,,\n,,\nA1,2020-13,\n")
    assert reading.plan is None
    assert [(each.row, each.column) for each in reading.mistakes] == [
        (2, "End"),
        (2, "milestone"),
        (3, "id"),
        (6, "End"),
    ]
    french = Language("fr").message(first_mistake("plan.csv", reading))
    assert french.startswith("plan.csv, ligne 2, colonne End\u00a0: «\u202fsoon\u202f» n’est pas une date")
    assert french.endswith("Erreurs en tout\u00a0: 4.")


def test_formulas_without_a_result_and_merged_cells_are_told() -> None:
    formula = plan_of("plan.xlsx", sheet(["id", "action"], ["A1", "=1+1"]))
    assert [(each.row, each.column) for each in formula.mistakes] == [(2, "action")]
    merged = plan_of(
        "plan.xlsx", sheet(["id", "group"], ["A1", "x"], ["A2"], change=lambda made: made.merge_cells("B2:B3"))
    )
    assert "cells are merged" in merged.mistakes[0].message


def bomb() -> bytes:
    """A workbook with a part that unpacks to a thousand times its size."""
    stream = io.BytesIO(sheet(["id"], ["A1"]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 20_000_000)
    return stream.getvalue()


def with_macro() -> bytes:
    stream = io.BytesIO(sheet(["id"], ["A1"]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"), [(bomb(), "too large"), (with_macro(), "macros"), (sheet(), "column id is absent")]
)
def test_hostile_and_empty_workbooks_are_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        plan_of("plan.xlsx", content)


def test_a_text_that_names_one_list_again_and_again_is_given_up() -> None:
    names = ", ".join(f"{{id: N{at}}}" for at in range(200))
    groups = "\n".join(f"  G{at}: *all" for at in range(200))
    with pytest.raises(InputError, match="more than 20000 actions"):
        plan_of("plan.yaml", f"action_plan:\n  first: &all [{names}]\n{groups}\n".encode())
