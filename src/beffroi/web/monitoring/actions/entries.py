"""Writes about reported values: drafted and sent by reporters, entered by officers, corrected by another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core import files
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_other
from beffroi.web.monitoring.actions.requests import SETTLED, may_answer
from beffroi.web.monitoring.checks import Finding
from beffroi.web.monitoring.models import DataRequest, Entry, Indicator, ReportingPeriod
from beffroi.web.monitoring.queries.answers import (
    EntryRow,
    answer_rows,
    as_texts,
    doubts_of,
    edition_of_answers,
    rows_of_entries,
)
from beffroi.web.monitoring.queries.requests import locked_months
from beffroi.web.monitoring.report_states import EntryState
from beffroi.web.monitoring.wording import finding_words

CHANGE = "monitoring.change_indicators"
EVIDENCE = ("csv", "docx", "jpeg", "jpg", "ods", "odt", "pdf", "png", "txt", "xlsx")
MOST_FILES = 10


@dataclass(frozen=True)
class Answer:
    """What somebody says of one indicator."""

    values: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""
    explanation: str = ""
    nothing: str = ""
    reason: str = ""
    files: Sequence[Any] = ()


@dataclass(frozen=True)
class Problem:
    """What stands against sending a value: at which answer, and in words."""

    entry: Any
    field: str
    """`value` (of a part), `explanation` or `reason`."""
    part: str
    words: str


class Doubtful(ValidationError):
    """Something cannot be right, is missing, or has to be explained; `problems` says at which answers."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__(_("Some values need another look; nothing was sent."), code="doubtful")


@action
def save_answers(
    *,
    actor: Any,
    request_of: DataRequest,
    answers: Mapping[int, Answer],
    seen: str = "",
    is_sent: bool = False,
    token: str = "",
) -> DataRequest:
    """Keep what a reporter says, on top of what was `seen`, or send it.

    Parameters
    ----------
    actor : Person or None
        None who came by the link without signing in.
    request_of : DataRequest
    answers : mapping
        entry → what is said of it; entries that are not named stay as they are.
    seen : str
        the edition of all answers that was seen.
    is_sent : bool
        whether it is said for good; a draft is not checked.
    token : str
        of the secret link.

    Raises
    ------
    Doubtful
        on sending, if something cannot be right, or is unlikely and not explained.

    """
    found = lock(request_of)
    may_answer(actor, found, token)
    rows = answer_rows(found)
    refuse_other(edition_of_answers(rows), seen)
    mine = [row for row in rows if row.entry.pk in answers]
    for row in mine:
        _check_writable(row.entry, found.period)
    if is_sent:
        _check(found.period.strategy, mine, answers)
    for row in mine:
        _write(actor, row, answers[row.entry.pk], is_sent)
    with audited(actor, "reported" if is_sent else "saved a draft", found):
        if is_sent and not found.entries.filter(state=EntryState.DRAFT, corrects=None).exists():
            found.sent_at = found.sent_at or timezone.now()
        found.save(update_fields=["sent_at"])
    return found


def _check_writable(entry: Entry, period: ReportingPeriod) -> None:
    if not entry.is_writable:
        raise ValidationError(
            _("A value that was sent is not changed any more; look at what stands now."), code=SETTLED
        )
    if not entry.is_taken(period.state):
        raise ValidationError(_("This period is closed; ask the monitoring unit to open it again."), code=SETTLED)


def _check(strategy: Any, rows: Sequence[EntryRow], answers: Mapping[int, Answer]) -> None:
    """Refuse what is incomplete, wrong, or doubtful and not explained, with all that stands against it."""
    found = doubts_of(strategy, rows, {row.entry.pk: answers[row.entry.pk].values for row in rows})
    problems = []
    for row in rows:
        row.findings = found.get((row.node.code, row.entry.month), [])
        problems += problems_of(row, answers[row.entry.pk])
    if problems:
        raise Doubtful(problems)


def problems_of(row: EntryRow, answer: Answer) -> list[Problem]:
    """What stands against sending a value of which all that is doubtful is known."""
    pk = row.entry.pk
    found = [Problem(pk, "value", one.part, _sentence(one)) for one in row.errors]
    if row.warnings and not answer.explanation.strip():
        found += [Problem(pk, "value", one.part, _sentence(one)) for one in row.warnings]
        found.append(Problem(pk, "explanation", "", _("Correct the value, or say here why it is right.")))
    if not answer.values and not answer.nothing.strip():
        found.append(Problem(pk, "value", "", _("Give a value, or say why there is nothing to report.")))
    stand = {part: point.value for part in row.history if (point := row.stands(part))}
    found += [
        Problem(pk, "value", part, _("This is published already; give it too."))
        for part in stand if part not in answer.values
    ]  # fmt: skip
    if stand and {part: float(value) for part, value in answer.values.items()} == stand:
        found.append(Problem(pk, "value", "", _("This is what is published; enter another value.")))
    elif stand and not answer.reason.strip():
        found.append(Problem(pk, "reason", "", _("Say why it is corrected.")))
    return found


def _sentence(one: Finding) -> str:
    words = finding_words(one)
    return f"{words[:1].upper()}{words[1:]}."


def _write(actor: Any, row: EntryRow, answer: Answer, is_sent: bool) -> None:
    entry = row.entry
    if len(row.files) + len(answer.files) > MOST_FILES:
        raise ValidationError(_("At most %(most)s files stand with a value.") % {"most": MOST_FILES})
    with audited(actor, "saved a draft" if not is_sent else "reported", entry):
        entry.values = as_texts(answer.values)
        entry.note, entry.explanation = answer.note.strip()[:500], answer.explanation.strip()[:500]
        entry.nothing = "" if entry.values else answer.nothing.strip()[:500]
        entry.reason, entry.written_by = answer.reason.strip()[:500], actor or entry.written_by
        entry.revision += 1
        if is_sent:
            entry.submit()
            entry.reported_by, entry.is_by_link, entry.submitted_at = actor, actor is None, timezone.now()
            entry.decided_by, entry.decided_at = None, None
        entry.save()
    for upload in answer.files:
        files.store(actor=actor, upload=upload, of=entry, allowed=EVIDENCE)


@action
def start_correction(*, actor: Any, entry: Entry, token: str = "") -> Entry:
    """Begin a correction of a published value: a new draft beside it, which says what it said."""
    found = lock(entry)
    request_of = lock(found.request) if found.request else None
    if request_of is None:
        raise ValidationError(_("Nobody was asked for this value; the monitoring unit corrects it."))
    may_answer(actor, request_of, token)
    if found.state != EntryState.PUBLISHED:
        raise ValidationError(_("Only what is published is corrected by another value."), code=SETTLED)
    if Entry.objects.filter(indicator=found.indicator_id, month=found.month).exclude(state="published").exists():
        raise ValidationError(_("A correction of this value is under way already."), code=SETTLED)
    if Entry.objects.filter(corrects=found).exists():
        raise ValidationError(_("Somebody corrected this value meanwhile; look at what stands now."), code=SETTLED)
    made = Entry(
        indicator=found.indicator, request=request_of, month=found.month, values=found.values, note=found.note,
        corrects=found, written_by=actor,
    )  # fmt: skip
    with audited(actor, "began a correction", request_of), audited(actor, "created", made):
        made.save()
    return made


@action
def enter(*, actor: Any, indicator: Indicator, month: date, answer: Answer) -> Entry:
    """Enter a value without a request; somebody else validates it before it counts.

    A value for a month of which one is published already replaces that one, for a reason.
    """
    found = lock(indicator)
    permit(actor, CHANGE, found)
    month = month.replace(day=1)
    check_month(found, month)
    held = list(Entry.objects.select_for_update().filter(indicator=found, month=month))
    under_way = next((one for one in held if one.state != EntryState.PUBLISHED), None)
    if under_way is not None and not (under_way.state == EntryState.DRAFT and not under_way.is_answered):
        raise ValidationError({"period": _("A value for this month is under way; look at the queue of values.")})
    last = next((one for one in held if not any(other.corrects_id == one.pk for other in held)), None)
    entry = under_way or Entry(indicator=found, month=month, corrects=last)
    rows = rows_of_entries(found.strategy, [entry])
    if not rows:
        raise ValidationError(_("This indicator is gone."))
    _check_alone(found.strategy, rows[0], answer)
    if entry.pk is None:
        entry.save()
    _write(actor, rows[0], answer, is_sent=True)
    record(actor, "reported", found)
    return entry


def check_month(found: Indicator, month: date) -> None:
    """Refuse values that come by themselves, months that lie ahead, and months of a locked period."""
    if not found.is_entered:
        raise ValidationError(_("The values of this indicator come by themselves; nothing is entered."))
    if month > timezone.localdate():
        raise ValidationError({"period": _("That month lies ahead; enter what was measured.")})
    if locked_months(found.strategy, [month]):
        raise ValidationError({"period": _("This period is locked; nothing in it changes any more.")})


def _check_alone(strategy: Any, row: EntryRow, answer: Answer) -> None:
    """The same checks as of a report, said at the fields of a form for one value."""
    row.findings = doubts_of(strategy, [row], {row.entry.pk: answer.values}).get((row.node.code, row.entry.month), [])
    if found := problems_of(row, answer):
        raise Doubtful(found)


@action
def remove_file(*, actor: Any, entry: Entry, stored: Any, token: str = "") -> None:
    """Take an evidence file away from a value that is not sent."""
    found = lock(entry)
    if found.request is None:
        permit(actor, CHANGE, found)
    else:
        may_answer(actor, lock(found.request), token)
    if not found.is_writable:
        raise ValidationError(
            _("A value that was sent is not changed any more; look at what stands now."), code=SETTLED
        )
    files.remove(actor=actor, stored=stored)
    with audited(actor, "removed evidence", found):
        found.revision += 1
        found.save(update_fields=["revision"])
