"""The seats of a person, told to the pages of accounts: a seat is the role for a body, from a day to a day."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.accounts.elsewhere import Held, tells_what_is_held
from beffroi.web.piloting.models import Term
from beffroi.web.piloting.queries import visible_bodies


@tells_what_is_held
def seats(user: Any, person: Any) -> Iterator[Held]:
    """Every seat that the person holds, held or will hold, of the bodies that the reader sees."""
    terms = Term.objects.filter(person=person, seat__body__in=visible_bodies(user))
    for term in terms.select_related("seat__body__strategy"):
        body = term.seat.body
        address = reverse("piloting:body", kwargs={"slug": body.strategy.slug, "code": body.code})
        role = _("Seat: %(seat)s") % {"seat": term.seat}
        yield Held(role, str(body), address, term.starts, term.ends)
