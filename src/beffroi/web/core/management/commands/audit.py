"""`beffroi manage audit verify|head`: what `beffroi audit` runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from beffroi.analytics.files import read_text, write_files
from beffroi.web.core.heads import Kept, heads_file, kept_heads, read_head
from beffroi.web.core.sealing import head, seal, unsealed_rows, verify


class Command(BaseCommand):
    """Check the chain of the audit, or write its head down; answers with the exit code."""

    help = "Check the audit's chain of seals, or export its head."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and the file of the head."""
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument("--file", default=None)

    def handle(self, *_args: Any, **options: Any) -> str | None:
        """Do it; damage ends with exit code 1."""
        path = Path(options["file"]) if options["file"] else None
        if options["what"] == "head":
            self._head(path)
        elif self._damaged(path):
            raise SystemExit(1)
        return None

    def _head(self, path: Path | None) -> None:
        seal()
        line = head().as_json()
        if path is None:
            self.stdout.write(line)
        else:
            write_files(path.parent, {path.name: line + "\n"})
            self.stdout.write(str(path))

    def _damaged(self, path: Path | None) -> bool:
        kept = kept_heads()
        if path:
            kept.heads.append(read_head(read_text(path), str(path)))
        found = 0
        for damage in verify(*kept.heads):
            found += 1
            self.stdout.write(f"{damage.kind}: {damage.sentence}")
        if kept.restore:
            self.stdout.write(f"restored: {kept.restore.sentence()}")
        now, waiting = head(), unsealed_rows()
        said = f"{found} damaged" if found else "sound"
        self.stdout.write(f"{now.position} sealed rows, {waiting} waiting for a seal: {said}; {_against(kept)}.")
        return bool(found)


def _against(kept: Kept) -> str:
    """What the record was compared with."""
    unread = f"; {kept.unreadable} lines of {heads_file()} cannot be read" if kept.unreadable else ""
    if not kept.heads:
        return f"no head is kept in {heads_file()} yet, so a cut-off tail cannot show{unread}"
    return f"against {len(kept.heads)} kept heads, the last at {kept.last}{unread}"
