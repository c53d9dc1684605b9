"""Which spaces are read together: a version with the living work of its strategy, and the other way round."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from beffroi.web.chain.queries.nodes import read_together
from beffroi.web.strategy.models import Strategy

if TYPE_CHECKING:
    from beffroi.web.chain.models import Space


def companions(space: "Space") -> Iterable["Space"]:
    """The living space of the same strategy and, from there, the version that is in force, else the draft."""
    strategy = Strategy.objects.filter(pk=space.owner_id).select_related("living").first()
    if strategy is None or strategy.living is None:
        return []
    if space.pk != strategy.living.pk:
        return [strategy.living]
    found = strategy.versions.exclude(status="superseded").select_related("space")
    newest = max(found, key=lambda version: version.status == "published", default=None)
    return [newest.space] if newest else []


read_together(companions)
