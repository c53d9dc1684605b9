"""Charts, each defined once: as fluid SVG for HTML and as fixed SVG for the PDF."""
