"""A whole strategy as one YAML file: read with its lines, imported all or nothing, exported in the same form."""

from beffroi.web.strategy.casefile import rest, timeline
from beffroi.web.strategy.casefile.exporting import as_yaml, exported
from beffroi.web.strategy.casefile.importing import Preview, import_case, preview, seen_now
from beffroi.web.strategy.casefile.reading import LARGEST, read_case, text_of

__all__ = [
    "LARGEST",
    "Preview",
    "as_yaml",
    "exported",
    "import_case",
    "preview",
    "read_case",
    "rest",
    "seen_now",
    "text_of",
    "timeline",
]
