"""The adviser's page: a strategy on two pages, the same object for the page and for the PDF."""

from typing import TYPE_CHECKING, Literal

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beffroi import __version__
from beffroi.reporting.brief.model import Brief, Mark, Row, Section, cut
from beffroi.web.core.together import together
from beffroi.web.core.waiting import Asked, found_for, read_ahead, until_written
from beffroi.web.project.composed.brief_work import decided, due, money, reads_of_brief, risks, roadmap
from beffroi.web.project.composed.monday import on_track_words, standings_of
from beffroi.web.project.composed.position import region_position
from beffroi.web.strategy.queries.elements import Place, place_for
from beffroi.web.strategy.queries.overview import overview, region_name

if TYPE_CHECKING:
    from beffroi.web.core.waiting import Signal
    from beffroi.web.strategy.queries.overview import Overview

AIMS, OBJECTIVES, AREAS = 2, 5, 5
"""As many of each as two pages have room for."""
LONG = 120
"""Characters of a line."""
MARKS: dict[str, Mark] = {"ok": "ok", "watch": "risk", "alarm": "off", "none": "none"}


def brief_of(asked: Asked) -> Brief:
    """The brief of a strategy as a person may see it, kept until somebody writes."""

    def compute() -> Brief:
        with read_ahead(asked), together(*reads_of_brief(asked)):
            return _brief(asked)

    return until_written("brief", asked, compute)


def _brief(asked: Asked) -> Brief:
    strategy = asked.of
    lang: Literal["en", "fr"] = "fr" if get_language() == "fr" else "en"
    place = place_for(asked.user, strategy)
    signals = found_for(asked).signals
    region, name, today = (
        region_name(strategy.region, lang),
        cut(str(strategy), LONG),
        date_format(asked.today, "j F Y"),
    )
    first = [due(asked), _standing(asked, signals)]
    if place is not None:
        first.append(_strategy(place))
    position = region_position(strategy.region, lang)
    second = [decided(asked), roadmap(asked), money(asked), risks(asked), *([position] if position else [])]
    return Brief(
        lang=lang,
        title=_("Where does the strategy stand, and what does it need next?"),
        kicker=f"Beffroi · {region} · {name}",
        lead=on_track_words(signals),
        byline=(
            name,
            region,
            _period(asked),
            *([_version(place)] if place else []),
            _("as of %(day)s") % {"day": today},
        ),
        first=tuple(first),
        second=tuple(second),
        footer=_("%(strategy)s, as of %(day)s. Made from what is entered on the site; Beffroi %(version)s.")
        % {"strategy": cut(name, LONG // 2), "day": today, "version": __version__},
        page_of=_("page {page} of {pages}"),
    )


def _period(asked: Asked) -> str:
    starts, ends = asked.of.starts, asked.of.ends
    if ends is None:
        return _("since %(day)s") % {"day": date_format(starts, "j F Y")}
    return f"{date_format(starts, 'j F Y')} – {date_format(ends, 'j F Y')}"


def _version(place: Place) -> str:
    number, status = place.version.number, place.version.get_status_display()
    return _("Version %(number)s: %(status)s") % {"number": number, "status": str(status).lower()}


def _standing(asked: Asked, signals: "tuple[Signal, ...]") -> Section:
    rows = tuple(
        Row(one.of.area, head=one.word, more=cut(one.of.sentence, 2 * LONG), mark=MARKS[one.of.status], url=one.of.url)
        for one in standings_of(signals)
    )
    sentence = _("Each area, the worst first.") if rows else _("Nothing is entered yet.")
    return Section("standing", _("Is it on track?"), sentence, rows)


def _strategy(place: Place) -> Section:
    """What the strategy is about: aims, objectives, priority areas."""
    found = overview(place)
    rows = [
        *(_line(one, _("Aim")) for one in found.aims[:AIMS]),
        *(_line(one, one["code"]) for one in found.objectives[:OBJECTIVES]),
        *(_line(one, one["code"]) for one in found.areas[:AREAS]),
    ]
    return Section("strategy", _("What does it want?"), _counted(found), tuple(rows), url=place.address("overview"))


def _line(one: dict[str, str], head: str) -> Row:
    return Row(cut(str(one["title"]), LONG), head=head, url=one["page"])


def _counted(found: "Overview") -> str:
    many = {name: found.total.get(name, 0) for name in ("specific_objective", "priority_area", "intervention")}
    if not any(many.values()):
        return _("No objective is written yet.")
    objectives, areas, acts = many.values()
    said = (
        ngettext("one specific objective", "%(many)s specific objectives", objectives) % {"many": objectives},
        ngettext("one priority area", "%(many)s priority areas", areas) % {"many": areas},
        ngettext("one intervention", "%(many)s interventions", acts) % {"many": acts},
    )
    sentence = ", ".join(words for words, count in zip(said, many.values(), strict=True) if count)
    return f"{sentence[:1].upper()}{sentence[1:]}."
