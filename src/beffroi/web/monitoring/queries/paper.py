"""A monitoring report as it is composed: what somebody wrote, what is published of its period, in both languages."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from beffroi import __version__
from beffroi.analytics.results.months import month_of
from beffroi.reporting.monitoring.model import Part, Report
from beffroi.web.monitoring.queries.paper_cells import texts
from beffroi.web.monitoring.queries.paper_parts import Facts, facts_of, indicators, interventions, origins
from beffroi.web.monitoring.queries.paper_tables import alerts, mitigations, values
from beffroi.web.monitoring.wording import period_words, track_words
from beffroi.web.strategy.queries.overview import region_name

if TYPE_CHECKING:
    from beffroi.web.monitoring.models import IssuedReport, MonitoringReport

LANGUAGES: Sequence[Literal["en", "fr"]] = ("en", "fr")
SAYS = "said"


def compose(
    report: "MonitoringReport", now: datetime, last: "IssuedReport | None" = None, reason: str = ""
) -> dict[str, Any]:
    """What a report would say if it were issued now, after its `last` edition: plain values that can be kept.

    `said` holds the report by language, `shown` the indicators and months of which it says a value.
    """
    said, shown = {}, set[tuple[str, int]]()
    read = facts_of(report, timezone.localtime(now).date())
    for language in LANGUAGES:
        with override(language):
            facts = read.said_again()
            parts = [indicators, origins, interventions, alerts, mitigations, values]
            said[language] = _report(facts, language, last, reason, [part(facts) for part in parts]).as_data()
            shown |= facts.shown()
    return {SAYS: said, "shown": [list(one) for one in sorted(shown)]}


def _report(
    facts: Facts, language: Literal["en", "fr"], last: "IssuedReport | None", reason: str, parts: list[Part]
) -> Report:
    report, strategy = facts.report, facts.report.strategy
    number, day = (last.number if last else 0) + 1, date_format(facts.today, "j F Y")
    edition = _("edition %(number)s, as published on %(day)s") % {"number": number, "day": day}
    return Report(
        lang=language,
        title=texts({report.language: report.title}),
        kicker=f"Beffroi · {region_name(strategy.region, language)} · {strategy}",
        lead=track_words(facts.track),
        byline=(str(strategy), period_words(month_of(report.starts), month_of(report.ends)), edition),
        replaces=_replaces(last),
        reason=texts({report.language: reason}),
        introduction=texts({report.language: report.introduction}),
        parts=tuple(parts),
        footer=_("%(strategy)s, monitoring report, %(edition)s; Beffroi %(version)s.")
        % {"strategy": strategy, "edition": edition, "version": __version__},
        page_of=_("page {page} of {pages}"),
        words={
            "report": pgettext("report", "Report"), "title": _("Title"), "introduction": _("Introduction"),
            "part": _("Question"), "says": pgettext("report", "Answer"), "remark": pgettext("report", "Comment"),
        },
    )  # fmt: skip


def _replaces(last: "IssuedReport | None") -> str:
    if last is None:
        return ""
    day = date_format(timezone.localtime(last.at).date(), "j F Y")
    return _("It replaces edition %(number)s of %(day)s:") % {"number": last.number, "day": day}
