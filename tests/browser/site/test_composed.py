"""Pages made of several slices in a real browser: the co-manager's Monday, the adviser's brief."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_piloting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_the_co_manager_goes_from_monday_to_where_it_is_done_and_the_adviser_takes_the_brief_away(
    open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    end = timezone.localdate() - timedelta(days=3)
    late = cast_piloting.action("Recruit two co-managers", start=end - timedelta(days=30), end=end)
    page = open_page("/", person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="this week").click()
    expect(page.locator(".answer")).to_contain_text("off track (Roadmap)")
    page.get_by_role("link", name="A1 Recruit two co-managers is past its end").click()
    expect(page).to_have_url(f"{page.url.split('/pilot/')[0]}/pilot/{late.strategy.slug}/roadmap/{late.item.key}/")
    adviser = open_page("/", width=320, person=cast.adviser())
    adviser.get_by_role("link", name="in brief").click()
    expect(adviser.locator("main")).to_contain_text("3 days late")
    axe(adviser)
    with adviser.expect_download() as taken:
        adviser.get_by_role("link", name="Two pages as PDF").click()
    assert taken.value.suggested_filename.startswith(f"{late.strategy.slug}-brief-")
    adviser.get_by_role("link", name="This week").click()
    expect(adviser.locator("main")).to_contain_text("Nothing needs you this week")
    axe(adviser)
