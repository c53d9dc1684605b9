"""The site in a real Chromium: opens pages in every guise, and fails a test whose page complains or looks outside."""

import os
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer
from tests.unit.web import cast

from beffroi.web.billing import keeping as of_billing
from beffroi.web.chain import freezing
from beffroi.web.chain import keeping as of_chain
from beffroi.web.monitoring import (
    alert_keeping,
    collecting_guards,
    insert_guards,
    issued_keeping,
    mitigation_keeping,
    value_keeping,
)
from beffroi.web.monitoring import keeping as of_monitoring
from beffroi.web.piloting import keeping as of_piloting
from beffroi.web.services import aid_keeping as of_aid
from beffroi.web.services import appraisal_keeping as of_appraisals
from beffroi.web.services import keeping as of_services
from beffroi.web.services import pilot_keeping as of_pilots
from beffroi.web.strategy import keeping as of_strategies

KEEPERS = (
    freezing,
    of_chain,
    of_strategies,
    of_piloting,
    of_monitoring,
    collecting_guards,
    alert_keeping,
    mitigation_keeping,
    issued_keeping,
    value_keeping,
    insert_guards,
    of_services,
    of_pilots,
    of_appraisals,
    of_aid,
    of_billing,
)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

LOCALES = {"en": "en-GB", "fr": "fr-BE"}
HEIGHT = 900


class Site:
    """The live site, the contexts opened on it, and what their pages complained of."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.outside: list[str] = []

    def open(
        self,
        path: str,
        *,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        lang: Literal["en", "fr"] = "en",
        javascript: bool = True,
        person: Any = None,
        client: Client | None = None,
    ) -> Page:
        """A page in a context of its own, as a person if one is given, or in the session of a client."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            locale=LOCALES[lang],
            java_script_enabled=javascript,
        )
        self.contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._see)
        if client is not None:
            self._lend(context, client)
        elif person is not None:
            self._lend(context, cast.signed_in(person))
        page = context.new_page()
        page.goto(path)
        return page

    def _lend(self, context: BrowserContext, client: Client) -> None:
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None:
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def _hear(self, message: ConsoleMessage) -> None:
        """Errors and warnings; that a page itself answers 404 or 403 is not one, nor that a busy machine draws late."""
        is_status = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
        is_late = "preloaded using link preload but not used within" in message.text
        if message.type in ("error", "warning") and not is_status and not is_late:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)


@pytest.fixture(scope="module")
def what_is_frozen_can_be_emptied(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Without the triggers that also refuse what empties the database; they have tests of their own."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for keeper in KEEPERS:
            keeper.remove(None, editor)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for keeper in KEEPERS:
            keeper.install(None, editor)


@pytest.fixture
def site(chromium: Browser, live_server: LiveServer) -> Iterator[Site]:
    """The live site; at the end no page may have complained, nor asked anything of another site."""
    opened = Site(chromium, live_server.url)
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.complaints == []
    assert opened.outside == []


@pytest.fixture
def open_page(site: Site) -> Callable[..., Page]:
    """`open_page(path, width=, scheme=, lang=, javascript=, person=)`."""
    return site.open


@pytest.fixture
def no_outside_requests(site: Site) -> Callable[[], None]:
    """Asserts that nothing has been asked of another site so far (every test asserts it at its end)."""

    def check() -> None:
        assert site.outside == []

    return check


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that axe finds nothing on a page, with everything that can be opened open."""

    def check(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def no_horizontal_scroll() -> Callable[[Page], None]:
    """Asserts that a page is not wider than its window, with everything that can be opened open."""

    def check(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.viewport_size is not None
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    return check
