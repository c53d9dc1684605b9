"""Migrations of the slice `core`."""
