"""Diagrams of boxes and lines, drawn as SVG for pages, files and the PDF."""
