"""Write down how wide the letters of the bundled Inter are: `python tools/letter_widths.py`, after vendoring fonts.

Charts place their labels before any browser has seen them, so they need the advance of each letter; the package itself
does without a library that reads fonts.
"""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

REPORTING = Path(__file__).resolve().parents[1] / "src" / "beffroi" / "reporting"
FACES = {"regular": "Inter-Regular.ttf", "semibold": "Inter-SemiBold.ttf"}


def widths(path: Path) -> dict[str, int]:
    """The advance of each letter in thousandths of the size."""
    font = TTFont(path)
    unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    return {
        chr(code): round(1000 * advances[name][0] / unit)
        for code, name in sorted(font.getBestCmap().items())
        if chr(code).isprintable() or chr(code).isspace()
    }


def main() -> None:
    """Replace the table beside the charts."""
    found = {face: widths(REPORTING / "theme" / "fonts" / "ttf" / name) for face, name in FACES.items()}
    text = json.dumps(found, ensure_ascii=True, indent=0, sort_keys=True)
    REPORTING.joinpath("charts", "letter_widths.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
