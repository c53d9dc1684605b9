"""A choice among hundreds is written without Django's templates and says the same."""

from django import forms
from django.test.html import parse_html
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.web.core.forms import LongSelect

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)


@settings(max_examples=30)
@given(st.lists(st.tuples(WORDS, WORDS), unique_by=lambda one: one[0]), WORDS, st.booleans())
def test_it_says_what_the_choice_of_django_says(choices: list[tuple[str, str]], held: str, is_first: bool) -> None:
    value = choices[0][0] if choices and is_first else held
    attrs = {"class": "w-m", "required": True, "aria-describedby": "it's <here>"}
    ours, theirs = (
        kind(attrs, choices).render("owner", value, {"id": "id_owner"}) for kind in (LongSelect, forms.Select)
    )
    assert parse_html(ours) == parse_html(theirs)
