"""What people are told by the observatory; called inside actions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.notifications import declare, notify

INDEX_RUNS_MADE = "observatory.index_runs_made"

declare(INDEX_RUNS_MADE, _("Official runs of the index are ready"), "observatory/notices/index_runs_made.txt")


def tell_runs_made(person: Any, years: int, key: str) -> None:
    """Who asked for the official runs hears that they are there."""
    notify(to=person, kind=INDEX_RUNS_MADE, context={"years": years}, key=key, link=reverse("observatory:index"))
