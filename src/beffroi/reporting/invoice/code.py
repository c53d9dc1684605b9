"""The payment code as a picture: level M and no more than version 13, as the guideline on EPC codes asks."""

import io

import segno

BORDER = 4


def payment_picture(text: str) -> str:
    """An EPC payment text as SVG, dark on light whatever the page looks like."""
    drawn = io.BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8")
    if int(code.version) > 13:
        raise ValueError("the text is too long for a payment code")
    code.save(
        drawn,
        kind="svg",
        border=BORDER,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue().decode()
