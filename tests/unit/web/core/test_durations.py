"""Delays in the largest units that say enough; previews held for one person and one thing."""

from datetime import date

import pytest
from django.core.exceptions import BadRequest
from django.utils.translation import override

from beffroi.web.core.durations import span_words
from beffroi.web.core.held import hold, let_go

FIRST = date(2020, 1, 31)


@pytest.mark.parametrize(
    ("last", "english", "french"),
    [
        (date(2020, 2, 1), "one day", "un jour"),
        (date(2020, 3, 30), "59 days", "59 jours"),
        (date(2020, 3, 31), "2 months", "2 mois"),
        (date(2021, 12, 31), "23 months", "23 mois"),
        (date(2022, 1, 31), "2 years", "2 ans"),
        (date(2023, 6, 30), "3 years and 4 months", "3 ans et 4 mois"),
    ],
)
def test_a_long_time_is_said_in_months_and_years(last: date, english: str, french: str) -> None:
    assert span_words(FIRST, last) == english
    with override("fr"):
        assert span_words(FIRST, last) == french


def test_what_a_preview_holds_is_for_one_person_and_one_thing() -> None:
    held = hold([1, "x"], "ledger", 7, 3)
    assert let_go(held, "ledger", 7, 3) == [1, "x"]
    for given, *of in ((held, "ledger", 7, 4), (held, "roadmap", 7, 3), (held + "x", "ledger", 7, 3), ("", "ledger")):
        with pytest.raises(BadRequest):
            let_go(str(given), *of)
