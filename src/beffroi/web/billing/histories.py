"""Who sees the history of what about money, and how the verbs of its actions read."""

from django.utils.translation import gettext_lazy as _

from beffroi.web.billing import queries
from beffroi.web.core import history

VERBS = {
    "invoiced": _("issued the invoice"),
    "credited": _("issued the credit note"),
    "read a bank file": _("read a bank file"),
    "assigned": _("assigned it"),
    "set aside": _("set it aside"),
    "took back the assignment": _("took back the assignment"),
    "asked to be sent": _("asked for it to be sent"),
    "sent": _("tried to send it"),
    "heard of the payment": _("heard of the payment"),
    "gave back": _("gave money back"),
}

history.register("billing.seller", queries.visible_sellers)
history.register("billing.invoice", queries.visible_invoices)
for _verb, _words in VERBS.items():
    history.say(_verb, _words)
