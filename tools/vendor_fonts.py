"""Vendor the fonts of the reports from their npm packages: `python tools/vendor_fonts.py FOLDER`.

FOLDER holds the archives that `npm pack @fontsource-variable/inter @fontsource-variable/source-serif-4` writes.

Two forms are made. HTML takes the variable fonts as woff2. PDF takes static TrueType fonts, since Typst reads neither
woff2 nor variable axes. Both hold one subset: Latin and the letters of the European Union's languages.

The licence of Source Serif reserves the name "Source" for unmodified fonts; what is made from it here is therefore
called "Beffroi Serif". Inter reserves no name and keeps its own.
"""

import hashlib
import sys
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

THEME = Path(__file__).resolve().parents[1] / "src" / "beffroi" / "reporting" / "theme" / "fonts"
LATIN_EXTENDED = [*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]
NARROW_NO_BREAK_SPACE = 0x202F
THIN_SPACE = 0x2009


@dataclass(frozen=True)
class Family:
    """One family: the npm package, its file stem, the name under which reports use it, and its static weights."""

    package: str
    stem: str
    name: str
    file: str
    styles: tuple[tuple[str, int], ...]


FAMILIES = (
    Family("inter", "inter", "Inter", "Inter", (("normal", 400), ("normal", 600), ("normal", 700))),
    Family(
        "source-serif-4",
        "source-serif-4",
        "Beffroi Serif",
        "BeffroiSerif",
        (("normal", 400), ("normal", 600), ("normal", 700), ("italic", 400)),
    ),
)
WEIGHT_NAMES = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def main(folder: Path) -> None:
    """Write woff2, TrueType, licences and the list of checksums."""
    (THEME / "ttf").mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        files = _unpack(folder, family)
        (THEME / f"{family.file}-LICENSE.txt").write_text(_licence(files, family), encoding="utf-8")
        for part in ("latin", "latin-ext"):
            font = _variable(files, family, part, "normal")
            _rename(font, family, "Regular")
            font.flavor = "woff2"
            font.save(THEME / f"{family.file}-{part}.woff2")
        for style, weight in family.styles:
            _static(files, family, style, weight)
    _write_checksums()


def _unpack(folder: Path, family: Family) -> dict[str, bytes]:
    archives = sorted(folder.glob(f"fontsource-variable-{family.package}-*.tgz"))
    if not archives:
        sys.exit(f"{folder}: no archive of @fontsource-variable/{family.package}; run npm pack there first.")
    with tarfile.open(archives[-1]) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {
            member.name.removeprefix("package/"): content.read()
            for member in members
            if (content := archive.extractfile(member)) is not None
        }


def _licence(files: dict[str, bytes], family: Family) -> str:
    """The licence after the copyright notice that the font itself carries, which the package leaves out."""
    notice = _variable(files, family, "latin", "normal")["name"].getDebugName(0)
    return f"{notice}\n\n{files['LICENSE'].decode()}"


def _variable(files: dict[str, bytes], family: Family, part: str, style: str) -> TTFont:
    """The variable font of one subset, with a narrow no-break space where French numbers need one."""
    font = TTFont(BytesIO(files[f"files/{family.stem}-{part}-wght-{style}.woff2"]), recalcTimestamp=False)
    if part == "latin":
        for table in font["cmap"].tables:
            if table.isUnicode() and THIN_SPACE in table.cmap:
                table.cmap[NARROW_NO_BREAK_SPACE] = table.cmap[THIN_SPACE]
        return font
    options = Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LATIN_EXTENDED)
    subsetter.subset(font)
    return font


def _static(files: dict[str, bytes], family: Family, style: str, weight: int) -> None:
    """One TrueType font of one weight, its two subsets merged into one file."""
    parts = []
    for part in ("latin", "latin-ext"):
        font = instantiateVariableFont(_variable(files, family, part, style), {"wght": weight})
        font.flavor = None
        stream = BytesIO()
        font.save(stream)
        stream.seek(0)
        parts.append(stream)
    merged = Merger().merge(parts)
    merged.recalcTimestamp = False
    italic = " Italic" if style == "italic" else ""
    _rename(merged, family, f"{WEIGHT_NAMES[weight]}{italic}".replace("Regular Italic", "Italic"))
    merged["OS/2"].usWeightClass = weight
    merged["OS/2"].fsSelection = _selection(weight, style)
    merged["head"].macStyle = (1 if weight == 700 else 0) | (2 if italic else 0)
    merged["head"].created = merged["head"].modified = 0
    name = f"{family.file}-{WEIGHT_NAMES[weight]}{italic.strip()}.ttf".replace("RegularItalic", "Italic")
    merged.save(THEME / "ttf" / name)


def _selection(weight: int, style: str) -> int:
    """The style bits of OS/2: italic, bold, regular, and "use typographic metrics"."""
    bits = 1 << 7
    if style == "italic":
        return bits | 1
    return bits | {400: 1 << 6, 700: 1 << 5}.get(weight, 0)


def _rename(font: TTFont, family: Family, style: str) -> None:
    """Give the font its family and style name; the notices of its authors stay."""
    table = font["name"]
    postscript = f"{family.file}-{style.replace(' ', '')}"
    names = {1: family.name, 2: style, 3: postscript, 4: f"{family.name} {style}", 6: postscript, 16: family.name}
    for identifier, text in (names | {17: style}).items():
        table.removeNames(nameID=identifier)
        table.setName(text, identifier, 3, 1, 0x409)


def _write_checksums() -> None:
    """SHA-256 of every vendored file, in the form that `sha256sum --check` reads."""
    files = sorted(path for path in THEME.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(THEME).as_posix()}" for path in files]
    (THEME / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
