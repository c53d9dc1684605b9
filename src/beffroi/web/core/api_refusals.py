"""What a parameter of the API must be, said in our words and in the language of the reader."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHOLE = gettext_lazy("give a whole number.")
TRUTH = gettext_lazy("give true or false.")
DAY = gettext_lazy("give a day as YYYY-MM-DD.")
SENTENCES: dict[str, str | Promise] = {
    "missing": gettext_lazy("this parameter is needed; give it."),
    "extra_forbidden": gettext_lazy("this is not known here; leave it out."),
    "int_parsing": WHOLE,
    "int_parsing_size": WHOLE,
    "int_from_float": WHOLE,
    "int_type": WHOLE,
    "float_parsing": gettext_lazy("give a number, with a point before the decimals."),
    "finite_number": gettext_lazy("give a finite number."),
    "bool_parsing": TRUTH,
    "bool_type": TRUTH,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "uuid_parsing": gettext_lazy("give the key as it stands in the answers of the API."),
    "string_type": gettext_lazy("give a text."),
    "string_pattern_mismatch": gettext_lazy("it has another form; copy it from the answers of the API."),
    "null_character": gettext_lazy("it holds a sign that no text has; leave it out."),
    "decimal_parsing": gettext_lazy("give a number, with a point before the decimals."),
    "decimal_type": gettext_lazy("give a number, with a point before the decimals."),
    "too_short": gettext_lazy("give at least %(min_length)s."),
    "too_long": gettext_lazy("give at most %(max_length)s."),
    "string_too_short": gettext_lazy("give at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("give at most %(max_length)s characters."),
    "greater_than_equal": gettext_lazy("give %(ge)s or more."),
    "less_than_equal": gettext_lazy("give %(le)s or less."),
    "greater_than": gettext_lazy("give more than %(gt)s."),
    "less_than": gettext_lazy("give less than %(lt)s."),
}
"""Type of a validation error → what to do; the limits come from the error."""


def sentence(error: dict[str, Any]) -> tuple[str, str | None]:
    """The refusal of a validation error, and the parameter to blame."""
    place = [str(part) for part in error.get("loc", ())][1:]
    field = ".".join(place) or None
    said = _words(str(error.get("type", "")), error.get("ctx") or {})
    return (f"{field}: {said}" if field else said), field


def _words(kind: str, limits: dict[str, Any]) -> str:
    if kind in {"literal_error", "enum"}:
        return _("give one of these: %(expected)s.") % {"expected": _listed(str(limits.get("expected", "")))}
    said = SENTENCES.get(kind)
    return str(said) % limits if said else _("it cannot be read; the description at openapi.json says what is taken.")


def _listed(expected: str) -> str:
    """The values that are taken, without the English word between the last two."""
    return expected.replace(" or ", ", ")
