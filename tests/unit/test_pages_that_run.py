"""Pages with Python sessions are run, and what they print is what they say."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if "\n>>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(DOCS)) for path in PAGES])
def test_a_page_prints_what_it_says(page: Path) -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    found = doctest.testfile(str(page), module_relative=False, optionflags=flags, encoding="utf-8")
    assert found.attempted > 0
    assert found.failed == 0


def test_the_walloon_notebook_is_among_them() -> None:
    assert DOCS / "tutorials" / "walloon-index.md" in PAGES
