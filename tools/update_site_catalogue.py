"""Bring the French of the site up to date: `python tools/update_site_catalogue.py`.

Every string of the pages, forms and mails is extracted by Django's `makemessages`, which needs gettext. New ones
are left empty or guessed, those no longer used are dropped, spaces before high punctuation are made such that no line
breaks there, the hyphens of questions ("reste-t-il") likewise, and the catalogue is compiled. Strings without a
translation, or with a guessed one, are listed, and the command ends with exit code 1.
"""

import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).resolve().parents[1] / "src" / "beffroi" / "web"
IN_TREE = Path("locale") / "fr" / "LC_MESSAGES" / "django.po"
CATALOGUE = WEB / IN_TREE
NO_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""The catalogue names no day of its making, so that nothing changed is nothing written."""

SPACES = (
    (re.compile(r"[ \u00a0](?=[;!?](?:[\s<\"\\]|$))"), "\u202f"),
    (re.compile(r"[ \u00a0](?=»)|(?<=«)[ \u00a0]"), "\u202f"),
    (re.compile(r" (?=:(?:[\s<\"\\]|$))"), "\u00a0"),
    (re.compile(r"-(?=t-(?:ils?|elles?|on)\b)"), "\u2011"),
    (re.compile(r"(?<=[dt])-(?=(?:ils?|elles?|on)\b)"), "\u2011"),
)
"""Where French has a space or a hyphen at which no line may break, and which; what is not there is not added."""


def extract(web: Path) -> None:
    """Let Django gather the strings of a tree into its catalogue; nothing of a site is touched."""
    words = ["makemessages", "--locale", "fr", "--no-location", "--no-obsolete", "--no-wrap", "--verbosity", "0"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BEFFROI_DATA_DIR": folder}
        environment["DJANGO_SETTINGS_MODULE"] = "beffroi.web.project.settings"
        subprocess.run([sys.executable, "-m", "django", *words], check=True, cwd=web, env=environment)
    text = (web / IN_TREE).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith('"POT-Creation-Date')]
    (web / IN_TREE).write_text("".join(kept), encoding="utf-8")


def spaced(said: str) -> str:
    """A French string with the spaces and hyphens of print."""
    for where, space in SPACES:
        said = where.sub(space, said)
    return said


def space_out(path: Path) -> None:
    """Give every translation of a catalogue the spaces of print."""
    lines, is_french = [], False
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        is_french = line.startswith("msgstr") or (is_french and line.startswith('"'))
        lines.append(spaced(line) if is_french else line)
    path.write_text("".join(lines), encoding="utf-8")


def read(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as file:
        found = read_po(file, locale="fr")
    found.creation_date = NO_DAY
    return found


def untranslated(catalogue: Catalog) -> list[str]:
    """Strings without French, or whose French is a guess."""
    found = []
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (not all(said) or message.fuzzy):
            found.append(str(message.id))
    return found


def main() -> None:
    """Extract, compile, and list what is missing."""
    extract(WEB)
    space_out(CATALOGUE)
    catalogue = read(CATALOGUE)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    missing = untranslated(catalogue)
    for text in missing:
        print(text)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
