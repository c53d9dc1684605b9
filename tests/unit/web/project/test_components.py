"""Components: the marks that a reader, a keyboard and a screen reader need."""

from importlib.resources import files
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory


def drawn(source: str, path: str = "/", **context: object) -> str:
    """A template with components, as a page would draw it."""
    template = engines["django"].from_string("")
    loader = next(iter(template.template.engine.template_loaders[0].loaders))
    compiled = engines["django"].from_string(loader.cotton_compiler.process(source))
    request = RequestFactory().get(path)
    request.resolver_match = None
    return compiled.render({"request": request, **context}, request)


class Named(forms.Form):
    name = forms.CharField(label="Name", help_text="As in reports.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    page = drawn('<c-field :field="form.name" width="m" />', form=Named({}))
    assert '<label for="id_name">' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert "has-error" in page


def test_only_what_is_optional_says_so() -> None:
    form = Named()
    assert "(optional)" in drawn('<c-field :field="form.note" />', form=form)
    assert "(optional)" not in drawn('<c-field :field="form.name" />', form=form)


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    page = drawn('<c-field :field="form.kind" />', form=Named())
    assert "<fieldset" in page
    assert "<legend>Kind" in page


def test_the_summary_of_errors_links_to_each_field() -> None:
    form = Named({})
    form.is_valid()
    form.add_error(None, "Both cannot be true.")
    page = drawn('<c-form_errors :form="form" />', form=form)
    assert 'href="#id_name"' in page
    assert 'href="#id_kind_0"' in page
    assert "Both cannot be true." in page
    assert "3 answers need another look" in page
    assert drawn('<c-form_errors :form="form" />', form=Named()).strip() == ""


def test_what_a_person_wrote_is_never_markup() -> None:
    said = "<b>bold</b>"
    for source in (
        '<c-notice :title="said" />',
        '<c-empty :title="said" />',
        '<c-status kind="ok">{{ said }}</c-status>',
    ):
        assert "<b>bold</b>" not in drawn(source, said=said)


def test_a_status_is_a_word_and_a_shape() -> None:
    page = drawn('<c-status kind="risk">At risk</c-status>')
    assert "is-risk" in page
    assert "#i-risk" in page
    assert "At risk" in page


@pytest.mark.parametrize("number", [1, 2, 6, 11, 12])
def test_pagination_says_where_one_is_and_keeps_the_question(number: int) -> None:
    page = drawn(
        '<c-pagination :page="page" />', f"/x/?q=iron&page={number}", page=Paginator(range(574), 50).page(number)
    )
    assert page.count('aria-current="page"') == 1
    assert "q=iron&amp;page=" in page
    assert ("Previous" in page) == (number > 1)
    assert ("Next" in page) == (number < 12)
    assert "of 574" in page


def test_a_single_page_has_no_pagination() -> None:
    assert drawn('<c-pagination :page="page" />', page=Paginator(range(5), 50).page(1)).strip() == ""


def test_a_button_that_cannot_be_used_says_why() -> None:
    page = drawn('<c-button why_not="Two are in review.">Publish</c-button>')
    assert 'aria-disabled="true"' in page
    assert 'type="button"' in page
    assert "Two are in review." in page


def test_every_component_is_shown_on_the_page_of_components() -> None:
    folder = Path(str(files("beffroi.web.project"))) / "templates"
    shown = "".join(page.read_text(encoding="utf-8") for page in (folder / "project").rglob("*.html"))
    shown += (folder / "404.html").read_text(encoding="utf-8")
    names = {part.stem for part in (folder / "cotton").glob("*.html")}
    assert {name for name in names if f"<c-{name}" not in shown} == set()


def test_every_table_that_scrolls_stands_in_the_one_component() -> None:
    page = drawn('<c-table label="{{ label }}" wide classes="rank-table"><tbody></tbody></c-table>', label="A & B")
    assert '<div class="table-scroll" role="region" aria-label="Table: A &amp; B" tabindex="0">' in page
    assert '<table class="table table-wide rank-table"' in page
    templates = {path: path.read_text(encoding="utf-8") for path in Path(str(files("beffroi.web"))).rglob("*.html")}
    framed = {path for path, text in templates.items() if "table-scroll" in text or '<table class="table' in text}
    assert {path.name for path in framed} == {"table.html"}


@pytest.mark.parametrize("kind", ["x" * 3000, "c"])
def test_a_refusal_repeats_no_more_than_a_few_words_of_what_was_sent(kind: str) -> None:
    form = Named({"name": "n", "kind": kind})
    page = drawn('<c-field :field="form.kind" /><c-form_errors :form="form" />', form=form)
    assert page.count(f"{kind[:59]}… is not one" if len(kind) > 59 else "c is not one") == 2
    assert "x" * 60 not in page
