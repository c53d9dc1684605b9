"""Large files of beneficiaries: a job reads and checks one, its sender looks at the result and confirms."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from beffroi.web.core import files
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.row_files import table_of
from beffroi.web.core.work import Job, Outcome, State, Work, job
from beffroi.web.core.worker import chore
from beffroi.web.monitoring.beneficiary_file import MOST_FAULTS, MOST_ROWS, read_rows
from beffroi.web.monitoring.queries.beneficiaries import CHECK, known_to_rows
from beffroi.web.monitoring.wording import language
from beffroi.web.strategy.queries import all_strategies

KEPT = timedelta(days=1)
"""How long what a check found can be taken over."""


@job(CHECK, gettext_lazy("Check of a file of beneficiaries"))
def check(work: Work, *, strategy: int, name: str, **_asked: object) -> Outcome:
    """Check a file, row by row; it only reads, so that another worker may begin anew."""
    found = all_strategies().get(pk=strategy)
    work.progress(0, 1, _("The file is read."))
    content = files.content_of(files.of(work.job).get())
    with in_the_language_of_the_reader():
        table = table_of(name, content, MOST_ROWS)

    def tell(done: int) -> None:
        work.progress(done, len(table.rows), _("The rows are checked."))

    rows, faults = read_rows(table, known_to_rows(found), tell)
    link = reverse("monitoring:checked_beneficiaries", kwargs={"slug": found.slug, "key": work.job.key})
    if faults:
        said = ngettext(
            "One error has to be corrected in the file; nothing is entered.",
            "%(many)s errors have to be corrected in the file; nothing is entered.",
            len(faults),
        )
        told = [[one.row, one.column, one.words] for one in faults[:MOST_FAULTS]]
        return Outcome(said % {"many": len(faults)}, link, value={"faults": told, "fault_count": len(faults)})
    said = _("Rows without an error: %(many)s. Nothing is entered before you confirm.")
    many = language().number(len(rows), 0)
    return Outcome(said % {"many": many}, link, value={"rows": [row.packed() for row in rows]})


def forget_checks() -> int:
    """A chore: files whose check is over go at once, and what checks found after a day; says how many."""
    held = list(files.of_kind(Job))
    # Asked second: a file is written together with its job.
    under_way = Job.objects.exclude(state__in=(State.DONE, State.FAILED)).values_list("pk", flat=True)
    still = {str(pk) for pk in under_way}
    over = [one for one in held if one.of_key not in still]
    for one in over:
        files.remove(actor=None, stored=one)
    old = Job.objects.filter(kind=CHECK, finished_at__lt=timezone.now() - KEPT).exclude(outcome=None)
    return len(over) + old.update(outcome=None, link="")


chore("forget checked files", timedelta(hours=1), forget_checks)
