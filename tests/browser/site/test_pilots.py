"""A pilot in a real browser, without script: the dossier is walked, an answer comes by link, decided, replicated."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_piloting, cast_pilots

from beffroi.web.services import actions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]
LINK = re.compile(r"http\S+?(/services/survey/\S+)")


def test_a_manager_walks_the_dossier_an_answer_comes_by_link_and_the_body_replicates(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    pilot = cast_pilots.at("assessment")
    cast.cluster("BioWin")
    lead = cast.co_manager()
    where = f"/services/pilots/{pilot.key}/"
    manager = open_page(where, person=cast.cluster_manager(), javascript=False)
    expect(manager.locator(".answer")).to_contain_text("Step 7 of 8, Assessment. Still missing")
    manager.get_by_role("link", name="Survey").click()
    manager.get_by_role("button", name="Ask everybody").click()
    link = next(found.group(1) for mail in cast.mails()[::-1] if (found := LINK.search(mail.body)))
    phone = open_page(link, width=320, javascript=False)
    phone.get_by_label("Very").check()
    phone.get_by_label("9", exact=True).check()
    no_horizontal_scroll(phone)
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.locator(".answer")).to_contain_text("You have answered already")
    cast_pilots.supplied(pilot, "assessment")
    actions.save_pilot(actor=None, pilot=pilot, said={"body": cast_piloting.body()})
    manager.goto(where)
    no_horizontal_scroll(manager)
    step = pilot.steps.get(step="decision")
    actions.save_step(actor=None, step=step, said={"organisation": cast.organisation()})
    manager.get_by_role("button", name="Take the next step").click()
    expect(manager.locator(".answer")).to_contain_text("the competent body can decide")
    decides = open_page(where, person=lead, javascript=False)
    decides.get_by_role("link", name="Enter the decision").click()
    decides.get_by_label("Replicate").check()
    decides.get_by_label("Reasons in English").fill("All criteria are met.")
    decides.get_by_role("button", name="Save").click()
    expect(decides.locator(".answer")).to_contain_text("that other clusters replicate it")
    decides.get_by_role("link", name="Begin the next pilot with this dossier").click()
    decides.get_by_label("Cluster").select_option(label="BioWin")
    decides.get_by_role("button", name="Save").click()
    expect(decides.locator(".answer")).to_contain_text("Step 1 of 8, Awareness.")
    expect(decides.get_by_text("Begin early.")).to_be_visible()
