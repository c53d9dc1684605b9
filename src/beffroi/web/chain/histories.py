"""Who sees the history and the files of what in the chain, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import visible_evidence, visible_nodes, visible_spaces
from beffroi.web.core import files, history

VERBS = {
    "moved": pgettext_lazy("history", "moved"),
    "linked": pgettext_lazy("history", "linked"),
    "unlinked": _("took the link away"),
    "added evidence": _("added evidence"),
    "removed evidence": _("took evidence away"),
    "noted a revision": _("noted that the evidence was revised"),
    "marked for review": _("marked it for review"),
    "reviewed": pgettext_lazy("history", "reviewed"),
    "entered": pgettext_lazy("history", "entered many elements"),
    "copied": pgettext_lazy("history", "copied"),
    "froze": _("closed it for ever"),
}

history.register("chain.node", visible_nodes)
history.register("chain.space", visible_spaces)
files.register("chain.evidence", visible_evidence)
history.name_parts_by(
    lambda name: next(
        (field.label for kind in kinds.NODES.values() for field in kind.fields if field.name == name), None
    )
)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
