"""How long something lasted, as people say it: days, then months, then years and months."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MONTHS_FROM, YEARS_FROM = 60, 24
"""From how many days on months are said, and from how many months on years."""


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one.

    >>> months_between(date(2020, 1, 31), date(2020, 2, 29)), months_between(date(2020, 1, 15), date(2021, 2, 15))
    (0, 13)
    """
    months = 12 * (last.year - first.year) + last.month - first.month
    return months - (last.day < first.day)


def span_words(first: date, last: date) -> str:
    """The time from one day to a later one, in the largest units that say enough.

    Parameters
    ----------
    first, last : date

    Returns
    -------
    str
        “one day”, “45 days”, “7 months”, “3 years and 5 months”; months and years are whole ones.

    """
    days = (last - first).days
    if days < MONTHS_FROM:
        return ngettext("one day", "%(many)s days", days) % {"many": days}
    months = months_between(first, last)
    if months < YEARS_FROM:
        return _months(months)
    years, rest = divmod(months, 12)
    said = ngettext("one year", "%(many)s years", years) % {"many": years}
    return _("%(years)s and %(months)s") % {"years": said, "months": _months(rest)} if rest else said


def _months(many: int) -> str:
    return ngettext("one month", "%(many)s months", many) % {"many": many}
