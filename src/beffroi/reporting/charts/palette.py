"""The look of marks on white paper: the same as the style sheet gives them on a screen in daylight."""

INK, MUTED, RULE, EDGE = "#1c2430", "#59616d", "#d9d5cc", "#767d87"
OCHRE, OCHRE_TEXT, PEER, PAPER = "#b8731a", "#8a5210", "#8b929b", "#ffffff"
TEXT, SMALL = 13.0, 12.0

MARKS = {
    "gridline": f'stroke="{RULE}" stroke-width="1"',
    "axis": f'stroke="{EDGE}" stroke-width="1"',
    "stem": f'stroke="{RULE}" stroke-width="1" stroke-dasharray="1 3"',
    "track": f'stroke="{RULE}" stroke-width="1"',
    "line": f'stroke="{PEER}" stroke-width="1.5" stroke-linecap="round"',
    "line is-region": f'stroke="{OCHRE}" stroke-width="2.5" stroke-linecap="round"',
    "line is-ref": f'stroke="{MUTED}" stroke-width="1.5" stroke-dasharray="4 3" stroke-linecap="round"',
    "peer": f'stroke="{PEER}" stroke-width="1.5"',
    "ref": f'stroke="{MUTED}" stroke-width="1.5" stroke-dasharray="4 3"',
    "leader": f'stroke="{EDGE}" stroke-width="1"',
    "threshold": f'stroke="{EDGE}" stroke-width="1" stroke-dasharray="2 3"',
    "rug": f'stroke="{PEER}" stroke-width="2"',
    "rug is-region": f'stroke="{OCHRE}" stroke-width="3"',
    "dot": f'fill="{PEER}"',
    "dot is-region": f'fill="{OCHRE}"',
    "ring": f'fill="{PAPER}" stroke="{INK}" stroke-width="2"',
    "bubble": f'fill="{PEER}" fill-opacity="0.45" stroke="{PAPER}"',
    "bubble is-region": f'fill="{OCHRE}" fill-opacity="0.9" stroke="{PAPER}"',
    "bar": f'fill="{PEER}"',
    "bar is-region": f'fill="{OCHRE}"',
    **{f"heat h{shade}": f'fill="{OCHRE}" fill-opacity="{shade * 0.18:.2f}"' for shade in range(1, 6)},
    **{f"cold h{shade}": f'fill="{PEER}" fill-opacity="{shade * 0.18:.2f}"' for shade in range(1, 6)},
    "printed": f'fill="none" stroke="{PEER}" stroke-width="1.75"',
    "printed is-region": f'fill="none" stroke="{OCHRE}" stroke-width="2"',
}


def attributes_of(style: str) -> str:
    """Presentation attributes of a mark."""
    return MARKS[style]


def text_attributes(style: str, halo: bool = False) -> str:
    """Presentation attributes of a label; `halo` gives the white outline that lies under it."""
    words = style.split()
    small = "tick" in words or "note" in words
    colour = MUTED if (small and "cell" not in words) or "absent" in words else INK
    colour = OCHRE_TEXT if "is-region" in words else colour
    weight = ' font-weight="600"' if "is-region" in words else ""
    font = f'font-family="Inter" font-size="{SMALL if small else TEXT:g}"{weight}'
    if halo:
        return f'{font} fill="{PAPER}" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round"'
    return f'{font} fill="{colour}"'
