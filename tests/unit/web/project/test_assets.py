"""What the site serves from itself: fonts, pictures and scripts are as they were vendored, and named where used."""

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

STATIC = Path(str(files("beffroi.web.project"))) / "static" / "project"
THEME = Path(str(files("beffroi.reporting.theme")))


def test_vendored_files_are_unchanged() -> None:
    folder = STATIC / "vendor"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    held = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "SHA256SUMS"}
    assert held == stated


@pytest.mark.parametrize("sheet", ["tokens.css", "fonts.css", "base.css", "figures.css", "beffroi.css"])
def test_a_style_sheet_fetches_nothing_but_its_own_fonts(sheet: str) -> None:
    path = THEME / sheet if (THEME / sheet).exists() else STATIC / sheet
    for address in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
        assert (THEME / address).is_file()


def test_every_token_that_a_sheet_uses_is_declared() -> None:
    sheets = [*THEME.glob("*.css"), STATIC / "beffroi.css"]
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    declared = set(re.findall(r"(--[a-z0-9-]+):", text))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", text))
    assert used <= declared
    assert set(re.findall(r"(--[a-z0-9-]+):", (STATIC / "beffroi.css").read_text(encoding="utf-8"))) == set()


def test_the_sheets_are_served() -> None:
    for name in ("theme/tokens.css", "theme/fonts/Inter-latin.woff2", "project/icons.svg", "project/site.js"):
        assert finders.find(name)


def test_the_first_page_is_light_enough() -> None:
    fonts = sum((THEME / "fonts" / f"{name}-latin.woff2").stat().st_size for name in ("Inter", "BeffroiSerif"))
    assert fonts < 110_000
