"""The adviser's page: what it says, to whom, and that it is two pages whatever a strategy holds."""

import io
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.unit.web import cast, cast_piloting, cast_strategy

from beffroi.reporting.brief.model import Brief, Number, Row, Section, cut
from beffroi.reporting.brief.pdf import render_brief
from beffroi.web.chain.actions import add_node
from beffroi.web.piloting.actions import rate_risk
from beffroi.web.piloting.models import Decision
from beffroi.web.project.composed import brief as composed
from beffroi.web.project.composed import brief_work as work

LONG = cut("Gouvernance et développement territorial " * 20, composed.LONG)
SENTENCE = cut(LONG * 4, 2 * composed.LONG)
BODY = cut(LONG, 30)


def section(rows: int, more: str = "", aside: str = "", numbers: int = 0, sentence: str = SENTENCE) -> Section:
    """A section in which every line is as long as it can be."""
    line = Row(LONG, head="30 septembre 2026", aside=aside, more=more, mark="off")
    number = Number("Personnes en emploi diplômées", "12 345 678 €", "sur 123 456 789 € pour toute la période", "2026")
    title = "Que faut-il décider et convenir ensuite ?"
    return Section("x", title, sentence, (line,) * rows, (number,) * numbers, LONG if numbers else "")


def test_the_fullest_brief_is_two_pages_tagged_and_titled() -> None:
    full = Brief(
        "fr", "Où en est la stratégie, et que lui faut-il ensuite ?", LONG, SENTENCE, (LONG, "Wallonie"),
        (
            section(work.DUE, more="Décision", aside=BODY), section(8, more=SENTENCE),
            section(composed.AIMS + composed.OBJECTIVES + composed.AREAS),
        ),
        (
            section(work.DECIDED, more=LONG, aside=BODY), section(work.LATE + work.NEXT, aside="12 jours de retard"),
            section(0, numbers=3), section(work.RISKS, more=LONG, aside="12 après atténuation"),
            section(0, numbers=3, sentence=2 * SENTENCE),
        ),
        LONG, "page {page} de {pages}",
    )  # fmt: skip
    made = render_brief(full)
    read = PdfReader(io.BytesIO(made))
    assert len(read.pages) == 2
    assert all(page.extract_text().count(full.first[0].title) for page in read.pages)
    assert "12 345 678" in read.pages[1].extract_text().split("12 après atténuation")[-1]  # the last section is there
    assert read.metadata is not None
    assert read.metadata.title == full.title
    assert read.trailer["/Root"]["/Lang"] == "fr"
    assert "/StructTreeRoot" in read.trailer["/Root"]
    assert {tuple(round(float(one)) for one in page.mediabox[2:]) for page in read.pages} == {(595, 842)}
    assert render_brief(full) == made


def at_work() -> str:
    """A strategy with something in every section; its slug."""
    today = timezone.localdate()
    body = cast_piloting.body()
    cast_piloting.action("Recruit", start=today - timedelta(days=60), end=today - timedelta(days=30))
    cast_piloting.action("Report", start=today, end=today + timedelta(days=30))
    cast_piloting.amount(amount=500)
    taken, due = cast_piloting.decision(body), cast_piloting.decision(body)
    Decision.objects.filter(pk=due.pk).update(state="due", taken_on=None, due_on=today - timedelta(days=1))
    assert taken.pk != due.pk
    risk = cast_piloting.risk("Too few resources")
    rate_risk(
        actor=None, strategy=cast_piloting.strategy(), item=risk.item, likelihood=4, impact=4, likelihood_after=None,
        impact_after=None, review_on=None, note={},
    )  # fmt: skip
    space = cast_piloting.strategy().versions.get().space
    add_node(actor=None, space=space, kind="specific_objective", title={"en": "Fewer skill gaps"})
    return str(cast_piloting.strategy().slug)


def said_by(brief: Brief) -> dict[str, Section]:
    return {one.name: one for one in (*brief.first, *brief.second)}


@pytest.mark.django_db
def test_page_and_file_say_the_same_in_both_languages(django_assert_max_num_queries: Any) -> None:
    slug, client = at_work(), cast.signed_in(cast.adviser())
    page = client.get(f"/brief/{slug}/")
    found = said_by(page.context["brief"])
    assert set(found) == {"due", "standing", "strategy", "decided", "roadmap", "money", "risks", "position"}
    assert "One decision is to be taken; one of them is overdue." in found["due"].sentence
    assert [row.text for row in found["strategy"].rows] == ["Fewer skill gaps"]
    assert [(row.text, row.mark) for row in found["roadmap"].rows] == [("A1 Recruit", "off"), ("A2 Report", "")]
    assert found["money"].numbers[0].value == "€500"
    assert found["risks"].rows[0].head == "16 of 25"
    assert len(found["decided"].rows) == 1
    assert len(found["position"].numbers) == 3
    with django_assert_max_num_queries(15):
        client.get(f"/brief/{slug}/")
    for lang in ("en", "fr"):
        brief = client.get(f"/brief/{slug}/?lang={lang}").context["brief"]
        answer = client.get(f"/brief/{slug}.pdf?lang={lang}")
        read = PdfReader(io.BytesIO(answer.content))
        text = " ".join(" ".join(one.extract_text() for one in read.pages).split())
        assert (answer["Content-Type"], len(read.pages), brief.lang) == ("application/pdf", 2, lang)
        missing = [one.title for one in said_by(brief).values() if " ".join(one.title.split()) not in text]
        assert missing == []


@pytest.mark.django_db
def test_who_only_sits_reads_nothing_of_a_draft() -> None:
    slug = at_work()
    sitter = cast_piloting.term(cast_piloting.body()).person
    page = cast.signed_in(sitter).get(f"/brief/{slug}/")
    assert "strategy" not in said_by(page.context["brief"])
    assert "Fewer skill gaps" not in page.content.decode()


@pytest.mark.django_db
def test_a_strategy_of_which_nothing_is_entered_says_so() -> None:
    held = cast_strategy.strategy()
    found = said_by(cast.signed_in(cast.adviser()).get(f"/brief/{held.slug}/").context["brief"])
    assert found["due"].sentence == "No decision waits to be taken."
    assert found["strategy"].sentence == "No objective is written yet."
    assert found["money"].numbers == ()


def test_every_part_of_a_brief_has_its_place_in_the_data() -> None:
    brief = Brief("en", "t", "k", "l", (), (), (), "f", "p")
    assert brief.as_data().keys() == {one.name for one in fields(Brief)}
