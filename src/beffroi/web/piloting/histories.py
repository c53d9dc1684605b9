"""Who sees the history of what in piloting, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import history
from beffroi.web.piloting import queries

VERBS = {
    "ended": _("ended it"),
    "warned": _("warned that a meeting is due"),
    "fine_tune": _("fine-tuned it"),
    "finalise": _("made it final"),
    "reopen": _("reopened it"),
    "planned": _("planned it"),
    "cancelled": _("called it off"),
    "answered": _("answered"),
    "built the agenda": _("built the agenda"),
    "held": _("entered that it was held"),
    "wrote the minutes": _("wrote the minutes"),
    "circulated": _("circulated the minutes"),
    "approved": _("approved the minutes"),
    "decided": _("entered a decision"),
    "dropped": _("said that it need not be decided any more"),
    "replanned": _("replanned it"),
    "renewed": _("renewed it"),
    "agreed": _("agreed to it"),
    "delivered": _("reported it as delivered"),
    "rated": _("rated it"),
    "happened": _("entered that it happened"),
    "closed": _("closed it"),
    "reminded": _("reminded the people of it"),
    "took a roadmap in": _("took a roadmap in from a spreadsheet"),
    "looked over": _("looked it over and left it as it was"),
    "reversed": _("reversed it"),
    "imported a ledger": _("imported an extract of the ledger"),
    "closed the books": _("closed the books"),
}

history.register("piloting.body", queries.visible_bodies)
history.register("piloting.mandate", queries.visible_mandates)
history.register("piloting.meeting", queries.visible_meetings)
history.register("piloting.risk", queries.visible_risks)
history.register("piloting.issue", queries.visible_issues)
history.register("piloting.action", queries.visible_actions)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
