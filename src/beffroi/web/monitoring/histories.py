"""Who sees the history of what in monitoring, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import history
from beffroi.web.monitoring import queries

VERBS = {
    "measured": _("entered a measurement"),
    "corrected": _("corrected a measurement"),
}

history.register("monitoring.indicator", queries.visible_indicators)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
