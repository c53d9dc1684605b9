"""A site of its own for a test: a data folder and a database, worked on through the real command line."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
SECRET = "a-secret-that-only-the-tests-of-production-mode-know-0123456789"  # noqa: S105
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Place:
    """Where a site keeps its data; `database` is empty for the SQLite file in the folder."""

    folder: Path
    database: str = ""

    @property
    def files(self) -> Path:
        """The stored files."""
        return self.folder / "site" / "files"

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of this site, and no others of ours."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("BEFFROI_", "DJANGO_"))}
        ours = {
            "BEFFROI_DATA_DIR": str(self.folder),
            "BEFFROI_DATABASE_URL": self.database,
            "PYTHONPATH": str(ROOT / "src"),
        }
        return {**plain, **ours, "DJANGO_SETTINGS_MODULE": "beffroi.web.project.settings", **more}

    def beffroi(self, *arguments: str, **more: str) -> Done:
        """Run the command line."""
        return self.python("-m", "beffroi", *arguments, **more)

    def python(self, *arguments: str, **more: str) -> Done:
        """Run Python as this site."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=self.environment(**more), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )

    def script(self, code: str) -> str:
        """What a script prints that sees the models."""
        done = self.python("-c", f"import django\ndjango.setup()\n{code}")
        assert done.returncode == 0, done.stderr
        return done.stdout


def production(**more: str) -> dict[str, str]:
    """Variables of a site in production."""
    return {
        "BEFFROI_MODE": "production",
        "BEFFROI_SECRET_KEY": SECRET,
        "BEFFROI_SITE_URL": "https://beffroi.example",
        **more,
    }
