"""`{% one_time_key %}`: the hidden field by which a form that is sent twice is known."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from beffroi.web.core.submission import FIELD, KEY, new_key

register = template.Library()


@register.simple_tag(takes_context=True)
def one_time_key(context: dict[str, Any]) -> SafeString:
    """A new key; the one that was sent where the same form is shown again with its errors."""
    request = context.get("request")
    sent = request.POST.get(FIELD, "") if request is not None else ""
    key = sent if KEY.fullmatch(sent) else new_key()
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key)
