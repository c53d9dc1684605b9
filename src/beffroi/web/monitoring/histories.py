"""Who sees the history of what in monitoring, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import history
from beffroi.web.monitoring import queries

VERBS = {
    "measured": _("entered a measurement"),
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
}

history.register("monitoring.indicator", queries.visible_indicators)
history.register("monitoring.alert", queries.visible_alerts)
history.register("monitoring.finding", queries.visible_findings)
history.register("monitoring.mitigation", queries.visible_mitigations)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
