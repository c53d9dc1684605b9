"""Who may have the evidence of a reported value: whoever sees the value."""

from beffroi.web.core import files
from beffroi.web.monitoring.queries.visible import visible_entries

files.register("monitoring.entry", visible_entries)
