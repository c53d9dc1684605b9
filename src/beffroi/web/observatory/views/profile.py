"""Pages of one region: overview, economy, technology; and its profile and figures as files."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from beffroi.figures.territories import Territory
from beffroi.reporting.profile.html import render_html
from beffroi.reporting.profile.pdf import render_pdf
from beffroi.web.core.access import public
from beffroi.web.observatory.queries.figures_store import lang_of
from beffroi.web.observatory.queries.kept import kept
from beffroi.web.observatory.queries.profile import asked_for, composed, key_of, region_named, table_named
from beffroi.web.observatory.queries.profile_page import Tab, head_of, overview_page, section_page
from beffroi.web.observatory.rules.profile import Asked, place_named
from beffroi.web.observatory.views.answers import Moved, answering
from beffroi.web.observatory.views.kept_pages import kept_page

OLD_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{1,2}")
FILES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}


@public
@answering
@kept_page()
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """How does the region stand?"""
    return _page(request, code, "profile")


@public
@answering
@kept_page()
def economy(request: HttpRequest, code: str) -> HttpResponse:
    """The economic indicators of a region."""
    return _page(request, code, "economy")


@public
@answering
@kept_page()
def technology(request: HttpRequest, code: str) -> HttpResponse:
    """The technology indicators of a region."""
    return _page(request, code, "technology")


@public
@answering
def figure_csv(request: HttpRequest, code: str, picture: str) -> HttpResponse:
    """The table behind one figure, as CSV."""
    asked = _asked(request, code, "profile_csv", picture)
    table = table_named(asked, composed(asked, lang_of(request)), picture)
    return _file(table.csv(), "text/csv; charset=utf-8", f"{asked.territory.code}-{table.file}")


@public
@answering
def profile_html(request: HttpRequest, code: str) -> HttpResponse:
    """The whole profile as one page that needs no other file."""
    asked, lang = _asked(request, code, "profile_html"), lang_of(request)
    text = kept((key_of(asked, lang), "html"), lambda: render_html(composed(asked, lang)))
    return _file(text, FILES["html"], f"{asked.territory.code}-profile-{lang}.html")


@public
@answering
def profile_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The whole profile as PDF."""
    asked, lang = _asked(request, code, "profile_pdf"), lang_of(request)
    text = kept((key_of(asked, lang), "pdf"), lambda: render_pdf(composed(asked, lang)).decode("latin-1"))
    return _file(text.encode("latin-1"), FILES["pdf"], f"{asked.territory.code}-profile-{lang}.pdf")


@public
@answering
def profile_json(request: HttpRequest, code: str) -> HttpResponse:
    """The whole profile as data."""
    asked, lang = _asked(request, code, "profile_json"), lang_of(request)
    text = composed(asked, lang).model_dump_json(indent=2) + "\n"
    return _file(text, FILES["json"], f"{asked.territory.code}-profile-{lang}.json")


def _page(request: HttpRequest, code: str, tab: Tab) -> HttpResponse:
    """A page, its body kept for everybody who asks the same."""
    asked, lang = _asked(request, code, tab), lang_of(request)
    was = _was(request, asked.territory)

    def body() -> str:
        found = composed(asked, lang)
        page = overview_page(asked, found, was) if tab == "profile" else section_page(asked, found, tab)
        return render_to_string(f"observatory/profile/{tab}.html", {"page": page, "asked": asked})

    text = kept((key_of(asked, lang), asked.query, tab, was.code if was else ""), body)
    head = head_of(asked, lang, tab)
    return render(request, "observatory/profile.html", {"head": head, "body": text, "asked": asked})


def _asked(request: HttpRequest, code: str, view: str, *more: str) -> Asked:
    """What the address asks for; elsewhere, if the region has another code or peers were written by hand."""
    region = region_named(code)
    query = request.GET.copy()
    if others := query.get("others", "").strip():
        query["peers"] = others
    if "+" in region.code and "=" in code:
        query.setdefault("name", code.rpartition("=")[0])
    asked = asked_for(region, query)
    if region.code != code or others:
        address = reverse(f"observatory:{view}", args=[region.code, *more]) + asked.query
        old = f"{'&' if asked.query else '?'}was={code}" if _is_old(code, region) else ""
        raise Moved(address + old)
    return asked


def _is_old(code: str, region: Territory) -> bool:
    """Whether an address was written with an old code, which the page then explains."""
    return code != region.code and OLD_CODE.fullmatch(code) is not None


def _was(request: HttpRequest, region: Territory) -> Territory | None:
    """The old code under which the region was asked for, if it is one of its own."""
    code = request.GET.get("was", "")
    if not _is_old(code, region) or region_named(code).code != region.code:
        return None
    return place_named(code)


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
