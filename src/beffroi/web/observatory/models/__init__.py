"""What the observatory keeps, one file an area; imported here so that Django finds it."""

from beffroi.web.observatory.models.index import IndexRun
from beffroi.web.observatory.models.pins import Pin
from beffroi.web.observatory.models.profiles import ComposedProfile
from beffroi.web.observatory.models.series import Observation, OwnSeries, SeriesUpload, SeriesVintage, Visibility

__all__ = [
    "ComposedProfile",
    "IndexRun",
    "Observation",
    "OwnSeries",
    "Pin",
    "SeriesUpload",
    "SeriesVintage",
    "Visibility",
]
