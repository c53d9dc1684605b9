"""Piloting in a real browser, without script: from the imported case to a decision that moves two actions."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_piloting

import beffroi.web.strategy as slice_of_strategies
from beffroi.web.chain.queries import nodes_of
from beffroi.web.piloting.actions import give_term, save_body, share_out
from beffroi.web.piloting.actions.roadmap import Share
from beffroi.web.piloting.models import Action, Body
from beffroi.web.strategy.casefile import import_case, read_case
from beffroi.web.strategy.models import Strategy

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]
CASE = Path(slice_of_strategies.__file__).parent / "data" / "wallonia.en.yaml"
MOVED = {"A10": "First evaluation", "B4": "Promote"}


def the_case() -> Strategy:
    """The case as a file brings it, with a Steering Group that has to meet next week and carries out two actions."""
    strategy, leader = cast_piloting.strategy(), cast.co_manager()
    import_case(actor=leader, strategy=strategy, case=read_case(CASE.read_text(encoding="utf-8")), language="en")
    steering = Body.objects.get(strategy=strategy, code="SG")
    began = timezone.localdate() - timedelta(weeks=12)
    details = {"code": "SG", "function": steering.function, "cadence_weeks": 13, "started_on": began}
    save_body(actor=leader, strategy=strategy, body=steering, details=details)
    unit = Body.objects.get(strategy=strategy, code="ME")
    for body, person in ((steering, cast.person("Minister")), (unit, cast.m_and_e_officer())):
        seat = body.seats.first() or cast_piloting.seat(body)
        give_term(actor=leader, seat=seat, person=person, starts=began)
    assert strategy.living is not None
    for node in nodes_of(strategy.living, "action").filter(code__in=MOVED):
        share_out(
            actor=leader, roadmap_action=Action.objects.get(item=node.item_id), shares=[Share("R", body=steering)]
        )
    return strategy


def test_the_co_manager_publishes_meets_and_decides(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    strategy = the_case()
    page = open_page(f"/strategy/{strategy.slug}/versions/", person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="Publish version 1").click()
    page.get_by_role("button", name="Publish for good").click()
    expect(page.locator(".answer")).to_contain_text("Version 1 is in force")
    page.goto(f"/pilot/{strategy.slug}/")
    expect(page.locator(".answer")).to_contain_text("about to miss a meeting: Steering Group")
    page.locator("main").get_by_role("link", name="Steering Group").first.click()
    expect(page.locator(".answer")).to_contain_text("its cadence is about to break")
    hold_a_meeting(page)
    replan_two(page)
    page.goto(f"/pilot/{strategy.slug}/roadmap/")
    for code in MOVED:
        bar = page.locator(".gantt .row").filter(has=page.locator("b.num", has_text=code))
        expect(bar).to_contain_text("after the first plan")
        expect(bar.locator("rect.bar, path.bar").last).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 900})
    no_horizontal_scroll(page)
    page.goto(f"/pilot/{strategy.slug}/bodies/SG/")
    expect(page.locator(".answer")).to_contain_text("its cadence is kept")


def hold_a_meeting(page: Page) -> None:
    """From the page of a body to a meeting that was held, with an agenda of what is open."""
    page.get_by_role("link", name="Plan a meeting").click()
    begun = timezone.localtime() - timedelta(hours=3)
    page.get_by_label("Begins").fill(begun.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Save").click()
    page.locator("main").get_by_role("link", name="Steering Group –").click()
    page.get_by_role("button", name="Build the agenda").click()
    for code in MOVED:
        expect(page.locator("section[aria-labelledby=agenda] ol")).to_contain_text(code)
    page.get_by_role("link", name="Enter as held").click()
    for box in page.locator("main").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".answer")).to_contain_text("the quorum was reached")


def replan_two(page: Page) -> None:
    """A decision that gives two actions new ends, shown before it is saved."""
    page.get_by_role("link", name="Enter a decision").click()
    page.get_by_label("Decision in English").fill("Take more time")
    page.get_by_label("Reasons in English").fill("The offices were closed")
    later = date.today() + timedelta(days=200)
    for code, title in MOVED.items():
        page.get_by_label(f"{code} {title}: new end").fill(str(later))
    page.get_by_role("button", name="Show what it moves").click()
    expect(page.locator("main table")).to_contain_text("A10")
    expect(page.locator("main table")).to_contain_text("B4")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Take more time")


def test_the_m_and_e_officer_is_refused_in_a_piloting_body_with_the_reason(
    open_page: Callable[..., Page],
) -> None:
    officer = cast.m_and_e_officer()
    cast_piloting.term(cast_piloting.body("ME"), officer)
    seat: Any = cast_piloting.seat(cast_piloting.body("SG"))
    page = open_page(f"/pilot/{seat.body.strategy.slug}/bodies/SG/", person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="Give").click()
    page.get_by_label("E-mail address of the person").fill(officer.email)
    page.get_by_label("From", exact=True).fill("2022-01-01")
    page.get_by_role("button", name="Save").click()
    reason = "nobody sits in bodies of different function at the same time"
    expect(page.locator("main form")).to_contain_text(reason)
    assert seat.terms.count() == 0
