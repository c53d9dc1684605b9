"""Who gets what at every address of the site: the table that a reader can read, and a test walks.

A line says who may: everybody else is sent to sign in (visitors) or refused (people): `403`, or `404` where even the
existence is nobody's business. An address without a line fails the test.
"""

from typing import Any

from tests.unit.web.access_collecting import COLLECTING
from tests.unit.web.access_context import CONTEXT
from tests.unit.web.access_issued import ISSUED
from tests.unit.web.access_members import MEMBERS
from tests.unit.web.access_money import MONEY
from tests.unit.web.access_monitoring import MONITORING
from tests.unit.web.access_pilots import PILOTS
from tests.unit.web.access_promotion import PROMOTION
from tests.unit.web.access_roles import (
    ADDER,
    ADMINISTRATOR,
    ANALYSTS,
    EVERYBODY,
    FIRM,
    INSIDE,
    LEADS,
    MANAGER,
    NOBODY,
    OWNER,
    PEOPLE,
    UNSEEN,
    Line,
    lines,
)
from tests.unit.web.access_services import SERVICES
from tests.unit.web.access_services_api import SERVICES_API

REGION = {"code": "BE3"}
SECTOR = {"code": "C20"}
SERIES = {"series": "unemployment_rate"}


def organisation(cast: Any) -> dict[str, Any]:
    return {"key": cast.organisation.key}


def cluster(cast: Any) -> dict[str, Any]:
    return {"slug": cast.cluster.slug}


def tier(cast: Any) -> dict[str, Any]:
    return {"slug": cast.cluster.slug, "pk": cast.tier.pk}


def representation(cast: Any) -> dict[str, Any]:
    return {"pk": cast.representation.pk}


def somebody(cast: Any) -> dict[str, Any]:
    return {"key": cast.people["person"].key}


def grant(cast: Any) -> dict[str, Any]:
    return {"pk": cast.grant.pk}


def invitation(cast: Any) -> dict[str, Any]:
    return {"key": cast.invitation.key}


def piloted(cast: Any) -> dict[str, Any]:
    return {"slug": cast.piloting().seat.body.strategy.slug}


def body(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"code": cast.piloting().seat.body.code}


def seat(cast: Any) -> dict[str, Any]:
    return body(cast) | {"pk": cast.piloting().seat.pk}


def term(cast: Any) -> dict[str, Any]:
    return body(cast) | {"pk": cast.piloting().term.pk}


def mandate(cast: Any) -> dict[str, Any]:
    return body(cast) | {"number": 1}


def due_decision(cast: Any) -> dict[str, Any]:
    return {**piloted(cast), "key": cast.piloting().due.item.key}


def risk(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"key": cast.piloting().risk.item.key}


def issue(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"pk": cast.piloting().issue.pk}


def entry(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"key": cast.piloting().entry.key}


def planned(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"key": cast.piloting().entry.item.key}


def flow(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"key": cast.piloting().flow.key}


def deliverable(cast: Any) -> dict[str, Any]:
    return planned(cast) | {"deliverable": cast.piloting().deliverable.key}


def meeting(cast: Any) -> dict[str, Any]:
    return piloted(cast) | {"key": cast.piloting().meeting.key}


def party(cast: Any) -> dict[str, Any]:
    return mandate(cast) | {"pk": cast.piloting().party.pk}


def merge(cast: Any) -> dict[str, Any]:
    return {"pk": cast.merge.pk}


def token(cast: Any) -> dict[str, Any]:
    return {"pk": cast.token.pk}


def notification(cast: Any) -> dict[str, Any]:
    return {"key": cast.notification.key}


def job(cast: Any) -> dict[str, Any]:
    return {"key": cast.job.key}


def element(cast: Any) -> dict[str, Any]:
    return {"slug": cast.strategy().slug, "key": cast.strategy().nodes["challenge"].item.key}


def of_strategy(cast: Any) -> dict[str, Any]:
    return {"slug": cast.strategy().slug}


def draft(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "number": 2}


def two_versions(cast: Any) -> dict[str, Any]:
    return {**of_strategy(cast), "old": 1, "new": 2}


def link(cast: Any) -> dict[str, Any]:
    return {**element(cast), "pk": cast.strategy().link.pk}


def link_evidence(cast: Any) -> dict[str, Any]:
    return {**link(cast), "evidence": cast.strategy().evidence.key}


def evidence(cast: Any) -> dict[str, Any]:
    held = cast.strategy()
    return {"slug": held.slug, "key": held.nodes["factor"].item.key, "evidence": held.evidence.key}


def remark(cast: Any) -> dict[str, Any]:
    return {"slug": cast.strategy().slug, "pk": cast.strategy().comment.pk}


def asked(cast: Any) -> dict[str, Any]:
    return {"slug": cast.strategy().slug, "pk": cast.strategy().request.pk}


def pin(cast: Any) -> dict[str, Any]:
    return {"key": cast.pin().key}


def own_series(cast: Any) -> dict[str, Any]:
    return {"slug": cast.own_series().slug}


def upload(cast: Any) -> dict[str, Any]:
    return {"key": cast.upload().key}


def history(cast: Any) -> dict[str, Any]:
    return {"label": "accounts.organisation", "key": cast.organisation.pk}


TABLE: dict[str, Line] = {
    # The site
    **lines("live ready home pilots_csv search methods accessibility data_protection design", EVERYBODY),
    # The observatory is public
    **lines("observatory:home observatory:territory_new observatory:figures observatory:pins", EVERYBODY),
    **lines("observatory:profile observatory:economy observatory:technology", EVERYBODY, REGION),
    **lines("observatory:profile_html observatory:profile_pdf observatory:profile_json", EVERYBODY, REGION),
    **lines("observatory:profile_csv", EVERYBODY, {**REGION, "picture": "gap"}),
    **lines("observatory:portfolio observatory:index_region", EVERYBODY, REGION),
    **lines("observatory:index_region_file", EVERYBODY, {**REGION, "picture": "drivers", "kind": "csv"}),
    **lines("observatory:sectors", EVERYBODY),
    **lines("observatory:sector observatory:sector_csv observatory:strength", EVERYBODY, SECTOR),
    **lines("observatory:index observatory:index_compare observatory:index_what_if", EVERYBODY),
    **lines("observatory:index_file observatory:index_what_if_file", EVERYBODY, {"kind": "csv"}),
    **lines("observatory:index_compare_file", EVERYBODY, {"kind": "json"}, query="regions=BE3,SE31"),
    **lines("observatory:series observatory:series_csv observatory:series_json", EVERYBODY, SERIES),
    **lines("observatory:series_sdmx_csv observatory:series_bibtex observatory:series_csl", EVERYBODY, SERIES),
    **lines("observatory:index_run", ANALYSTS, method="post"),
    **lines("pin pin_json pin_csv", EVERYBODY, pin),
    **lines("observatory:pin_withdraw", OWNER | ADMINISTRATOR, pin),
    **lines("observatory:pin_new", PEOPLE, query="target=/observe/BE3/"),
    # Series of analysts: an open one of the evaluator, and an upload that waits
    **lines("observatory:own_series_new", ANALYSTS | {"co_manager", "evaluator", "cluster_manager", "other_manager"}),
    **lines(
        "observatory:own_series observatory:own_series_csv observatory:own_series_json observatory:own_series_sdmx_csv",
        EVERYBODY,
        own_series,
    ),
    **lines("observatory:own_series_bibtex observatory:own_series_csl", EVERYBODY, own_series),
    **lines("observatory:own_series_differences", EVERYBODY, own_series),
    **lines("observatory:own_series_vintage", ADDER, own_series),
    **lines("observatory:own_series_withdraw", ADDER, own_series, method="post"),
    **lines("observatory:own_series_upload", frozenset({"evaluator"}), upload, refused="404"),
    **lines(
        "observatory:own_series_confirm observatory:own_series_discard",
        frozenset({"evaluator"}),
        upload,
        method="post",
        refused="404",
    ),
    # Strategies: everybody reads what is published, people speak of it, those who manage it write
    **lines("strategy:export", EVERYBODY, of_strategy),
    **lines("strategy:import", LEADS, of_strategy),
    **lines("strategy:import_confirm", LEADS, of_strategy, method="post"),
    **lines("strategy:index", EVERYBODY),
    **lines("strategy:start", LEADS),
    **CONTEXT,
    **COLLECTING,
    **lines(
        "strategy:check strategy:logic strategy:logic_pdf strategy:overview strategy:versions", EVERYBODY, of_strategy
    ),
    **lines("strategy:of_kind", EVERYBODY, lambda cast: {**of_strategy(cast), "kind": "challenge"}),
    **lines("strategy:differences strategy:differences_json", INSIDE, two_versions, refused="404", visitor="404"),
    **lines("strategy:people", INSIDE, of_strategy, refused="404"),
    **lines("strategy:grant", ADMINISTRATOR, of_strategy),
    **lines("strategy:edit", LEADS, of_strategy),
    **lines("strategy:version_start", LEADS, of_strategy, method="post"),
    **lines("strategy:version_publish", LEADS, draft, but=UNSEEN),
    **lines("strategy:logic_svg", EVERYBODY, lambda cast: {**of_strategy(cast), "tree": "problems"}),
    **lines("strategy:element strategy:why strategy:why_svg strategy:why_json", EVERYBODY, element),
    **lines("strategy:what_for strategy:what_for_svg strategy:what_for_json", EVERYBODY, element),
    **lines("strategy:comment strategy:request_new", PEOPLE, element),
    **lines("strategy:element_new", LEADS, of_strategy, query="kind=challenge"),
    **lines("strategy:element_edit strategy:element_remove strategy:evidence_new", LEADS, element),
    **lines("strategy:element_move strategy:element_reviewed", LEADS, element, method="post"),
    **lines("strategy:element_below", LEADS, element, query="kind=specific_objective&relation=answered_by"),
    **lines("strategy:link_new", LEADS, element, query="relation=down:answered_by"),
    **lines("strategy:link_remove", LEADS, link),
    **lines("strategy:link", INSIDE, link, refused="404", visitor="404"),  # it stands in the draft
    **lines("strategy:link_evidence_new", LEADS, link, but=UNSEEN),
    **lines(
        "strategy:link_evidence_remove",
        NOBODY,
        link_evidence,
        method="post",
        but=UNSEEN | dict.fromkeys(LEADS, "404"),  # it is not the link's
    ),
    **lines("strategy:evidence_remove", LEADS, evidence, method="post", but={"administrator": "404"}),  # gone by then
    # The reader of the cast said something and asked for a change: insiders read it, others not even that it is there
    **lines("strategy:comment_withdraw", OWNER, remark, method="post", but=UNSEEN),
    **lines("strategy:request", INSIDE, asked, refused="404"),
    **lines("strategy:request_withdraw", OWNER, asked, method="post", but=UNSEEN),
    # One's own account
    **lines("accounts:home accounts:details accounts:privacy accounts:erase accounts:tokens", PEOPLE),
    **lines("accounts:export", PEOPLE, method="post"),
    **lines("accounts:invitation", EVERYBODY),
    **lines("accounts:revoke_token", OWNER, token, method="post", refused="404"),
    # Organisations: people see them; who leads one changes it
    **lines("accounts:organisations accounts:create_organisation", PEOPLE),
    **lines("accounts:organisation", PEOPLE, organisation),
    **lines("accounts:act_for", PEOPLE, organisation, method="post"),
    **lines("accounts:edit_organisation", FIRM, organisation),
    **lines(
        "accounts:end_representation accounts:decide_representation", FIRM, representation, method="post", refused="404"
    ),
    # Clusters: their manager keeps members and tiers
    **lines("accounts:clusters", EVERYBODY),
    **lines("accounts:cluster", EVERYBODY, cluster),
    **lines("accounts:edit_cluster accounts:add_tier", MANAGER, cluster),
    **lines("accounts:edit_tier", MANAGER, tier),
    **MEMBERS,
    # Administration
    **lines("accounts:people accounts:invitations accounts:merges accounts:merge", ADMINISTRATOR),
    **lines("accounts:person", ADMINISTRATOR, somebody),
    **lines("accounts:active", ADMINISTRATOR, somebody, method="post", refused="404", but={"person": "403"}),
    **lines("accounts:revoke_role", ADMINISTRATOR, grant, method="post", refused="404", but={"reader": "403"}),
    **lines("accounts:revoke_invitation accounts:send_again", ADMINISTRATOR, invitation, method="post", refused="404"),
    **lines("accounts:undo_merge", ADMINISTRATOR, merge, method="post", refused="404"),
    # Piloting: who is inside reads, who leads writes
    **lines("monday brief brief_pdf", INSIDE, piloted, refused="404"),
    **lines("piloting:start", PEOPLE),
    **lines("piloting:home", INSIDE, piloted, refused="404"),
    **lines("piloting:create_body", LEADS, piloted, but=UNSEEN),
    **lines("piloting:body", INSIDE, body, refused="404"),
    **lines("piloting:edit_body piloting:add_seat", LEADS, body, but=UNSEEN),
    **lines("piloting:edit_seat piloting:give_term", LEADS, seat, but=UNSEEN),
    **lines("piloting:remove_seat", LEADS, seat, method="post", but=UNSEEN),
    **lines("piloting:end_term", LEADS, term, but=UNSEEN),
    **lines("piloting:start_mandate", LEADS, body, method="post", but=UNSEEN),
    **lines("piloting:mandate", INSIDE, mandate, refused="404"),
    **lines("piloting:edit_mandate", LEADS, mandate, but=UNSEEN),
    **lines("piloting:step_mandate", LEADS, mandate, method="post", but=UNSEEN),
    **lines("piloting:agree_mandate", LEADS, party, but=UNSEEN),
    **lines("piloting:meetings", INSIDE, piloted, refused="404"),
    **lines("piloting:meeting piloting:meeting_ics", INSIDE, meeting, refused="404"),
    **lines("piloting:plan_meeting", LEADS, body, but=UNSEEN),
    **lines("piloting:edit_meeting piloting:cancel_meeting piloting:add_point", LEADS, meeting, but=UNSEEN),
    **lines("piloting:hold_meeting piloting:write_minutes", LEADS, meeting, but=UNSEEN),
    **lines("piloting:correct_minutes piloting:decide", LEADS, meeting, but=UNSEEN),
    **lines("piloting:add_decision", LEADS, body, but=UNSEEN),
    **lines("piloting:edit_decision piloting:drop_decision", LEADS, due_decision, but=UNSEEN),
    **lines("piloting:invite piloting:build_agenda piloting:step_minutes", LEADS, meeting, method="post", but=UNSEEN),
    **lines("piloting:answer_meeting", NOBODY, meeting, method="post", but=UNSEEN),
    **lines("piloting:risks", INSIDE, piloted, refused="404"),
    **lines("piloting:add_risk", LEADS, piloted, but=UNSEEN),
    **lines("piloting:risk", INSIDE, risk, refused="404"),
    **lines("piloting:edit_risk piloting:rate_risk piloting:risk_happened", LEADS, risk, but=UNSEEN),
    **lines("piloting:close_risk", LEADS, risk, method="post", but=UNSEEN),
    **lines("piloting:end_issue", LEADS, issue, but=UNSEEN),
    **lines("piloting:money", INSIDE, piloted, refused="404"),
    **lines("piloting:ledger piloting:ledger_csv", LEADS | {"m_and_e_officer", "evaluator"}, piloted, but=UNSEEN),
    **lines("piloting:add_source piloting:enter_amount piloting:close_books", LEADS, piloted, but=UNSEEN),
    **lines("piloting:send_ledger", LEADS, piloted, but=UNSEEN),
    **lines("piloting:reverse_amount", LEADS, entry, but=UNSEEN),
    **lines("piloting:enter_ledger", LEADS, piloted, method="post", but=UNSEEN),
    **lines("piloting:responsibilities piloting:responsibilities_csv", INSIDE, piloted, refused="404"),
    **lines("piloting:share_out", LEADS, planned, but=UNSEEN),
    **lines("piloting:communication", INSIDE, piloted, refused="404"),
    **lines("piloting:add_flow", LEADS, piloted, but=UNSEEN),
    **lines("piloting:edit_flow", LEADS, flow, but=UNSEEN),
    **lines("piloting:end_flow", LEADS, flow, method="post", but=UNSEEN),
    **lines("piloting:note_flow", LEADS | {"m_and_e_officer"}, flow, but=UNSEEN),
    **lines(
        "piloting:roadmap piloting:roadmap_picture piloting:roadmap_csv piloting:roadmap_xlsx piloting:plan_check",
        INSIDE,
        piloted,
        refused="404",
    ),
    **lines("piloting:action", INSIDE, planned, refused="404"),
    **lines("piloting:add_action", LEADS, piloted, but=UNSEEN),
    **lines("piloting:edit_action piloting:set_action_state piloting:add_deliverable", LEADS, planned, but=UNSEEN),
    **lines("piloting:send_roadmap", LEADS, piloted, but=UNSEEN),
    **lines("piloting:take_in_roadmap", LEADS, piloted, method="post", but=UNSEEN),
    **lines("piloting:replan", LEADS, planned, but=UNSEEN),
    **lines("piloting:report_deliverable", LEADS, deliverable, but=UNSEEN),
    **lines("piloting:my_actions", PEOPLE),
    **lines("piloting:feed_address", PEOPLE),
    **MONITORING,
    **ISSUED,
    **PROMOTION,
    **SERVICES,
    **PILOTS,
    **MONEY,
    **lines("piloting:feed", NOBODY, {"token": "nothing"}, refused="404", visitor="404"),
    # The core
    **lines("core:notifications core:notification_choices core:jobs", PEOPLE),
    **lines("core:read_notifications", PEOPLE, method="post"),
    **lines("core:open_notification", OWNER, notification, method="post", refused="404"),
    **lines("core:job", OWNER, job, refused="404"),
    **lines("core:history", PEOPLE, history),
    **lines("core:file", NOBODY, {"key": "00000000-0000-0000-0000-000000000000"}, refused="404", visitor="404"),
    # The API reads what is open
    **lines("api:openapi-json api:dcat api:territories api:catalogue api:indices api:sectors", EVERYBODY),
    **lines("api:territory api:profile api:portfolio", EVERYBODY, REGION),
    **lines("api:pins", EVERYBODY),
    **lines("api:pin", EVERYBODY, pin),
    **lines("api:series api:values", EVERYBODY, SERIES),
    **lines("api:ranked", EVERYBODY, {"index": "industrial_change"}),
    **lines("api:driven", EVERYBODY, {"index": "industrial_change", "zone": "BE3"}),
    **lines("api:sector", EVERYBODY, {"sector": "C20"}),
    **SERVICES_API,
    **lines("api:nothing", NOBODY, {"rest": "nothing"}, refused="404", visitor="404"),
    **lines("api:api-root", NOBODY, refused="404", visitor="404"),
}

SIGNING_IN = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")
"""Addresses of signing in, by how their names begin: tested with the accounts, flow by flow."""
