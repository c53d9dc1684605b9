"""Who gets what at the addresses of monitoring reports and of what is published: part of the table of access."""

from dataclasses import replace
from typing import Any

from tests.unit.web.access_roles import ANALYSTS, EVERYBODY, INSIDE, OUTSIDE, UNSEEN, Line, lines


def of_strategy(cast: Any) -> dict[str, Any]:
    return {"slug": cast.issued().strategy.slug}


def report(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.issued().report.key}


def issued(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"key": cast.issued().issued.key}


def file(cast: Any) -> dict[str, Any]:
    return issued(cast) | {"language": "fr", "form": "pdf"}


ISSUED: dict[str, Line] = {
    # The M&E unit prepares and issues; who is inside reads what was issued
    **lines("monitoring:issued_reports", INSIDE, of_strategy, refused="404"),
    **lines("monitoring:add_report", ANALYSTS, of_strategy, but=UNSEEN),
    **lines("monitoring:report monitoring:edit_report", ANALYSTS, report, refused="404"),
    # Nothing of the strategy is published, so those outside do not learn that it is there
    **lines("monitoring:published", INSIDE, of_strategy, refused="404", visitor="404"),
    **lines("monitoring:issued", INSIDE, issued, refused="404", visitor="404"),
    **lines("monitoring:issued_file", INSIDE, file, refused="404", visitor="404"),
}
OPEN = ("monitoring:published", "monitoring:issued", "monitoring:issued_file")
IN_FORCE: dict[str, Line] = {
    **{name: replace(ISSUED[name], may=EVERYBODY) for name in OPEN},
    "monitoring:issued_reports": replace(ISSUED["monitoring:issued_reports"], but=dict.fromkeys(OUTSIDE, "403")),
    "monitoring:add_report": replace(ISSUED["monitoring:add_report"], but=dict.fromkeys(OUTSIDE, "403")),
    "monitoring:report": ISSUED["monitoring:report"],
    "monitoring:edit_report": ISSUED["monitoring:edit_report"],
}
"""The same once a version of the strategy is published: everybody reads what is published and what was issued."""
