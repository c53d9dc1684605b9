"""What a name may hold: one line of legible text, which shows what it is."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PILED = 3
"""Marks above or below one letter; no language in use needs more."""
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check_name(text: str) -> None:
    """Refuse line breaks, control characters, characters that turn the direction, invisible names, piles of marks."""
    if TURNS.search(text) or any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text):
        raise ValidationError(_("Write it on one line, without control characters."))
    if text and not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
        raise ValidationError(_("There is nothing to read in it; write letters or digits."))
    pile = 0
    for letter in unicodedata.normalize("NFD", text):
        pile = pile + 1 if unicodedata.combining(letter) else 0
        if pile > PILED:
            raise ValidationError(_("Too many accents stand on one letter; write it plainly."))
