"""Services on demand in a real browser, without script: on a phone to the last seat, and at the desk of the cluster."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from tests.unit.web import cast, cast_services

from beffroi.web.services.chores import let_go
from beffroi.web.services.models import Booking

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]
LINK = re.compile(r"http\S+?(/services/\S+)")
PHONE = 360


def link_in_the_mail() -> str:
    found = LINK.search(cast.mails()[-1].body)
    assert found is not None
    return found.group(1)


def ask_for(page: Page, seats: str = "1") -> None:
    page.goto("/services/")
    page.get_by_role("link", name="Mission to Malmö").click()
    ask_here(page, seats)


def ask_here(page: Page, seats: str = "1") -> None:
    page.get_by_role("spinbutton", name="Seats").fill(seats)
    page.get_by_label("Name of the organisation").fill("Toits SRL")
    page.get_by_label("Enterprise number").fill("0403.091.220")
    page.get_by_label("Your e-mail address").fill("toits@example.org")
    page.get_by_role("button", name="Hold these seats").click()


def test_a_firm_without_an_account_books_on_a_phone_and_the_cluster_checks_it_in(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    session = cast_services.first()
    phone = open_page("/services/", width=PHONE, javascript=False)
    ask_for(phone, "2")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    phone.goto(link_in_the_mail())
    expect(phone.locator(".answer")).to_contain_text("Your seats are held")
    phone.get_by_label("Seat 1: full name").fill("Ada Lambert")
    phone.get_by_label("Seat 2: full name").fill("Bea Lambert")
    phone.get_by_role("button", name="Book for €484.00 including VAT").click()
    expect(phone.get_by_text("Tick to show that you have read them.").first).to_be_visible()
    phone.get_by_label("I have read the refund terms").check()
    phone.get_by_role("button", name="Book for").click()
    expect(phone.locator(".answer")).to_contain_text("Booked: 2 of the seats")
    no_horizontal_scroll(phone)
    where = f"/services/desk/sessions/{session.key}/"
    desk = open_page(where, person=cast.cluster_manager(), width=PHONE, javascript=False)
    box = desk.get_by_role("button", name="Check in Ada Lambert").bounding_box()
    assert box and box["x"] + box["width"] <= PHONE
    desk.get_by_role("button", name="Check in Ada Lambert").click()
    expect(desk.get_by_role("button", name="Take back Ada Lambert")).to_be_visible()
    no_horizontal_scroll(desk)


def test_the_last_seat_is_lost_and_won_back_from_the_waiting_list(open_page: Callable[..., Page]) -> None:
    held = cast_services.hold(seats=3)
    phone = open_page("/services/", width=PHONE, javascript=False)
    ask_for(phone)
    expect(phone.get_by_text("Too few seats are free")).to_be_visible()
    phone.get_by_role("button", name="Join the waiting list").click()
    phone.goto(link_in_the_mail())
    expect(phone.locator(".answer")).to_contain_text("You are number 1 on the waiting list.")
    Booking.objects.filter(pk=held.pk).update(held_until=timezone.now() - timedelta(minutes=1))
    assert let_go() == 1
    phone.goto(link_in_the_mail())
    phone.get_by_role("button", name="Take these seats").click()
    phone.get_by_label("Full name").fill("Ada Lambert")
    phone.get_by_label("I have read the refund terms").check()
    phone.get_by_role("button", name="Book for").click()
    expect(phone.locator(".answer")).to_contain_text("Booked: 1 of the seats")


def test_a_cluster_opens_a_service_to_others(open_page: Callable[..., Page]) -> None:
    cast_services.service()
    page = open_page("/services/desk/", person=cast.cluster_manager(), javascript=False)
    page.get_by_role("link", name=re.compile("Open it to others")).click()
    page.get_by_label("Title in English").fill("Clinic")
    page.get_by_label("What it is in English").fill("An hour with an expert")
    page.get_by_label("Short address").fill("clinic")
    page.get_by_label("Refund terms, a line each (optional)").fill("31: 100")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Set a price").click()
    page.get_by_label("Audience").select_option(label="Not a member")
    page.get_by_label("Price a seat before VAT (euro)").fill("120")
    page.get_by_label("Why this price in English").fill("It covers what a seat costs")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Plan a session").click()
    for label, days in (("Begins", 60), ("Ends", 61), ("Booking closes", 50)):
        moment = timezone.localtime() + timedelta(days=days)
        page.get_by_label(label, exact=True).fill(moment.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("Hours of the programme").fill("9")
    page.get_by_label("Seats", exact=True).fill("12")
    page.get_by_label("Fewest with which it is held").fill("4")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="The page that firms see").click()
    expect(page.locator(".answer")).to_contain_text("€120 a seat before VAT")
    expect(page.locator(".answer")).to_contain_text("12 of 12 seats are free.")


def for_every_origin(route: Route) -> None:
    """A font as the site serves it: the frame of another site has no origin, and may load it all the same."""
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"access-control-allow-origin": "*"})


def test_another_cluster_promotes_shows_it_on_its_own_site_and_sends_its_member_list(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None], tmp_path: Path
) -> None:
    cast_services.first()
    other = cast.cluster("Skywin")
    cast.tier(other)
    cast.organisation("Atelier du Condroz")
    phone = open_page(
        "/services/offers/mission/", person=cast.cluster_manager("Olga", of=other), width=PHONE, javascript=False
    )
    phone.get_by_role("button", name="Promote it with Skywin").click()
    expect(phone.get_by_label("Link to copy")).to_have_value(re.compile(r"/services/offers/mission/\?via=skywin$"))
    no_horizontal_scroll(phone)
    code = phone.get_by_label("Code to copy, English", exact=True).input_value()
    (tmp_path / "members.csv").write_text("Name;Number;Since\nAtelier du Condros SRL;;2024-01-01\n", "utf-8")
    phone.goto("/clusters/skywin/members/import/")
    phone.get_by_label("File").first.set_input_files(tmp_path / "members.csv")
    phone.get_by_label("Tier of new members").select_option(index=1)
    phone.get_by_role("button", name="Show what it holds").click()
    phone.get_by_role("button", name="Take it over").click()
    expect(phone.get_by_text("nothing is chosen for you").first).to_be_visible()
    phone.get_by_label("Atelier du Condroz").check()
    no_horizontal_scroll(phone)
    phone.get_by_role("button", name="Take it over").click()
    expect(phone.get_by_text("Memberships added: 1")).to_be_visible()
    visitor = open_page("/services/", width=PHONE)
    address = visitor.url.removesuffix("/services/")
    own_site = code.replace(settings.SITE_URL, address)
    visitor.route("**/own-site/", lambda route: route.fulfill(body=own_site, content_type="text/html"))
    visitor.route("**/*.woff2", for_every_origin)
    visitor.goto("/own-site/")
    link = visitor.frame_locator("iframe").get_by_role("link", name="Mission to Malmö").get_attribute("href")
    assert link is not None
    visitor.goto(link.removeprefix(settings.SITE_URL))
    ask_here(visitor)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    assert Booking.objects.get().promoted_by == other
