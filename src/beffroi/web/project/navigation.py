"""Navigation in the words of the policy cycle; a room that is not built is not shown."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import find_territory
from beffroi.web.accounts.permissions import roles_of


@dataclass(frozen=True)
class Room:
    """One entry of the policy cycle: its label, the address of its first page, and what its addresses begin with."""

    label: Promise
    view: str
    prefix: str
    pages: tuple["Page", ...] = ()
    is_for_people: bool = False
    """Its pages are for who is signed in, but for those that are open."""


@dataclass(frozen=True)
class Page:
    """One page of a room that stands in its second line: label, view, and what its addresses match."""

    label: Promise
    view: str
    pattern: str
    of_strategy: bool = False
    """It is a page of a strategy: shown where the address names one."""
    roles: tuple[str, ...] = ()
    """Shown to who holds one of these roles; to everybody if none is named."""
    is_open: bool = False
    """Shown to who is not signed in too, where the rest of its room is for people."""


LONGEST_CODE = 200
"""Characters of a code worth looking up; a union of regions is long, an attack is longer."""

MEASURING = ("m_and_e_officer", "administrator")
PILOTING = ("cluster_manager", "co_manager", "m_and_e_officer", "evaluator", "adviser", "reader", "administrator")
ROOMS = (
    Room(
        _("Observe"),
        "observatory:home",
        "/observe/",
        (
            Page(_("Regions"), "observatory:home", r"/observe/(?!sectors/|index/|figures/|pins/).*"),
            Page(_("Industries"), "observatory:sectors", r"/observe/sectors/.*"),
            Page(_("Index"), "observatory:index", r"/observe/index/.*"),
            Page(_("Figures"), "observatory:figures", r"/observe/figures/.*"),
            Page(_("Pinned evidence"), "observatory:pins", r"/observe/pins/.*|/e/.*"),
        ),
    ),
    Room(
        _("Strategy"),
        "strategy:index",
        "/strategy/",
        (
            Page(_("Overview"), "strategy:overview", r"/strategy/[^/]+/(people/.*|edit/)?", of_strategy=True),
            Page(_("Context"), "strategy:context", r"/strategy/[^/]+/context/.*", of_strategy=True),
            Page(_("Timeline"), "strategy:timeline", r"/strategy/[^/]+/timeline/.*", of_strategy=True),
            Page(_("Logic"), "strategy:logic", r"/strategy/[^/]+/(logic|element|elements)/.*", of_strategy=True),
            Page(_("Completeness"), "strategy:check", r"/strategy/[^/]+/check/.*", of_strategy=True),
            Page(_("Criteria"), "strategy:criteria", r"/strategy/[^/]+/criteria/.*", of_strategy=True),
            Page(_("Versions"), "strategy:versions", r"/strategy/[^/]+/versions/.*", of_strategy=True),
        ),
    ),
    Room(
        _("Pilot"),
        "piloting:start",
        "/pilot/",
        (
            Page(_("This week"), "monday", r"/monday/.*", of_strategy=True),
            Page(_("In brief"), "brief", r"/brief/.*", of_strategy=True),
            Page(_("Bodies"), "piloting:home", r"/pilot/[^/]+/(bodies/.*)?", of_strategy=True),
            Page(_("Roadmap"), "piloting:roadmap", r"/pilot/[^/]+/roadmap/.*", of_strategy=True),
            Page(_("Meetings"), "piloting:meetings", r"/pilot/[^/]+/meetings/.*", of_strategy=True),
            Page(
                _("Responsibilities"),
                "piloting:responsibilities",
                r"/pilot/[^/]+/responsibilities/.*",
                of_strategy=True,
            ),
            Page(_("Money"), "piloting:money", r"/pilot/[^/]+/money/.*", of_strategy=True),
            Page(_("Communication"), "piloting:communication", r"/pilot/[^/]+/communication/.*", of_strategy=True),
            Page(_("Risks"), "piloting:risks", r"/pilot/[^/]+/(risks|issues)/.*", of_strategy=True),
        ),
    ),
    Room(
        _("Monitor"),
        "monitoring:start",
        "/monitor/",
        (
            Page(_("Results chain"), "monitoring:chain", r"/monitor/[^/]+/(steps/.*)?", of_strategy=True),
            Page(_("Dashboard"), "monitoring:dashboard", r"/monitor/[^/]+/dashboard/", of_strategy=True),
            Page(_("On track?"), "monitoring:track", r"/monitor/[^/]+/track/", of_strategy=True),
            Page(_("Alerts"), "monitoring:alerts", r"/monitor/[^/]+/(alerts|assumptions)/.*", of_strategy=True),
            Page(
                _("Mitigations"),
                "monitoring:mitigations",
                r"/monitor/[^/]+/(mitigations|findings)/.*",
                of_strategy=True,
            ),
            Page(_("Indicators"), "monitoring:indicators", r"/monitor/[^/]+/indicators/.*", of_strategy=True),
            Page(_("Requests"), "monitoring:requests", r"/monitor/[^/]+/requests/.*", True, MEASURING),
            Page(_("To be checked"), "monitoring:queue", r"/monitor/[^/]+/queue/", True, MEASURING),
            Page(_("Quality of the framework"), "monitoring:framework", r"/monitor/[^/]+/framework/", of_strategy=True),
            Page(
                pgettext_lazy("monitoring", "Reports"),
                "monitoring:issued_reports",
                r"/monitor/[^/]+/reports/.*",
                of_strategy=True,
            ),
            Page(_("Published"), "monitoring:published", r"/monitor/[^/]+/published/.*", True, is_open=True),
        ),
        is_for_people=True,
    ),
    Room(
        _("Services"),
        "services:catalogue",
        "/services/",
        (
            Page(_("Catalogue"), "services:catalogue", r"/services/(offers/.*)?"),
            Page(_("Pilots"), "services:pilots", r"/services/pilots/.*", roles=PILOTING),
        ),
    ),
)
ELSEWHERE = {"/e/": "/observe/", "/monday/": "/pilot/", "/brief/": "/pilot/", "/report/": "/monitor/"}
"""Short addresses, and pages made of several slices: the room that they belong to."""


NATIVE = {"en": "English", "fr": "Français"}
"""Each language in its own words, as the link to it says it."""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The rooms, the one that the page stands in marked; the region it is about; its address in the other languages."""
    here = next((room for room in ROOMS if _stands_in(request.path, room)), None)
    return {
        "rooms": [{"label": room.label, "url": reverse(room.view), "is_current": room is here} for room in ROOMS],
        "pages_of_room": [
            {"label": page.label, "url": url, "is_current": re.fullmatch(page.pattern, request.path)}
            for page in _pages(here, request)
            if (url := _address(page, request))
        ],
        "region_here": _region_here(request),
        "language_url": _in_language(request),
        "other_languages": [
            {"code": code, "name": NATIVE[code]} for code, _name in settings.LANGUAGES if code != get_language()
        ],
        "notifications_url": address_of("core:notifications"),
    }


def _stands_in(path: str, room: Room) -> bool:
    own = next((prefix for short, prefix in ELSEWHERE.items() if path.startswith(short)), path)
    return own.startswith(room.prefix)


def _pages(room: Room | None, request: HttpRequest) -> "tuple[Page, ...]":
    """The pages of a room that who asks may open."""
    if room is None:
        return ()
    is_somebody = getattr(getattr(request, "user", None), "is_authenticated", False)
    return tuple(page for page in room.pages if is_somebody or not room.is_for_people or page.is_open)


def _address(page: Page, request: HttpRequest) -> str:
    match = request.resolver_match
    if page.roles and not any(held.role in page.roles for held in roles_of(getattr(request, "user", None))):
        return ""
    if not page.of_strategy:
        return reverse(page.view)
    slug = match.kwargs.get("slug", "") if match else ""
    return address_of(page.view, slug) if slug else ""


def address_of(view: str, *args: str) -> str:
    """The address of a view, empty where the room that has it is not built."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def _region_here(request: HttpRequest) -> dict[str, str] | None:
    """The region that the address names, by its own code or by `?region=`."""
    match = request.resolver_match
    code = match.kwargs.get("code", "") if match and match.app_name == "observatory" else ""
    code = code or _last(request, "region")
    if not code or len(code) > LONGEST_CODE:
        return None
    try:
        region = find_territory(code)
    except InputError:
        return None
    name = _last(request, "name") if region.level == "territory" else ""
    return {
        "name": (name or region.name(get_language() or "en"))[:80],
        "url": address_of("observatory:profile", region.code),
    }


def _last(request: HttpRequest, name: str) -> str:
    """What the address says last of a name: the page that refuses a name given twice has a navigation too."""
    return str(request.GET.getlist(name, [""])[-1])


def _in_language(request: HttpRequest) -> str:
    """This page's query without a language, ready for one to be put after it."""
    query = request.GET.copy()
    query.pop("lang", None)
    rest = query.urlencode()
    return f"{request.path}?{rest}&lang=" if rest else f"{request.path}?lang="
