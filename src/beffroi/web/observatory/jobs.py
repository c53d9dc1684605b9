"""Background work of the observatory."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.core.work import Outcome, Work, job
from beffroi.web.core.worker import chore
from beffroi.web.observatory.actions.index import INDEX_RUNS, finish_runs, run_index
from beffroi.web.observatory.models import IndexRun
from beffroi.web.observatory.queries.index import missing_years
from beffroi.web.observatory.queries.profile import compose_missing

AT_ONCE = 10
"""Profiles composed in one go; a worker does its jobs in between."""


def compose_ahead() -> int:
    """A chore: compose what nobody has asked for yet, so that nobody waits for it."""
    return compose_missing(AT_ONCE)


def run_all_years() -> list[IndexRun]:
    """The site itself makes the official runs that are still missing, oldest first; nothing where none is."""
    return [run_index(actor=None, year=year) for year in missing_years()]


chore("compose profiles ahead", timedelta(seconds=5), compose_ahead)


@job(INDEX_RUNS, gettext_lazy("Official runs of the index"))
def index_runs(work: Work) -> Outcome:
    """Make the official runs that are missing; started again, it goes on with what is still missing."""
    years = missing_years()
    for done, year in enumerate(years):
        work.progress(done, len(years), str(year))
        run_index(actor=work.person, year=year)
    finish_runs(actor=work.person, asked=work.job, years=len(years))
    return Outcome(message=_("Every year of the index has its official run."), link="/observe/index/")
