"""Pure decisions of the core: when to try again, when the daily mail goes, what a link may be."""

from datetime import datetime, timedelta

MAIL_PAUSES = (1, 5, 15, 60, 360)
"""Minutes between attempts to send a mail; after the last of them it has failed."""
JOB_PAUSES = (10, 60, 300)
"""Seconds between attempts at a job that failed."""
LONGEST_LINK = 500


def next_mail_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try a mail again that was tried so often; None if never.

    >>> next_mail_attempt(1, datetime(2026, 1, 1, 12, 0))
    datetime.datetime(2026, 1, 1, 12, 1)
    >>> next_mail_attempt(6, datetime(2026, 1, 1, 12, 0)) is None
    True
    """
    return now + timedelta(minutes=MAIL_PAUSES[attempts - 1]) if attempts <= len(MAIL_PAUSES) else None


def next_job_attempt(attempts: int, now: datetime) -> datetime:
    """When to try a job again that was tried so often.

    >>> next_job_attempt(9, datetime(2026, 1, 1, 12, 0))
    datetime.datetime(2026, 1, 1, 12, 5)
    """
    return now + timedelta(seconds=JOB_PAUSES[min(attempts, len(JOB_PAUSES)) - 1])


def next_digest(now: datetime, hour: int) -> datetime:
    """The next time at which the clock shows a full hour, in the time zone of `now`.

    >>> next_digest(datetime(2026, 1, 1, 7, 0), 7)
    datetime.datetime(2026, 1, 2, 7, 0)
    """
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def is_site_path(link: str) -> bool:
    """Whether a link stays on this site.

    >>> [is_site_path(link) for link in ("/observe/BE3/", "//elsewhere.example", "https://x.example", "/a\\\\b")]
    [True, False, False, False]
    """
    return (
        link.startswith("/")
        and not link.startswith("//")
        and "\\" not in link
        and link.isprintable()
        and len(link) <= LONGEST_LINK
    )
