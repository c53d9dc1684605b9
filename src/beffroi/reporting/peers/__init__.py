"""Structural peers of a region among the regions of the EU."""
