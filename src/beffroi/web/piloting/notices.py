"""What people are told about bodies and meetings; called inside actions."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.notifications import declare, notify
from beffroi.web.piloting.models import Body
from beffroi.web.piloting.rules import Cadence

KINDS = {
    "cadence": _("A body that you sit in must meet soon"),
}

for _kind, _label in KINDS.items():
    declare(f"piloting.{_kind}", _label, f"piloting/notices/{_kind}.txt")


def tell_cadence(body: Body, state: Cadence, people: Iterable[Any]) -> None:
    """The members of a body and the administrators hear before its cadence breaks."""
    link = reverse("piloting:body", kwargs={"slug": body.strategy.slug, "code": body.code})
    notify(
        to=people, kind="piloting.cadence", context={"body": body, "due": state.due}, key=f"{body.pk}-{state.due}",
        link=link,
    )  # fmt: skip
