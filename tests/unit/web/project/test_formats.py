"""Dates are written the same way everywhere."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override


@pytest.mark.parametrize(("lang", "said"), [("en", "24 November 2026"), ("fr", "24 novembre 2026")])
def test_a_date_is_day_month_year_in_both_languages(lang: str, said: str) -> None:
    with override(lang):
        template = Template('{{ day|date:"DATE_FORMAT" }}, {{ day|date }}')
        assert template.render(Context({"day": datetime(2026, 11, 24, 12, tzinfo=UTC)})) == f"{said}, {said}"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "1 January 2027, 1 Jan 2027, Feb"), ("fr", "1er janvier 2027, 1er janv. 2027, févr.")]
)
def test_the_first_of_a_month_and_short_months_are_written_as_the_language_has_them(lang: str, said: str) -> None:
    with override(lang):
        template = Template('{{ day|date:"j F Y" }}, {{ day|date:"j M Y" }}, {{ other|date:"M" }}')
        days = {"day": datetime(2027, 1, 1, 12, tzinfo=UTC), "other": datetime(2027, 2, 2, 12, tzinfo=UTC)}
        assert template.render(Context(days)) == said
