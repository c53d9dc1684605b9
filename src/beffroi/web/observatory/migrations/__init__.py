"""Migrations of the slice `observatory`."""
