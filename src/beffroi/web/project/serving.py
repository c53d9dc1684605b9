"""How the web server serves: known to gunicorn before the site can be imported, and checked with all other settings."""

import gc
import re

from beffroi.analytics.errors import InputError
from beffroi.web.project.environment import Environment

PLACE = re.compile(r"(?:(?P<host>[\w.-]+|\[[0-9A-Fa-f:.]+\])?:(?P<port>\d{1,5})|unix:(?P<socket>/.+)|fd://\d+)")

NEW_OBJECTS, MOST_NEW = 50_000, 400_000
"""After how many new objects the collector looks at them between answers, and after how many within one."""
EVERY, NEVER = 200, 1_000_000
"""Answers of a worker after which the collector's full round is made; and so that it never makes one by itself."""


def bind(env: Environment) -> str:
    """Where gunicorn listens."""
    text = str(env.str("BEFFROI_BIND", "127.0.0.1:8000"))
    found = PLACE.fullmatch(text)
    if not found or int(found["port"] or 0) > 65535:
        raise InputError(
            f"BEFFROI_BIND: '{text}' is not a place to listen at; write 127.0.0.1:8000 or unix:/folder/file."
        )
    return text


def workers(env: Environment) -> int:
    """Processes that answer."""
    return env.whole("BEFFROI_WEB_WORKERS", 2, least=1, most=64)


def threads(env: Environment) -> int:
    """Threads in each."""
    return env.whole("BEFFROI_WEB_THREADS", 4, least=1, most=64)


def settle() -> None:
    """What is there now stays, and a large page makes a hundred thousand objects that stay too: collect less often.

    Else the collector goes through all of them several times while a page is made, a quarter of a second each time. Its
    rounds are made by whoever serves, after an answer (`tidy`).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST_NEW, 10, NEVER)


def tidy(answers: int) -> None:
    """What the collector does between answers: its round over what is new, now and then that over everything."""
    if answers % EVERY == 0:
        gc.collect()
    elif gc.get_count()[0] > NEW_OBJECTS:
        gc.collect(0)
