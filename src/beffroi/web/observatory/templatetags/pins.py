"""The address that pins a view as evidence, for links on any page."""

from django import template

from beffroi.web.observatory.queries.pins import pin_address

register = template.Library()
register.simple_tag(pin_address, name="pin_address")
