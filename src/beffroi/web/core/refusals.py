"""Sentences that the library composed, said in the language of the reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import get_language

from beffroi.analytics.errors import InputError
from beffroi.reporting.language import Language


@contextmanager
def in_the_language_of_the_reader() -> Iterator[None]:
    """Say an `InputError` of the library in the language in which the page is read."""
    try:
        yield
    except InputError as error:
        raise type(error)(said_to_the_reader(error.args[0])) from None


def said_to_the_reader(message: str) -> str:
    """A message of the library in the language in which the page is read."""
    return Language("fr" if get_language() == "fr" else "en").message(message)
