"""Money that runs off its plan."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from beffroi.web.core.waiting import Asked, Signal, Status, Wait, stands, waits
from beffroi.web.piloting.money_words import money_words
from beffroi.web.piloting.queries.money import Money, money_of
from beffroi.web.piloting.waiting.reading import address, is_inside, leads

SLOW = Decimal("0.7")
"""Less than this part of what was budgeted until today is committed: the money does not reach its purpose."""


def _money(asked: Asked) -> Money | None:
    return asked.once("piloting.money", lambda: money_of(asked.of, asked.today) if is_inside(asked) else None)


def _over(found: Money) -> list[str]:
    return [line.node.code for line in found.lines if line.sums.whole.is_over]


@waits
def over(asked: Asked) -> Iterable[Wait]:
    """What more is committed or paid for than was budgeted."""
    found = _money(asked) if leads(asked) else None
    if found is not None and (codes := _over(found)):
        what = _("More than budgeted is committed or paid for %(codes)s") % {"codes": ", ".join(codes[:6])}
        yield Wait(_("Money"), what, address(asked, "money"), _("See the money"), urgency="high")


@stands
def spent(asked: Asked) -> Iterable[Signal]:
    """Whether money is committed and paid as it was budgeted."""
    found = _money(asked)
    if found is None:
        return
    codes, sums = _over(found), found.to_date
    status: Status = "none" if not found.total else "alarm" if codes else "ok"
    if status == "ok" and sums.budget and max(sums.committed, sums.paid) < SLOW * sums.budget:
        status = "watch"
    yield Signal(_("Money"), status, money_words(found, asked.today), address(asked, "money"), len(codes))
