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
