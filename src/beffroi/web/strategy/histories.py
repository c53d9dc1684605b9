"""Who sees the history of what in the strategy, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.core import history
from beffroi.web.strategy import queries

VERBS = {
    "imported": _("imported a case file"),
    "published": _("published it"),
    "superseded": _("replaced it by a newer version"),
    "started": _("started a new version"),
    "commented": _("commented on it"),
    "requested a change": _("asked for a change"),
    "accepted the request": _("accepted the request"),
    "set aside": _("set the pair aside"),
    "named as proof": _("named it as proof of a criterion"),
    "took up again": _("took the pair up again"),
    "declined the request": _("declined the request"),
}

history.register("strategy.strategy", queries.visible_strategies)
history.register("strategy.version", queries.visible_versions)
history.register("strategy.plan", queries.visible_plans)
history.register("strategy.instrument", queries.visible_instruments)
history.register("strategy.changerequest", queries.visible_changerequests)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
