"""What reporters are told: a notice on the site, and a mail with the secret link; called inside actions."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.letters import post, withdraw
from beffroi.web.core.notifications import ON_SITE_ONLY, declare, notify
from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest

KINDS = {
    "asked": _("You are asked to report on indicators"),
    "reminded": _("A report of yours is due, or late"),
    "returned": _("A value that you reported is returned"),
}
for _kind, _label in KINDS.items():
    # The mail with the link goes by itself, also to people without an account.
    declare(f"monitoring.{_kind}", _label, f"monitoring/notices/{_kind}.txt", ON_SITE_ONLY)


def tell(what: str, found: DataRequest, people: Iterable[Any], stage: str = "", reason: str = "") -> None:
    """Tell those who are asked, by a notice and by mail, or the address to which the request was handed."""
    context = {"found": found, "stage": stage, "reason": reason}
    people = list(people)
    key = f"{found.pk}-{found.link_number}-{stage}"
    notify(to=people, kind=f"monitoring.{what}", context=context, key=key, link=address(found))
    forget_mails(found)
    for email, language in [(person.email, person.language) for person in people] or _elsewhere(found):
        _post(what, found, email, language, context)


def address(found: DataRequest) -> str:
    """Where who has an account answers."""
    return reverse("reports:answer", kwargs={"key": found.key})


def link(found: DataRequest) -> str:
    """The secret address of a request, as it stands in mails."""
    return f"{settings.SITE_URL}{reverse('reports:answer_by_link', kwargs={'token': token_of(found)})}"


def forget_mails(found: DataRequest) -> None:
    """A mail that still waits is not sent: something newer is to be said."""
    withdraw(_about(found))


def _elsewhere(found: DataRequest) -> list[tuple[str, str]]:
    language = translation.get_language() or settings.LANGUAGE_CODE
    return [(found.delegate_email, language[:2])] if found.delegate_email else []


def _post(what: str, found: DataRequest, email: str, language: str, context: dict[str, Any]) -> None:
    with translation.override(language):
        said = context | {"address": link(found), "site": settings.SITE_URL, "what": what, "language": language}
        subject = render_to_string(f"monitoring/notices/{what}.txt", said).strip().partition("\n")[0]
        text = render_to_string("monitoring/mail/report.txt", said)
        page = render_to_string("monitoring/mail/report.html", said)
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, to=[email])
    mail.attach_alternative(page, "text/html")
    post(mail, about=_about(found))


def _about(found: DataRequest) -> str:
    return f"report-{found.key}"
