"""The states of what is collected, and how one leads to another: periods, and the values that reporters give."""

from django.db import models
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition


class PeriodState(models.TextChoices):
    """How far a period has come: what is locked never changes again."""

    OPEN = "open", pgettext_lazy("period", "Open")
    CLOSED = "closed", pgettext_lazy("period", "Closed")
    LOCKED = "locked", pgettext_lazy("period", "Locked")


class EntryState(models.TextChoices):
    """How far a value has come: only what is published counts."""

    DRAFT = "draft", pgettext_lazy("value", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("value", "Sent, waits to be checked")
    RETURNED = "returned", pgettext_lazy("value", "Returned to be corrected")
    VALIDATED = "validated", pgettext_lazy("value", "Validated, not yet published")
    PUBLISHED = "published", pgettext_lazy("value", "Published")


P, E = PeriodState, EntryState
WRITABLE = (E.DRAFT, E.RETURNED)
"""What its reporter may still write."""
UNDER_WAY = (E.DRAFT, E.SUBMITTED, E.RETURNED, E.VALIDATED)
UNDECIDED = (E.SUBMITTED, E.VALIDATED)
"""What waits for the officer."""


class PeriodStates(models.Model):
    """Gives a model the states of a period."""

    state = FSMField(pgettext_lazy("period", "state"), default=P.OPEN, choices=P.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=P.OPEN, target=P.CLOSED)
    def close(self) -> None:
        """No first answer is taken any more; what was returned, and corrections, still are."""

    @transition(field=state, source=P.CLOSED, target=P.OPEN)
    def reopen(self) -> None:
        """Late answers are taken after all."""

    @transition(field=state, source=P.CLOSED, target=P.LOCKED)
    def lock(self) -> None:
        """Nothing in it changes any more."""


class EntryStates(models.Model):
    """Gives a model the states of a value."""

    state = FSMField(pgettext_lazy("value", "state"), default=E.DRAFT, choices=E.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=WRITABLE, target=E.SUBMITTED)
    def submit(self) -> None:
        """The reporter has said it; somebody else looks at it."""

    @transition(field=state, source=(E.SUBMITTED, E.VALIDATED), target=E.RETURNED)
    def give_back(self) -> None:
        """The reporter is asked to look again, for a reason."""

    @transition(field=state, source=E.SUBMITTED, target=E.VALIDATED)
    def validate(self) -> None:
        """Somebody who did not report it has checked it."""

    @transition(field=state, source=E.VALIDATED, target=E.PUBLISHED)
    def publish(self) -> None:
        """It counts: verdicts, dashboards and reports use it."""
