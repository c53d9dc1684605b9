"""What a form refuses: `{{ field.errors|refusal }}` says it, without repeating at full length what was sent.

`{% answer_refused form %}`, which stands in the summary of errors (`c-form_errors`), makes the answer of the page a
400, so that no view has to think of it.
"""

from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList

register = template.Library()
LONGEST_ECHO = 60
"""Characters of a value that a sentence repeats."""


@register.simple_tag(takes_context=True)
def answer_refused(context: dict[str, Any], form: Any) -> str:
    """Mark the request, where the form that is shown was refused, for `RefusedFormMiddleware`."""
    request = context.get("request")
    if request is not None and form is not None and form.errors:
        request.is_refused = True
    return ""


@register.filter
def refusals(errors: ErrorList) -> list[str]:
    """The sentences of a field or form, one by one; a long value is cut."""
    return [said for error in errors.as_data() for said in _cut(error).messages]


@register.filter
def refusal(errors: ErrorList) -> str:
    """The sentences of a field in one line."""
    return " ".join(refusals(errors))


def _cut(error: ValidationError) -> ValidationError:
    """The same refusal, with the values that it repeats cut."""
    params: dict[str, Any] = error.params or {}
    return ValidationError(error.message, params={name: _short(value) for name, value in params.items()})


def _short(value: Any) -> Any:
    return value if not isinstance(value, str) or len(value) <= LONGEST_ECHO else f"{value[: LONGEST_ECHO - 1]}…"
