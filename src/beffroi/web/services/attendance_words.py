"""The certificate of attendance: who took part in which session, when and for how long."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.reporting.sheets.model import Finding, Sheet, SheetTable
from beffroi.reporting.sheets.render import render_pdf
from beffroi.web.chain.queries import in_language
from beffroi.web.services.models import Attendee, Session
from beffroi.web.services.states import SessionState


def is_over(session: Session) -> bool:
    """Whether a session took place: it was held, or its time has passed."""
    if session.state == SessionState.CANCELLED:
        return False
    return session.state == SessionState.HELD or session.ends_at <= timezone.now()


def certificate(attendee: Attendee) -> bytes:
    """The certificate as tagged PDF, in the language of the reader.

    Raises
    ------
    BadRequest
        if the person was not checked in, or the session is not over yet.

    """
    if attendee.state != Attendee.State.ATTENDED or not is_over(attendee.booking.session):
        raise BadRequest(
            _("There is a certificate only for who was checked in at a session that is over; ask the organiser.")
        )
    session = attendee.booking.session
    offer, cluster = session.offer, session.offer.service.cluster
    said = {"name": attendee.name, "title": in_language(offer.title), "cluster": cluster}
    told = _("%(cluster)s checked this person in at the session.") % said
    table = SheetTable((_("What"), _("Value")), tuple(_rows(attendee, session)))
    sheet = Sheet(
        title=_("Certificate of attendance"),
        lead=_("%(name)s attended “%(title)s”, organised by %(cluster)s.") % said,
        findings=(Finding("attendance", _("The session"), told, table=table),),
        method=_("An illustrative example: none of it took place.") if offer.service.is_illustrative else "",
    )
    return render_pdf(sheet, Language("fr" if get_language() == "fr" else "en"))


def _rows(attendee: Attendee, session: Session) -> Iterator[tuple[str, str]]:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    yield _("Name"), attendee.name
    yield _("For the organisation"), attendee.booking.firm_name
    yield _("Service"), in_language(session.offer.title)
    yield _("Organised by"), str(session.offer.service.cluster)
    yield _("begins").capitalize(), date_format(starts, "j F Y, H:i")
    yield _("ends").capitalize(), date_format(ends, "j F Y, H:i")
    if session.place:
        yield pgettext("a session", "place").capitalize(), session.place
    yield _("Duration"), duration(session)


def duration(session: Session) -> str:
    """The hours of the programme, on one day those from begin to end; after the number of days where it took several.

    Sessions of several days that were planned before their hours were asked for are told in days.
    """
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    days = (ends.date() - starts.date()).days + 1
    told = [ngettext("%(many)s day", "%(many)s days", days) % {"many": days}] if days > 1 else []
    length = ends - starts if session.hours is None else timedelta(hours=float(session.hours))
    if session.hours is not None or days == 1:
        hours, minutes = divmod(length // timedelta(minutes=1), 60)
        told.append(f"{hours}\u00a0h" + (f"\u00a0{minutes}\u00a0min" if minutes else ""))
    return ", ".join(told)
