"""Sentences that forms, views and actions share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.web.accounts.models import Organisation
from beffroi.web.accounts.queries import leads_of
from beffroi.web.accounts.rules import COUNTRIES, BadNumber, normalise_number


def number_fault(bad: BadNumber, country: str) -> str:
    """What is wrong with an enterprise number, in words."""
    if country == "BE":
        return {
            "checksum": _("The check digits do not fit: one digit is wrong, or two are swapped."),
            "length": _("A Belgian enterprise number has ten digits, as in 0403.091.220."),
        }.get(bad.fault, _("A Belgian enterprise number has ten digits and begins with 0 or 1, as in 0403.091.220."))
    return {
        "checksum": _("The check digits do not fit: one character is wrong, or two are swapped."),
        "length": _("This VAT number is too short or too long for the country chosen."),
    }.get(bad.fault, _("This is not a VAT number of the country chosen; check both."))


def checked_number(country: str, written: str) -> str:
    """An enterprise number whose check digits fit, in its one form; the reason in words if they do not."""
    try:
        return normalise_number(country, written)
    except BadNumber as bad:
        raise ValidationError(number_fault(bad, country)) from None


def entered_words(organisation: Organisation, *, is_confirmed: bool) -> str:
    """What somebody who entered an organisation reads."""
    if is_confirmed:
        return _("%(name)s is entered. You act for it.") % {"name": organisation.legal_name}
    return _("%(name)s is entered. You act for it as soon as an administrator confirms.") % {
        "name": organisation.legal_name
    }


def requested_words(organisation: Organisation) -> str:
    """With whom a request lies: those who lead, or the administrators where nobody leads."""
    if leads_of(organisation).exists():
        return _("Your request is with the people who lead this organisation.")
    return _("Nobody leads this organisation yet: your request is with the administrators.")


def number_or_fault(country: str, written: str) -> tuple[str, str]:
    """An enterprise number in its one form, and what is wrong with it in words: one of both is empty."""
    if country not in COUNTRIES:
        return "", _("“%(code)s” is no country whose numbers are known; write BE, FR, DE and the like.") % {
            "code": country[:10]
        }
    if not written.strip():
        return "", _("The enterprise number is missing.")
    try:
        return normalise_number(country, written), ""
    except BadNumber as bad:
        return "", number_fault(bad, country)
