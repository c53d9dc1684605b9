"""Who sees the history of what in monitoring, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import history
from beffroi.web.monitoring import queries
from beffroi.web.monitoring.queries.beneficiaries import visible_files
from beffroi.web.monitoring.queries.issued import visible_reports

VERBS = {
    "measured": _("entered a measurement"),
    "imported beneficiaries": _("took a file of beneficiaries over"),
    "carried forward": _("carried the indicator forward"),
    "corrected": _("corrected a measurement"),
    "opened": _("opened it"),
    "closed by facts": _("closed it: the facts are mended"),
    "came back": _("let it stand again"),
    "put off": _("put it off"),
    "gave to somebody": _("said who looks after it"),
    "found": _("wrote a finding"),
    "proposed a mitigation": _("proposed it"),
    "accepted a mitigation": _("accepted it"),
    "rejected a mitigation": _("rejected it"),
    "looked at the effect": _("looked at what came of it"),
    "looked at an assumption": _("looked whether an assumption holds"),
    "reported": _("reported values"),
    "saved a draft": _("kept a draft of values"),
    "began a correction": _("began a correction"),
    "returned": _("returned it to the reporter"),
    "validated": _("validated it"),
    "asked": _("asked the reporters"),
    "opened the period": _("opened the period"),
    "opened again": _("opened it again"),
    "locked": _("locked it for good"),
    "opened the request": _("opened the request for the first time"),
    "handed on": _("handed the request on"),
    "sent the link": _("sent a new link"),
    "prepared a report": _("prepared it"),
    "asked for a check of beneficiaries": _("had a file of beneficiaries checked"),
    "issued a report": _("issued it"),
}

history.register("monitoring.indicator", queries.visible_indicators)
history.register("monitoring.alert", queries.visible_alerts)
history.register("monitoring.finding", queries.visible_findings)
history.register("monitoring.mitigation", queries.visible_mitigations)
history.register("monitoring.datarequest", queries.visible_requests)
history.register("monitoring.entry", queries.visible_entries)
history.register("monitoring.reportingperiod", queries.visible_periods)
history.register("monitoring.beneficiaryfile", visible_files)
history.register("monitoring.monitoringreport", visible_reports)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
