"""What alerts keep about a person: that they look after one; erased, nobody looks after those that are open."""

from typing import Any

from beffroi.web.accounts.personal_data import erase, export
from beffroi.web.monitoring.models import Alert

LABEL = "alerts looked after"


def _alerts(person: Any) -> list[dict[str, Any]]:
    names = ("strategy__slug", "rule", "opened_at", "closed_at", "snoozed_until")
    return list(Alert.objects.filter(owner=person).values(*names))


def _erase(person: Any) -> int:
    return Alert.objects.filter(owner=person, closed_at=None).update(owner=None)


export(LABEL, _alerts)
erase(LABEL, _erase)
