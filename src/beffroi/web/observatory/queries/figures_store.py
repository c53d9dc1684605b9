"""The figures that every page reads: one instance a process, its fingerprint, and the language of a request."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from beffroi import __version__
from beffroi.figures.store import Figures
from beffroi.reporting.language import Language
from beffroi.reporting.profile.compose import specs

_opening = Lock()


def figures() -> Figures:
    """The figures of this site: the built-in ones, or the snapshot that the settings name laid over them.

    All threads share them. What is read is kept, and two threads that read the same at once keep the same.
    """
    with _opening:
        return _opened(settings.FIGURES_SNAPSHOT)


@cache
def _opened(snapshot: str) -> Figures:
    return Figures.open(Path(snapshot)) if snapshot else Figures.builtin()


def fingerprint() -> str:
    """What every stored result depends on: version, declarations, origin and checksum of every table read."""
    return _fingerprint(settings.FIGURES_SNAPSHOT)


@cache
def _fingerprint(snapshot: str) -> str:
    held = figures()
    parts = {
        "version": __version__,
        "snapshot": snapshot,
        "catalogue": held.catalogue.model_dump(mode="json"),
        "specs": specs(),
        "tables": {name: dict(held.source(name).checksums) for name in held.series},
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def language_of(request: HttpRequest) -> Language:
    """The language in which a page speaks of figures."""
    return Language(lang_of(request))


def lang_of(request: HttpRequest) -> Literal["en", "fr"]:
    """The code of the language of a request."""
    return "fr" if getattr(request, "LANGUAGE_CODE", get_language()) == "fr" else "en"
