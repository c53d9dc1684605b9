"""A whole strategy as one YAML file: read with its lines, imported all or nothing, exported in the same form."""

from beffroi.web.strategy.casefile import rest
from beffroi.web.strategy.casefile.exporting import as_yaml, exported
from beffroi.web.strategy.casefile.importing import import_case
from beffroi.web.strategy.casefile.reading import read_case

__all__ = ["as_yaml", "exported", "import_case", "read_case", "rest"]
