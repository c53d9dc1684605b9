"""Who sees the history and the documents of what in services on demand, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import files, history
from beffroi.web.services import queries

VERBS = {
    "held seats": _("held seats"),
    "asked again": _("asked again; nothing changed"),
    "admitted": _("admitted it"),
    "did not admit": _("did not admit it"),
    "let go": _("let it go, as the time was over"),
    "cancelled in part": _("cancelled a part of it"),
    "replaced": _("gave the seat to somebody else"),
    "joined the waiting list": _("joined the waiting list"),
    "left the waiting list": _("left the waiting list"),
    "was offered seats": _("was offered seats"),
    "accepted": _("accepted it"),
    "shared out": _("set who provides it with which share"),
    "set a price": _("set a price"),
    "withdrew": _("took it off"),
    "decided that it takes place": _("decided that it takes place"),
    "promotes": _("promotes it"),
    "stopped promoting": _("promotes it no longer"),
    "called off": _("called it off"),
    "checked in": _("checked in"),
    "took back the check-in": _("took back the check-in"),
    "added a document": _("added a document"),
    "took the next step": _("took the next step"),
    "sent the survey": _("sent the survey"),
    "answered": _("answered"),
    "entered a declaration": _("entered a declaration"),
    "entered it in the register": _("entered it in the register"),
    "appraised": _("appraised it"),
    "compared": _("compared it"),
    "weighed the criteria": _("weighed the criteria"),
    "chose the service": _("chose the service"),
    "set the criteria": _("set the criteria"),
}

history.register("services.service", queries.visible_services)
history.register("services.offer", queries.visible_offers)
history.register("services.session", queries.visible_sessions)
history.register("services.pilot", queries.visible_pilots)
files.register("services.pilotstep", queries.visible_steps)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
