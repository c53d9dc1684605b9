"""The style sheet of a page with its fonts inside, and the policy that lets nothing else in."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

SHEETS = ("tokens.css", "base.css", "figures.css", "profile.css")
"""What a profile needs; the site links to the first three and its own, so that both look alike."""

FACES = (("Inter", "Inter"), ("Beffroi Serif", "BeffroiSerif"))
RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0300-0323, U+2000-206F, "
    "U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-017F, U+0218-021B, U+1E9E",
}


@cache
def style_sheet() -> str:
    """The style sheet, fonts first, as one text without any address to fetch from."""
    theme = files("beffroi.reporting.theme")
    faces = [_face(family, stem, part) for family, stem in FACES for part in RANGES]
    return "\n".join([*faces, *(theme.joinpath(sheet).read_text(encoding="utf-8") for sheet in SHEETS)])


def _face(family: str, stem: str, part: str) -> str:
    font = files("beffroi.reporting.theme").joinpath(f"fonts/{stem}-{part}.woff2").read_bytes()
    address = f"data:font/woff2;base64,{b64encode(font).decode()}"
    return (
        f'@font-face {{ font-family: "{family}"; font-style: normal; font-weight: 200 900; font-display: swap; '
        f"src: url({address}) format('woff2'); unicode-range: {RANGES[part]}; }}"
    )


def content_security_policy(style: str) -> str:
    """A policy that allows this one style element, fonts and images inside the file, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
