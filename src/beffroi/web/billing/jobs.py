"""Background work about money: sending invoices, until they have arrived or will not."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.billing.actions.sending import KIND, note_sending
from beffroi.web.billing.channels import Letter, Receipt, Refused, TryAgain, channel
from beffroi.web.billing.models import Transmission
from beffroi.web.billing.queries import ubl_of
from beffroi.web.core.work import Outcome, Work, job, submit

State = Transmission.State
PAUSES = (1, 5, 30, 120, 720, 1440)
"""Minutes before it is tried again; after the last it has failed."""
LONGEST_WAIT = timedelta(days=7)
"""So long the other side may take to say that a file arrived."""


@job(KIND, _("Sending an invoice"))
def send_invoice(work: Work, *, transmission: int) -> Outcome:
    """Hand an invoice over, or ask how it stands; ask for the next step if it has not ended."""
    found = Transmission.objects.select_related("invoice__seller", "invoice__corrects").get(pk=transmission)
    if found.state in {State.DELIVERED, State.FAILED}:
        return Outcome()
    is_first = found.state == State.PENDING
    try:
        receipt = _step(found)
    except Refused as error:
        note_sending(actor=None, transmission=found, state=State.FAILED, reason=str(error), is_attempt=is_first)
    except TryAgain as error:
        _again(found, str(error), is_first=is_first)
    else:
        state = State(receipt.state)
        note_sending(actor=None, transmission=found, state=state, receipt=receipt.name, is_attempt=is_first)
        if state == State.IN_FLIGHT:
            _wait(found)
    return Outcome()


def _step(found: Transmission) -> Receipt:
    by = channel()
    if found.state == State.IN_FLIGHT:
        return by.ask(found.receipt)
    return by.send(Letter(found.key, found.invoice.number, ubl_of(found.invoice)))


def _again(found: Transmission, reason: str, *, is_first: bool) -> None:
    """Later, with longer and longer pauses; or not any more."""
    if not is_first:
        _wait(found)
        return
    tried = found.attempts + 1
    state = State.FAILED if tried > len(PAUSES) else State.PENDING
    note_sending(actor=None, transmission=found, state=state, reason=reason, is_attempt=True)
    if state == State.PENDING:
        _later(found, PAUSES[tried - 1])


def _wait(found: Transmission) -> None:
    if timezone.now() - found.asked_at > LONGEST_WAIT:
        note_sending(actor=None, transmission=found, state=State.FAILED, reason="no answer")
        return
    _later(found, PAUSES[2])


def _later(found: Transmission, minutes: int) -> None:
    after = timezone.now() + timedelta(minutes=minutes)
    submit(kind=KIND, arguments={"transmission": found.pk}, run_after=after)
