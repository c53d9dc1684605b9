"""Background work of strategies: pinned evidence is held against today's figures."""

from datetime import timedelta
from itertools import groupby

from beffroi.web.chain.queries import pinned_in
from beffroi.web.core.worker import chore
from beffroi.web.observatory.queries.pins import reading
from beffroi.web.strategy.actions import note_reading
from beffroi.web.strategy.models import Strategy, Version

EVERY = timedelta(hours=1)


def review_evidence() -> int:
    """A chore: mark what rests on figures that were revised since they were last looked at; how many elements."""
    return sum(_reviewed(strategy) for strategy in Strategy.objects.select_related("living"))


def _reviewed(strategy: Strategy) -> int:
    versions = strategy.versions.exclude(status=Version.Status.SUPERSEDED).select_related("space")
    spaces = [*(version.space for version in versions), *([strategy.living] if strategy.living else [])]
    marked = 0
    for pin, group in groupby(pinned_in(spaces), lambda one: one.pin):
        if pin is None:
            continue
        today = reading(pin, "en")
        known = pin.digest
        news = [one for one in group if (one.state, one.seen_digest or known) != (today.state, today.now)]
        if news:
            marked += note_reading(actor=None, strategy=strategy, found=news, state=today.state, digest=today.now)
    return marked


chore("hold pinned evidence against today's figures", EVERY, review_evidence)
