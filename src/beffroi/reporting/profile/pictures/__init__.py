"""The figures of a profile, in the order and with the words that HTML and PDF share."""

from beffroi.reporting.language import Language
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures.clusters import cluster_pictures
from beffroi.reporting.profile.pictures.index import index_picture
from beffroi.reporting.profile.pictures.indicators import indicator_picture
from beffroi.reporting.profile.pictures.model import Picture
from beffroi.reporting.profile.pictures.options import options_picture


def pictures(profile: Profile) -> list[Picture]:
    """Every figure of a profile: indicators, index, clusters, options; `section` says where each belongs."""
    language = Language(profile.lang)
    found = [indicator_picture(profile, language, indicator) for indicator in profile.indicators]
    # Figures without anything to draw come last in their section, where they leave no hole.
    found.sort(key=lambda picture: (picture.section != "economy", picture.chart is None))
    clusters = [*cluster_pictures(profile, language), options_picture(profile, language)]
    return [*found, index_picture(profile, language), *clusters]
