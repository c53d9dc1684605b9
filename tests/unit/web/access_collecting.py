"""Who gets what at the addresses of the chain, of indicators and of what is collected: part of the table of access."""

from typing import Any

from tests.unit.web.access_roles import ANALYSTS, EVERYBODY, INSIDE, LEADS, NOBODY, PEOPLE, UNSEEN, Line, lines

from beffroi.web.monitoring.links import token_of

REPORTER = frozenset({"firm"})
FIRST = frozenset({"visitor"})  # who asks first has it; it is gone by then for all others


def monitored(cast: Any) -> dict[str, Any]:
    return {"slug": cast.monitoring().strategy.slug}


def indicator(cast: Any) -> dict[str, Any]:
    return monitored(cast) | {"key": cast.monitoring().indicator.item.key}


def measurement(cast: Any) -> dict[str, Any]:
    return indicator(cast) | {"measurement": cast.monitoring().measurement.key}


def of_strategy(cast: Any) -> dict[str, Any]:
    return {"slug": cast.collecting().strategy.slug}


def period(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"pk": cast.collecting().period.pk}


def request(cast: Any) -> dict[str, Any]:
    return {"key": cast.collecting().request.key}


def rule(cast: Any) -> dict[str, Any]:
    return of_strategy(cast) | {"pk": cast.collecting().rule.pk}


def by_link(cast: Any) -> dict[str, Any]:
    return {"token": token_of(cast.collecting().request)}


def published(cast: Any) -> dict[str, Any]:
    return {"entry": cast.collecting().published.key}


def file_of_draft(cast: Any) -> dict[str, Any]:
    return {"entry": cast.collecting().draft.key, "file": cast.collecting().draft_file.key}


COLLECTING: dict[str, Line] = {
    # The chain and what is measured
    **lines("monitoring:start", PEOPLE),
    **lines("monitoring:chain monitoring:indicators monitoring:framework", INSIDE, monitored, refused="404"),
    **lines("monitoring:track monitoring:track_json", INSIDE, monitored, refused="404"),
    **lines("monitoring:indicator", INSIDE, indicator, refused="404"),
    **lines("monitoring:add_step", LEADS | ANALYSTS, monitored, query="kind=output", but=UNSEEN),
    **lines("monitoring:add_indicator", ANALYSTS, monitored, but=UNSEEN),
    **lines("monitoring:edit_indicator monitoring:measure", ANALYSTS, indicator, but=UNSEEN),
    **lines("monitoring:correct", ANALYSTS, measurement, but=UNSEEN),
    # The officer asks, checks and decides
    **lines("monitoring:requests monitoring:value_rules monitoring:queue", ANALYSTS, of_strategy, but=UNSEEN),
    **lines("monitoring:open_periods", ANALYSTS, of_strategy, method="post", but=UNSEEN),
    **lines("monitoring:ask monitoring:move_period", ANALYSTS, period, method="post", refused="404"),
    **lines("monitoring:send_link", ANALYSTS, lambda cast: of_strategy(cast) | request(cast), method="post",
            refused="404", but={"firm": "403"}),  # sees it, and answers it
    **lines("monitoring:remove_value_rule", frozenset({"m_and_e_officer"}), rule, method="post", refused="404"),  # gone
    # A reporter sees their own requests, and nobody else does
    **lines("reports:mine", PEOPLE),
    **lines("reports:workbook reports:send_workbook", REPORTER, request, refused="404"),
    **lines("reports:keep_workbook", REPORTER, request, refused="404", method="post"),
    **lines("reports:workbook_by_link reports:send_workbook_by_link", EVERYBODY, by_link),
    **lines("reports:keep_workbook_by_link", EVERYBODY, by_link, method="post"),
    **lines("reports:answer reports:hand_on", REPORTER, request, refused="404"),
    **lines("reports:correct", REPORTER, lambda cast: request(cast) | published(cast), method="post", refused="404"),
    **lines("reports:remove_evidence", REPORTER, lambda cast: request(cast) | file_of_draft(cast), method="post",
            refused="404"),
    # The API knows nobody without a token (who reports what with one: tests/unit/web/api/test_reporting.py)
    **lines("api:requests", NOBODY, refused="sign in"),
    **lines("api:one_request", NOBODY, request, refused="sign in"),
    **lines("api:answer", NOBODY, request, method="post", refused="sign in"),
    **lines("api:attach api:correct", NOBODY, lambda cast: request(cast) | {"value": cast.collecting().draft.key},
            method="post", refused="sign in"),
    # The secret link opens its request to whoever holds it
    **lines("reports:answer_by_link reports:hand_on_by_link", EVERYBODY, by_link),
    **lines("reports:correct_by_link", EVERYBODY, lambda cast: by_link(cast) | published(cast), method="post"),
    **lines("reports:remove_evidence_by_link", FIRST, lambda cast: by_link(cast) | file_of_draft(cast), method="post",
            refused="404"),
    **lines("reports:evidence_by_link", EVERYBODY, lambda cast: by_link(cast) | {"file": cast.collecting().file.key}),
}  # fmt: skip
