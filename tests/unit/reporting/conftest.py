"""One real profile a language, composed once."""

from typing import Literal

import pytest

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.model import Profile


def wallonia(lang: Literal["en", "fr"]) -> Profile:
    return compose_profile(Figures.builtin(), find_territory("BE3"), find_peers("pilots"), None, lang)


@pytest.fixture(scope="session")
def english() -> Profile:
    """The profile of Wallonia in English."""
    return wallonia("en")


@pytest.fixture(scope="session")
def french() -> Profile:
    """The profile of Wallonia in French."""
    return wallonia("fr")
