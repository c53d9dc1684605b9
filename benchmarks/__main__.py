"""Run every benchmark of this folder and write what they found to results.md: `python -m benchmarks [--keep] [NAME …]`.

Named benchmarks are only printed; with `--keep` their sections of results.md are written anew, the others stay.
"""

import os
import pkgutil
import platform
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.md"
MEMORY = Path("/proc/meminfo")


def machine() -> str:
    """The class of the machine, not its name."""
    memory = ""
    if MEMORY.exists():
        kilobytes = int(MEMORY.read_text(encoding="ascii").split()[1])
        memory = f", {kilobytes / 1024**2:.0f} GB of memory"
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} cores{memory}, Python {platform.python_version()}"


def benchmarks(names: list[str]) -> Iterator[ModuleType]:
    """The modules of this folder that have a `run`, or the named ones.

    Each is imported only when its turn comes: a process starts with the memory of the one that starts it, so that what
    a later benchmark imports would be counted in the commands that an earlier one measures.
    """
    found = sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)]) if module.name != "__main__")
    unknown = [name for name in names if name not in found]
    if unknown:
        sys.exit(f"no benchmark '{unknown[0]}'; there are {', '.join(found)}")
    modules = (import_module(f"benchmarks.{name}") for name in names or found)
    return (module for module in modules if hasattr(module, "run"))


def put(text: str, section: str) -> str:
    """Results with a section in the place of the one of the same title, or at the end.

    >>> put("# All\\n\\n## A\\n\\n1\\n\\n## B\\n\\n2\\n", "## A\\n\\n3\\n")
    '# All\\n\\n## A\\n\\n3\\n\\n## B\\n\\n2\\n'
    >>> put("# All\\n\\n## A\\n\\n1\\n", "## B\\n\\n2\\n")
    '# All\\n\\n## A\\n\\n1\\n\\n## B\\n\\n2\\n'
    """
    title = section.splitlines()[0]
    parts = [part.rstrip("\n") + "\n" for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)]
    places = [at for at, part in enumerate(parts) if part.splitlines()[0] == title]
    parts[slice(places[0], places[0] + 1) if places else slice(len(parts), None)] = [section]
    return "\n".join(parts)


def main(words: list[str]) -> None:
    """Run, print, and write the results when all of them ran."""
    names = [word for word in words if word != "--keep"]
    sections = []
    for module in benchmarks(names):
        title = (module.__doc__ or module.__name__).splitlines()[0].rstrip(".")
        sections.append(f"## {title}\n\n{module.run()}\n")
        print(sections[-1])
    text = f"# Benchmarks\n\nWritten by `make benchmark` on {machine()}.\n"
    if names and "--keep" in words:
        text = RESULTS.read_text(encoding="utf-8")
    for section in sections:
        text = put(text, section)
    if not names or "--keep" in words:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
