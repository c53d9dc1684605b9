"""The profile as a tagged PDF (PDF/UA-1), set by Typst from the same object as the page and the JSON file."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Final

from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.typst.document import document

TEMPLATE = "profile.typ"
STANDARD: Final = "ua-1"


def render_pdf(profile: Profile) -> bytes:
    """Set the profile as PDF/UA-1: tagged, titled, in its language, with a text for every picture.

    Parameters
    ----------
    profile : Profile
        a composed profile; its own language is the document's.

    Returns
    -------
    bytes
        the PDF; the same profile always gives the same bytes, since neither date nor machine enters.

    Raises
    ------
    typst.TypstError
        never for a valid profile: a fault of the template.

    """
    import typst

    template = Path(str(files("beffroi.reporting.profile").joinpath("typst", TEMPLATE)))
    fonts = Path(str(files("beffroi.reporting").joinpath("theme", "fonts", "ttf")))
    content = json.dumps(document(profile), ensure_ascii=False)
    compiled = typst.compile(
        template,
        root=template.parent,
        sys_inputs={"profile": content},
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF")
    return compiled
