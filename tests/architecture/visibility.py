"""Who may see the rows of each model of ours: everybody, a person by a query of that name, or nobody as rows.

A new model fails a test until it has its line here.
"""

PUBLIC = "everybody may see every row"
INNER = "never shown as rows; only its own module reads it"

OF_ACCOUNTS = "accounts.queries.visible.visible_to"

VISIBILITY: dict[str, str] = {
    "accounts.apitoken": "accounts.queries.tokens.tokens_of",
    "accounts.cluster": PUBLIC,
    "accounts.clustermembership": OF_ACCOUNTS,
    "accounts.invitation": OF_ACCOUNTS,
    "accounts.membershiptier": PUBLIC,
    "accounts.organisation": OF_ACCOUNTS,
    "accounts.organisationmerge": OF_ACCOUNTS,
    "accounts.person": OF_ACCOUNTS,
    "accounts.representation": OF_ACCOUNTS,
    "accounts.rolegrant": OF_ACCOUNTS,
    "chain.evidence": INNER,
    "chain.item": INNER,
    "chain.link": INNER,
    "chain.node": "chain.queries.visible_nodes",
    "chain.space": "chain.queries.visible_spaces",
    "core.auditentry": "core.history.find",
    "core.auditseal": INNER,
    "core.delivery": INNER,
    "core.job": "core.work.visible_to",
    "core.notification": "core.notifications.visible_to",
    "core.notificationchoice": "core.notifications.choices_of",
    "core.storedfile": "core.files.find",
    "core.submission": INNER,
    "observatory.composedprofile": INNER,
    "observatory.indexrun": PUBLIC,
    "observatory.observation": INNER,
    "observatory.ownseries": "observatory.queries.series.visible_to",
    "observatory.seriesupload": "observatory.queries.series.uploads_of",
    "observatory.seriesvintage": "observatory.queries.series.vintages_of",
    "observatory.pin": "observatory.queries.pins.visible_to",
    "piloting.action": "piloting.queries.visible_actions",
    "piloting.addendum": INNER,
    "piloting.agendaitem": INNER,
    "piloting.attendance": INNER,
    "piloting.body": "piloting.queries.visible_bodies",
    "piloting.calendarfeed": INNER,
    "piloting.decision": "piloting.queries.visible_decisions",
    "piloting.deliverable": INNER,
    "piloting.mandate": "piloting.queries.visible_mandates",
    "piloting.meeting": "piloting.queries.visible_meetings",
    "piloting.party": INNER,
    "piloting.replanning": INNER,
    "piloting.responsibility": INNER,
    "piloting.seat": INNER,
    "piloting.term": INNER,
    "strategy.changerequest": "strategy.queries.visible_changerequests",
    "strategy.comment": "strategy.queries.visible_comments",
    "strategy.instrument": "strategy.queries.visible_instruments",
    "strategy.plan": "strategy.queries.visible_plans",
    "strategy.strategy": "strategy.queries.visible_strategies",
    "strategy.version": "strategy.queries.visible_versions",
}
