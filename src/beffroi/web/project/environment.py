"""Reading the environment: a bad value is one sentence: which variable, what is wrong, what to write."""

import os
import re
import warnings
from collections.abc import Callable, Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

from beffroi.analytics.errors import InputError
from beffroi.figures.manifest import read_manifest

WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
DATABASES = ("sqlite", "postgresql", "postgres")
MAIL = ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "dummymail")
HOST = re.compile(r"\*|\.?[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\]")
WANTED = {int: "a whole number", float: "a number"}


class Environment(environ.Env):  # type: ignore[misc]
    """The variables of the process, each read in its kind; empty is the same as not given."""

    def get_value(
        self,
        var: str,
        cast: Any = None,
        default: Any = environ.Env.NOTSET,
        parse_default: bool = False,  # noqa: ARG002 - the signature is environ's
    ) -> Any:
        """A value in the kind wanted, or the default."""
        text = self.ENVIRON.get(var, "").strip()
        if not text:
            if default is self.NOTSET:
                raise InputError(f"{var} is not set; set it in the environment.")
            return default
        if cast is bool:
            return _yes_or_no(var, text)
        try:
            return self.parse_value(text, cast)
        except (ValueError, TypeError, KeyError, ImproperlyConfigured):
            wanted = WANTED.get(cast, "a value as the table of settings says")
            raise InputError(f"{var}: '{text}' cannot be used; write {wanted}.") from None

    def stated(self, name: str, why: str) -> str:
        """A text that must be given, because there is no good default."""
        value = os.environ.get(name, "").strip()
        if not value:
            raise InputError(f"{name} is not set; {why}.")
        return value

    def choice(self, name: str, default: str, choices: Sequence[str]) -> str:
        """One of a few words."""
        value = os.environ.get(name, "").strip() or default
        if value not in choices:
            raise InputError(f"{name}: '{value}' is not known; write one of {', '.join(choices)}.")
        return value

    def whole(self, name: str, default: int, least: int = 0, most: int = 2**31 - 1) -> int:
        """A whole number within bounds."""
        text = os.environ.get(name, "").strip() or str(default)
        if not re.fullmatch(r"[+-]?\d{1,10}", text) or not least <= int(text) <= most:
            raise InputError(f"{name}: '{text}' cannot be used; write a whole number from {least} to {most}.")
        return int(text)

    def address(self, name: str, default: str) -> str:
        """A web address of a site, without a slash at its end."""
        text = os.environ.get(name, "").strip() or default
        if not re.fullmatch(r"https?://[^\s/?#@]+/?", text):
            raise InputError(f"{name}: '{text}' is not the address of a site; write https://name.example.")
        return text.rstrip("/")

    def optional_address(self, name: str) -> str:
        """A web address with a path, or none; nothing is sent to it in the clear but on this machine."""
        text = os.environ.get(name, "").strip()
        if text and not re.fullmatch(r"(https://|http://(localhost|127\.0\.0\.1|\[::1\])([:/]|$))[^\s?#@]*", text):
            raise InputError(f"{name}: '{text}' is not the address of a service; write https://name.example/path.")
        return text.rstrip("/")

    def hosts(self, name: str, default: list[str]) -> list[str]:
        """The names that the site answers to."""
        text = os.environ.get(name, "").strip()
        found = [part.strip() for part in text.split(",")] if text else default
        bad = next((part for part in found if not HOST.fullmatch(part)), None)
        if bad is not None:
            raise InputError(f"{name}: '{bad or text}' is not the name of a host; write names between commas.")
        return found

    def together(self, one: str, other: str) -> None:
        """Refuse one of two that only make sense together."""
        missing = [name for name in (one, other) if not os.environ.get(name, "").strip()]
        if len(missing) == 1:
            stated = other if missing[0] == one else one
            raise InputError(f"{missing[0]} is not set, but {stated} is; set both, or neither.")

    def provider(self, name: str, *, needs_https: bool) -> str:
        """The address of a sign-in service, or nothing."""
        text = os.environ.get(name, "").strip()
        scheme = "https" if needs_https else "https?"
        if text and not re.fullmatch(scheme + r"://[^\s/?#@]+(/[^\s?#]*)?", text):
            raise InputError(f"{name}: '{text}' is not the address of a provider; write https://name.example/realm.")
        return text

    def sender(self, name: str, default: str) -> str:
        """Who sends a mail: an address, with a name before it if wanted."""
        text = os.environ.get(name, "").strip() or default
        address = parseaddr(text)[1]
        if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", address) or not text.isprintable():
            raise InputError(f"{name}: '{text}' is not the sender of a mail; write Beffroi <no-reply@name.example>.")
        return text

    def time_zone(self, name: str, default: str) -> str:
        """A time zone by its name in the database of time zones."""
        text = os.environ.get(name, "").strip() or default
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InputError(f"{name}: '{text}' is not a time zone; write a name such as Europe/Brussels.") from None
        return text

    def snapshot(self, name: str) -> str:
        """A folder of fetched figures, or nothing."""
        text = os.environ.get(name, "").strip()
        try:
            if text:
                read_manifest(Path(text))
        except InputError as error:
            raise InputError(f"{name}: {error}") from None
        return text

    def rate(self, name: str, default: str) -> str:
        """So many a second, minute, hour or day."""
        text = os.environ.get(name, "").strip() or default
        if not re.fullmatch(r"[1-9]\d{0,6}/(s|sec|m|min|h|hour|d|day)", text):
            raise InputError(f"{name}: '{text}' is not a rate; write a number and a time, such as 60/min.")
        return text

    def database(self, name: str, default: Path) -> dict[str, Any]:
        """The database that an address names: PostgreSQL, or a SQLite file."""
        text = os.environ.get(name, "").strip()
        if not text:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        found = _parts(text, DATABASES, environ.Env.db_url_config)
        if not found.get("NAME"):
            raise InputError(
                f"{name}: this is not the address of a database; "
                "write postgresql://user:password@host:5432/name or sqlite:////folder/file.sqlite3."
            )
        return found

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Where mail goes, as Django's settings: a server, the console, or a folder."""
        text = os.environ.get(name, "").strip() or default
        found = _parts(text, MAIL, environ.Env.email_url_config)
        if not found or (text.startswith("smtp") and not found.get("EMAIL_HOST")):
            raise InputError(
                f"{name}: this is not the address of a mail server; "
                "write smtp+tls://user:password@host:587, consolemail:// or filemail:////folder."
            )
        return {key: value for key, value in found.items() if value is not None}


def _yes_or_no(name: str, text: str) -> bool:
    decided = WORDS.get(text.lower())
    if decided is None:
        raise InputError(f"{name}: '{text}' is neither yes nor no; write 1 or 0.")
    return decided


def _parts(text: str, schemes: Sequence[str], parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """What an address holds; nothing where it is none of these, and never the text itself: it may hold a password."""
    if "://" not in text or text.partition("://")[0] not in schemes:
        return {}
    try:
        urlsplit(text).port  # noqa: B018 - raises where the port is no number
        with warnings.catch_warnings(action="ignore"):
            return parse(text)
    except (ValueError, KeyError, AttributeError, ImproperlyConfigured):
        return {}
